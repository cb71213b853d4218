import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

const look = EditorView.theme({
  '&': { color: 'var(--text)', backgroundColor: 'var(--surface)', fontSize: '14px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-content': {
    fontFamily: 'var(--mantine-font-family-monospace)',
    padding: '8px 0',
    caretColor: 'var(--text)',
    minHeight: '38px',
  },
  '.cm-line': { padding: '0 10px' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-placeholder': { color: 'var(--text-dim)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--surface-selected)',
  },
  '.cm-tooltip': {
    color: 'var(--text)',
    backgroundColor: 'var(--surface)',
    border: '1px solid var(--line-strong)',
    borderRadius: '6px',
    maxWidth: '560px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '13px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { color: 'var(--text)', background: 'var(--surface-selected)' },
  '.cm-completionDetail': { color: 'var(--text-dim)', fontStyle: 'normal' },
  '.cm-tooltip.cm-completionInfo': { padding: '8px 12px', fontSize: '13px' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--state-failed-mark)' },
})

const highlight = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], fontWeight: '600' },
  { tag: tags.function(tags.variableName), color: 'var(--mantine-color-anchor)' },
  { tag: tags.string, color: 'var(--state-good)' },
  { tag: [tags.number], color: 'var(--state-warning)' },
  { tag: tags.labelName, color: 'var(--state-running)' },
  { tag: tags.comment, color: 'var(--text-dim)', fontStyle: 'italic' },
])

/** PromQL in our colours, in both schemes. */
export const promqlLook: Extension = [look, syntaxHighlighting(highlight)]
