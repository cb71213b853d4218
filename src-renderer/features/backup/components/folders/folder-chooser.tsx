import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core'
import { IconFile, IconFolder, IconFolderOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { isFailure } from '#renderer/ui/failure/failure.ts'
import { LoadingCards } from '#renderer/ui/state/loading.tsx'
import { type TreeLine, VirtualTree } from '#renderer/ui/tree/virtual-tree.tsx'
import { foldersQuery } from '../../queries.ts'
import { PathBar } from './path-bar.tsx'

interface ChooserProps {
  readonly title: string
  /** Where it opens; the home folder without it. */
  readonly start?: string | undefined
  /** Several folders and files can be ticked, not only the folder one stands in chosen. */
  readonly several?: boolean
  readonly onChoose: (paths: readonly string[]) => void
  readonly onClose: () => void
}

/** The folder above as far as its path tells, or null at the top. */
function parentPath(path: string): string | null {
  const cut = Math.max(path.lastIndexOf('/', path.length - 2), path.lastIndexOf('\\', path.length - 2))
  return path === '' || path === '/' || cut < 0 ? null : path.slice(0, cut) || '/'
}

function iconOf(entry: { readonly isFolder: boolean; readonly readable: boolean }) {
  if (!entry.isFolder) return <IconFile size={16} aria-hidden />
  return entry.readable ? <IconFolder size={16} aria-hidden /> : <IconFolderOff size={16} aria-hidden />
}

function Chooser(props: ChooserProps) {
  const { t } = useTranslation('backup')
  const { t: tUi } = useTranslation('ui')
  const [at, setAt] = useState(props.start)
  const [showHidden, setShowHidden] = useState(false)
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const query = useQuery(foldersQuery(at, showHidden))
  const folder = query.data
  const above = parentPath(at ?? '')
  const isStartMissing = at !== undefined && at === props.start && isFailure(query.error, 'NOT_FOUND')
  useEffect(() => {
    if (isStartMissing) setAt(above ?? undefined)
  }, [isStartMissing, above])
  const several = props.several === true
  const entries = folder?.entries.filter((entry) => several || entry.isFolder) ?? []
  const lines = entries.map(
    (entry): TreeLine => ({
      id: entry.path,
      level: 1,
      label: entry.name,
      icon: iconOf(entry),
      aside: entry.readable ? undefined : (
        <Text fz="sm" c="dimmed">
          {t('folders.unreadable')}
        </Text>
      ),
      expanded: entry.isFolder ? false : null,
      ticked: several ? (ticked.has(entry.path) ? 'all' : 'none') : null,
    }),
  )
  const enter = (path: string) => {
    if (entries.some((entry) => entry.path === path && entry.isFolder)) setAt(path)
  }
  const tick = (path: string) => {
    const next = new Set(ticked)
    if (!next.delete(path)) next.add(path)
    setTicked(next)
  }
  const failed = query.error !== null
  const choose = () => {
    if (ticked.size > 0) props.onChoose([...ticked])
    else if (folder !== undefined) props.onChoose([folder.path])
  }
  return (
    <Stack gap="sm">
      <PathBar path={folder?.path ?? at ?? ''} parent={folder === undefined ? above : folder.parent} onGo={setAt} />
      {failed ? <ErrorPanel error={query.error} onRetry={() => void query.refetch()} /> : null}
      {folder === undefined ? (
        failed ? null : (
          <LoadingCards heights={[320]} />
        )
      ) : (
        <VirtualTree
          key={folder.path}
          label={t('folders.list', { path: folder.path })}
          lines={lines}
          height={320}
          onToggle={enter}
          onOpen={enter}
          {...(several ? { onTick: tick } : {})}
        />
      )}
      {folder !== undefined && lines.length === 0 ? <Text fz="sm">{t('folders.empty')}</Text> : null}
      {folder?.truncated === true ? <Text fz="sm">{t('folders.truncated')}</Text> : null}
      <Group justify="space-between">
        <Text fz="sm" c="dimmed">
          {t('folders.hint')}
        </Text>
        <Checkbox
          size="xs"
          label={t('folders.showHidden')}
          checked={showHidden}
          onChange={(event) => setShowHidden(event.currentTarget.checked)}
        />
      </Group>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={props.onClose}>
          {tUi('cancel')}
        </Button>
        <Button disabled={ticked.size === 0 && (folder === undefined || failed)} onClick={choose}>
          {ticked.size > 0
            ? t('folders.addTicked', { count: ticked.size })
            : t(several ? 'folders.addThis' : 'folders.chooseThis')}
        </Button>
      </Group>
    </Stack>
  )
}

/** Chooses a folder of the machine the program runs on, or several folders and files. */
export function FolderChooser({ opened, ...props }: ChooserProps & { readonly opened: boolean }) {
  const { t } = useTranslation('ui')
  return (
    <Modal
      opened={opened}
      onClose={props.onClose}
      title={props.title}
      size="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {opened ? <Chooser {...props} /> : null}
    </Modal>
  )
}
