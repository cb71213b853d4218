import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type TreeLine, VirtualTree } from '#renderer/ui/tree/virtual-tree.tsx'
import classes from './line.module.css'
import { lineNodes, readLine } from './line-nodes.ts'

const rowHeight = 30
const mostRows = 14

/** A whole line as a tree of its fields; one that is no JSON as it stands. */
export function LineTree({ text }: { readonly text: string }) {
  const { t } = useTranslation('logs')
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const value = useMemo(() => readLine(text), [text])
  const lines = useMemo(
    () =>
      lineNodes(value, closed).map(
        ({ id, level, label, hasParts }): TreeLine => ({
          ...{ id, level, label },
          expanded: hasParts ? !closed.has(id) : null,
          ticked: null,
        }),
      ),
    [value, closed],
  )
  if (value === null)
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard
      <pre className={classes.plain} translate="no" tabIndex={0}>
        {text}
      </pre>
    )
  const toggle = (id: string, expand: boolean) => {
    const next = new Set(closed)
    if (expand) next.delete(id)
    else next.add(id)
    setClosed(next)
  }
  return (
    <VirtualTree
      label={t('line.whole')}
      lines={lines}
      height={Math.min(mostRows, Math.max(2, lines.length)) * rowHeight}
      onToggle={toggle}
    />
  )
}
