import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { isFailure } from '#renderer/ui/failure/failure.ts'
import { VirtualTree } from '#renderer/ui/tree/virtual-tree.tsx'
import type { SnapshotEntry } from '#shared/features/backup/values.ts'
import { SetPasswordButton } from '../repository/set-password.tsx'
import classes from './browser.module.css'
import type { FolderLine } from './folder-lines.ts'
import { type Chosen, chosenAtMost, type Selection, toggle } from './selection.ts'
import { lineId, useTreeLines } from './tree-lines.tsx'
import { type FolderTree, useFolderTree } from './use-folder-tree.ts'

interface BrowserTreeProps {
  readonly repositoryId: string
  readonly snapshotId: string
  readonly root: string
  readonly nameContains: string | undefined
  readonly selection: Selection
  readonly onChoose: (selection: Selection) => void
  readonly onEnter: (folder: string) => void
}

const chosenOf = (entry: SnapshotEntry): Chosen => ({
  path: entry.path.quoted,
  display: entry.path.display,
  isFolder: entry.type === 'dir',
  sizeBytes: entry.sizeBytes,
})

/** Entries of a folder when all of them are here. */
function contentOf(tree: FolderTree, folder: string): readonly Chosen[] | null {
  const known = tree.folders.get(folder)
  const isWhole = known !== undefined && known.nextCursor === null && !known.isLoading && known.error === null
  return isWhole ? known.entries.map(chosenOf) : null
}

function useTick({ root, nameContains, selection, onChoose }: BrowserTreeProps, tree: FolderTree) {
  const { t } = useTranslation('backup')
  return (entry: SnapshotEntry) => {
    const next = toggle(selection, chosenOf(entry), (folder) =>
      folder === root && nameContains !== undefined ? null : contentOf(tree, folder),
    )
    if (next === null) showNotice({ id: 'selection', tone: 'information', title: t('snapshot.browser.cannotTakeOut') })
    else if (next.size > chosenAtMost)
      showNotice({ id: 'selection', tone: 'warning', title: t('snapshot.browser.tooMany') })
    else onChoose(next)
  }
}

/** The tree itself, with its columns named above. */
export function BrowserTree(props: BrowserTreeProps) {
  const { t } = useTranslation('backup')
  const tree = useFolderTree(props)
  const tick = useTick(props, tree)
  const lines = useTreeLines(tree.lines, props.selection, props.nameContains)
  const byId = (id: string) => tree.lines.find((line) => lineId(line) === id)
  const open = (line: FolderLine | undefined) => {
    if (line === undefined) return
    if (line.kind === 'more') tree.loadMore(line.folder)
    else if (line.kind === 'failed') tree.retry(line.folder)
    else if (line.kind === 'entry' && line.entry.type === 'dir') props.onEnter(line.entry.path.quoted)
  }
  const loadShown = (first: number, last: number) => {
    for (const line of tree.lines.slice(first, last + 1)) if (line.kind === 'more') tree.loadMore(line.folder)
  }
  const rootFolder = tree.folders.get(props.root)
  if (rootFolder !== undefined && rootFolder.error !== null && rootFolder.entries.length === 0)
    return (
      <ErrorPanel
        error={rootFolder.error}
        onRetry={() => tree.retry(props.root)}
        actions={
          isFailure(rootFolder.error, 'SECRET_MISSING') ? <SetPasswordButton repositoryId={props.repositoryId} /> : null
        }
      />
    )
  return (
    <div className={classes.tree}>
      <VirtualTree
        label={t('snapshot.browser.tree')}
        lines={lines}
        height="100%"
        head={
          <>
            <span className={classes.name}>{t('snapshot.browser.name')}</span>
            {(['size', 'modified', 'mode'] as const).map((column) => (
              <div key={column} className={classes[column]}>
                {t(`snapshot.browser.${column}`)}
              </div>
            ))}
          </>
        }
        onToggle={(id, expand) => (expand ? tree.expand(id) : tree.collapse(id))}
        onTick={(id) => {
          const line = byId(id)
          if (line?.kind === 'entry') tick(line.entry)
        }}
        onOpen={(id) => open(byId(id))}
        onShown={loadShown}
      />
    </div>
  )
}
