import { Loader } from '@mantine/core'
import {
  IconAlertTriangle,
  IconArrowDown,
  IconFile,
  IconFileSymlink,
  IconFileUnknown,
  IconFolder,
} from '@tabler/icons-react'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { TreeLine } from '#renderer/ui/tree/virtual-tree.tsx'
import type { SnapshotEntry } from '#shared/features/backup/values.ts'
import classes from './browser.module.css'
import type { FolderLine } from './folder-lines.ts'
import { partlyChosen, type Selection, tickOf } from './selection.ts'

const icons: Readonly<Partial<Record<SnapshotEntry['type'], typeof IconFile>>> = {
  dir: IconFolder,
  file: IconFile,
  symlink: IconFileSymlink,
}

function Columns({ entry }: { readonly entry: SnapshotEntry }) {
  const format = useFormat()
  return (
    <>
      <span className={classes.size}>{entry.sizeBytes === null ? '' : format.bytes(entry.sizeBytes)}</span>
      <span className={classes.modified}>{format.minute(entry.modifiedAt)}</span>
      <span className={classes.mode} translate="no">
        {entry.mode}
      </span>
    </>
  )
}

/** Id of a line: the quoted path of an entry, or a mark no path can be. */
export function lineId(line: FolderLine): string {
  return line.kind === 'entry' ? line.entry.path.quoted : `\0${line.kind} ${line.folder}`
}

type StillLine = Omit<TreeLine, 'expanded' | 'ticked' | 'level'>

/** Writes entries, each once: a folder of a hundred thousand is not written anew for every tick. */
function useEntryLines(): (entry: SnapshotEntry) => StillLine {
  const { t } = useTranslation('backup')
  return useMemo(() => {
    const written = new WeakMap<SnapshotEntry, StillLine>()
    return (entry) => {
      const before = written.get(entry)
      if (before !== undefined) return before
      const { name, linkTarget } = entry
      const Icon = icons[entry.type] ?? IconFileUnknown
      const line = {
        id: entry.path.quoted,
        label:
          linkTarget === null ? name.display : t('snapshot.browser.link', { name: name.display, target: linkTarget }),
        icon: <Icon size={16} aria-hidden className={classes.icon} />,
        aside: <Columns entry={entry} />,
      }
      written.set(entry, line)
      return line
    }
  }, [t])
}

const marks = {
  more: <IconArrowDown size={16} aria-hidden />,
  loading: <Loader size={14} aria-hidden />,
  failed: <IconAlertTriangle size={16} aria-hidden />,
  empty: null,
}

type WordLine = Exclude<FolderLine, { readonly kind: 'entry' }>

function useWords(filter: string | undefined): (line: WordLine) => string {
  const { t } = useTranslation('backup')
  const format = useFormat()
  return useCallback(
    (line) => {
      if (line.kind === 'more')
        return t('snapshot.browser.loadMore', { count: line.left, shown: format.count(line.left) })
      if (line.kind === 'empty' && filter !== undefined) return t('snapshot.browser.nothing', { filter })
      return t(`snapshot.browser.${line.kind}`)
    },
    [filter, t, format],
  )
}

/** Writes the lines of a snapshot for the tree. */
export function useTreeLines(
  lines: readonly FolderLine[],
  selection: Selection,
  filter: string | undefined,
): readonly TreeLine[] {
  const entryLine = useEntryLines()
  const words = useWords(filter)
  return useMemo(() => {
    const partly = partlyChosen(selection)
    return lines.map((line): TreeLine => {
      const { level } = line
      if (line.kind !== 'entry')
        return { id: lineId(line), level, label: words(line), icon: marks[line.kind], expanded: null, ticked: null }
      const { entry } = line
      return {
        ...entryLine(entry),
        level,
        expanded: entry.type === 'dir' ? line.isOpen : null,
        ticked: tickOf(selection, partly, entry.path.quoted),
      }
    })
  }, [lines, selection, entryLine, words])
}
