import { Button } from '@mantine/core'
import { IconActivityHeartbeat, IconArrowsSplit2, IconBell, IconCopy, IconUser } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { DetailDrawer } from '#renderer/ui/drawer/detail-drawer.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import { Facts, Section } from '#renderer/ui/page/page.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import type { LogLine } from '#shared/features/logs/contract.ts'
import { LevelMark } from '../lines/level-mark.tsx'
import { type LogSearch, ownSource, wholeTime, withoutNarrowing } from '../log-search.ts'
import { lineQuery } from '../queries.ts'
import classes from './line.module.css'
import { LineTree } from './line-tree.tsx'
import { LinesAround } from './lines-around.tsx'

const aroundMs = 15 * 60_000

/** Where one looks on from a line: the same request, the same person, the machine at that time. */
function Onward({ line, search }: { readonly line: LogLine; readonly search: LogSearch }) {
  const { t } = useTranslation('logs')
  const maySeeMonitoring = useMay('monitoring.read')
  const { correlationId, userId } = line
  const alone = { ...withoutNarrowing(search), ...wholeTime }
  const at = Date.parse(line.at)
  return (
    <>
      {correlationId === null ? null : (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowsSplit2 size={14} aria-hidden />}
          renderRoot={(props) => <Link {...props} to="/logs" search={{ ...alone, request: correlationId }} />}
        >
          {t('line.request')}
        </Button>
      )}
      {userId === null ? null : (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconUser size={14} aria-hidden />}
          renderRoot={(props) => <Link {...props} to="/logs" search={{ ...alone, user: userId }} />}
        >
          {t('line.user')}
        </Button>
      )}
      {maySeeMonitoring && Number.isFinite(at) && (search.source ?? ownSource) === ownSource ? (
        <>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconActivityHeartbeat size={14} aria-hidden />}
            renderRoot={(props) => (
              <Link {...props} to="/monitoring" search={{ from: at - aroundMs, to: at + aroundMs }} />
            )}
          >
            {t('line.host')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconBell size={14} aria-hidden />}
            renderRoot={(props) => <Link {...props} to="/monitoring/alerts" search={{ state: 'all' }} />}
          >
            {t('line.alerts')}
          </Button>
        </>
      ) : null}
    </>
  )
}

function LineFacts({ line }: { readonly line: LogLine }) {
  const { t } = useTranslation('logs')
  const format = useFormat()
  const some = (text: string | null) => (text === null ? '–' : <code translate="no">{text}</code>)
  return (
    <Facts
      facts={[
        { name: t('line.level'), value: <LevelMark level={line.level} /> },
        {
          name: t('line.at'),
          value: (
            <>
              {format.instant(line.at)} (<RelativeTime at={line.at} />)
            </>
          ),
        },
        { name: t('filter.module'), value: some(line.logger) },
        { name: t('filter.request'), value: some(line.correlationId) },
        { name: t('filter.user'), value: some(line.userId) },
        { name: t('line.file'), value: some(line.file) },
      ]}
    />
  )
}

function CopyLine({ text }: { readonly text: string }) {
  const { t } = useTranslation('logs')
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => showNotice({ tone: 'good', title: t('line.copied') }),
      () => showNotice({ tone: 'failed', title: t('line.notCopied') }),
    )
  return (
    <Button size="compact-sm" variant="default" leftSection={<IconCopy size={14} aria-hidden />} onClick={copy}>
      {t('line.copy')}
    </Button>
  )
}

/** One line whole, beside the others: what it holds, what was written around it, and where to look on. */
export function LineDrawer(props: {
  readonly lineId: string
  /** What the lines beside it are narrowed to. */
  readonly search: LogSearch
  readonly onOpen: (lineId: string) => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation('logs')
  const { lineId, search } = props
  const source = search.source ?? ownSource
  const query = useQuery(lineQuery(source, lineId))
  const { data } = query
  return (
    <DetailDrawer
      opened
      onClose={props.onClose}
      title={t('line.title')}
      actions={
        data === undefined ? null : (
          <>
            <CopyLine text={data.text} />
            <Onward line={data.line} search={search} />
          </>
        )
      }
    >
      <Loaded query={query}>
        {({ line, text, isCut }) => (
          <>
            <p className={classes.message} translate="no">
              {line.message}
            </p>
            <LineFacts line={line} />
            <Section title={t('line.whole')} description={isCut ? t('line.cut') : undefined}>
              <LineTree key={lineId} text={text} />
            </Section>
            <LinesAround source={source} id={lineId} onOpen={({ id }) => props.onOpen(id)} />
          </>
        )}
      </Loaded>
    </DetailDrawer>
  )
}
