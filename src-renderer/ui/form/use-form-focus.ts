import { type FormEvent, useEffect, useRef } from 'react'
import type { FormState } from './use-form.ts'

const wrongField = '[aria-invalid="true"], [data-wrong]'

/** Puts the eye where it is needed after a form is sent: on the first wrong field, or on what failed. */
export function useFormFocus(form: FormState) {
  const formRef = useRef<HTMLFormElement>(null)
  const failureRef = useRef<HTMLDivElement>(null)
  const { failure } = form
  useEffect(() => {
    if (failure !== null) failureRef.current?.scrollIntoView({ block: 'nearest' })
  }, [failure])
  const submit = (event: FormEvent) => {
    void form.submit(event)
    requestAnimationFrame(() => formRef.current?.querySelector<HTMLElement>(wrongField)?.focus())
  }
  return { formRef, failureRef, submit }
}
