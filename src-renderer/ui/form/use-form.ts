import type { TFunction } from 'i18next'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { isFailure } from '#renderer/ui/failure/failure.ts'
import { forgetDraft, readDraft, writeDraft } from './drafts.ts'
import { issueText } from './issue-text.ts'

export interface FormOptions<V extends object> {
  /** Checks the values; messages come from the design system, so that they are kind and in the person's language. */
  readonly schema: z.ZodType<unknown, V>
  readonly initial: V
  /** Under this key the draft is kept; without it nothing is. */
  readonly draftKey?: string
  /** Fields that are never written to a draft. */
  readonly secrets?: readonly (keyof V & string)[]
  readonly save: (values: V) => Promise<void>
  /** Empties the form again once it is saved, for forms that add or change something again and again. */
  readonly resetAfterSave?: boolean
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

function restore<V extends object>(options: FormOptions<V>): V {
  const draft = options.draftKey === undefined ? null : readDraft(options.draftKey)
  if (draft === null) return options.initial
  const merged = { ...options.initial }
  for (const key of Object.keys(options.initial)) if (key in draft) Object.assign(merged, { [key]: draft[key] })
  return merged
}

function messagesOf<V>(t: TFunction<'ui'>, schema: z.ZodType<unknown, V>, values: V): ReadonlyMap<string, string> {
  const messages = new Map<string, string>()
  for (const issue of schema.safeParse(values).error?.issues ?? []) {
    const path = issue.path.map(String)
    for (const key of [path.join('.'), path[0] ?? '']) if (!messages.has(key)) messages.set(key, issueText(t, issue))
  }
  return messages
}

/** What the program itself has found wrong, by field. */
function refusalsOf(failure: unknown): ReadonlyMap<string, string> {
  if (!isFailure(failure, 'VALIDATION')) return new Map()
  return new Map(failure.data.issues.map((issue) => [issue.path, issue.message]))
}

/** A form: values, checked as one leaves a field, saved explicitly, kept as a draft until then. */
export function useForm<V extends object>(options: FormOptions<V>) {
  const { t } = useTranslation('ui')
  const [values, setValues] = useState(() => restore(options))
  const [restored, setRestored] = useState(() => !same(values, options.initial))
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [saving, setSaving] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const isSaved = useRef(false)
  const dirty = !same(values, options.initial)

  const change = (next: V) => {
    setValues(next)
    isSaved.current = false
    if (options.draftKey === undefined) return
    if (same(next, options.initial)) forgetDraft(options.draftKey)
    else writeDraft(options.draftKey, next, options.secrets ?? [])
  }

  const refused = refusalsOf(failure)
  const found = messagesOf(t, options.schema, values)
  const errorOf = (name: string) => refused.get(name) ?? (left.has(name) || left.has('*') ? found.get(name) : undefined)

  const reset = () => {
    change(options.initial)
    setRestored(false)
    setLeft(new Set())
    setFailure(null)
  }

  const submit = async (event?: FormEvent) => {
    event?.preventDefault()
    setLeft(new Set(['*']))
    if (found.size > 0 || saving) return
    setSaving(true)
    setFailure(null)
    try {
      isSaved.current = true
      await options.save(values)
      if (options.draftKey !== undefined) forgetDraft(options.draftKey)
      setRestored(false)
      if (options.resetAfterSave === true) reset()
    } catch (error) {
      isSaved.current = false
      setFailure(error)
    } finally {
      setSaving(false)
    }
  }

  return {
    values,
    dirty,
    saving,
    failure,
    restored,
    /** Whether leaving now would lose something; false from the moment of saving. */
    losesOnLeave: () => dirty && !isSaved.current,
    isValid: found.size === 0,
    errorOf,
    set: <K extends keyof V & string>(name: K, value: V[K]) => change({ ...values, [name]: value }),
    /** Changes several fields at once. */
    patch: (changes: Partial<V>) => change({ ...values, ...changes }),
    /** Call as one leaves the field. */
    leave: (name: keyof V & string) => setLeft((before) => new Set([...before, name])),
    /** What a text field needs: value, change, leaving, and its error. */
    text: <K extends { [P in keyof V]: V[P] extends string ? P : never }[keyof V] & string>(name: K) => ({
      name,
      value: String(values[name]),
      error: errorOf(name),
      onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
        change({ ...values, [name]: event.currentTarget.value }),
      // An untouched field is no mistake yet; a message under the pointer would move what is about to be pressed.
      onBlur: () => {
        if (!same(values[name], options.initial[name])) setLeft((before) => new Set([...before, name]))
      },
    }),
    submit,
    discard: reset,
  }
}
export type FormState = Pick<
  ReturnType<typeof useForm<Record<string, unknown>>>,
  'dirty' | 'saving' | 'failure' | 'restored' | 'losesOnLeave' | 'submit' | 'discard'
>
