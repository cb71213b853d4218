import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, insertNewline } from '@codemirror/commands'
import { linter } from '@codemirror/lint'
import { EditorState, type Extension, Prec } from '@codemirror/state'
import { EditorView, keymap, placeholder } from '@codemirror/view'
import { PromQLExtension } from '@prometheus-io/codemirror-promql'
import { useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '#renderer/api/client.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { styleNonce } from '#renderer/ui/style-nonce.ts'
import { promqlClient } from './promql-client.ts'
import classes from './promql-editor.module.css'
import { promqlLook } from './promql-look.ts'
import { diagnosticOf } from './promql-problems.ts'

interface EditorProps {
  readonly label: string
  readonly value: string
  readonly onChange: (expression: string) => void
  /** Enter was pressed: what is written is meant. */
  readonly onRun?: () => void
  readonly error?: string | undefined
}

const checked = linter(
  async ({ state: { doc } }) => {
    const expression = doc.toString()
    if (expression.trim() === '') return []
    const { problem } = await api.monitoring.queries.check({ expression })
    return problem === null ? [] : [diagnosticOf(doc, problem)]
  },
  { delay: 400 },
)

interface Live {
  readonly onChange: (expression: string) => void
  readonly onRun: () => void
}

function extensionsOf(
  live: () => Live,
  promql: PromQLExtension,
  help: string,
  attributes: Record<string, string>,
): Extension {
  const run = () => {
    live().onRun()
    return true
  }
  return [
    history(),
    closeBrackets(),
    autocompletion({ icons: false }),
    promql.asExtension(),
    checked,
    promqlLook,
    EditorView.lineWrapping,
    EditorView.cspNonce.of(styleNonce()),
    EditorView.contentAttributes.of(attributes),
    placeholder(help),
    Prec.high(keymap.of([...completionKeymap, { key: 'Enter', run, shift: insertNewline }, { key: 'Mod-Enter', run }])),
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) live().onChange(update.state.doc.toString())
    }),
  ]
}

/** A field for PromQL: completes metrics, labels and functions, marks mistakes where they are. Shift+Enter breaks a line. */
export function PromqlEditor(props: EditorProps) {
  const { t } = useTranslation('monitoring')
  const { language } = useFormat()
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const latest = useRef(props)
  latest.current = props
  const errorId = useId()
  const { label, value, error } = props
  const help = t('query.placeholder')
  useEffect(() => {
    const parent = host.current
    if (parent === null) return
    const promql = new PromQLExtension().activateLinter(false).setComplete({ remote: promqlClient(language) })
    const live = () => ({
      onChange: latest.current.onChange,
      onRun: () => latest.current.onRun?.(),
    })
    const attributes = { 'aria-label': label, 'aria-describedby': errorId, spellcheck: 'false' }
    const extensions = extensionsOf(live, promql, help, attributes)
    const made = new EditorView({ parent, state: EditorState.create({ doc: latest.current.value, extensions }) })
    view.current = made
    return () => {
      made.destroy()
      promql.destroy()
      view.current = null
    }
  }, [label, language, help, errorId])
  useEffect(() => {
    const { current } = view
    if (current === null || current.state.doc.toString() === value) return
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: value } })
  }, [value])
  return (
    <div className={classes.field} data-wrong={error !== undefined || undefined}>
      <div ref={host} className={classes.editor} />
      <div id={errorId} className={classes.error}>
        {error}
      </div>
    </div>
  )
}
