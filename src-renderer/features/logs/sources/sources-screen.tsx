import { Button, Group, TextInput } from '@mantine/core'
import { IconFolderOpen, IconSearch, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { useMay } from '#renderer/api/session.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { useFailureNotice } from '#renderer/ui/announce/use-failure-notice.ts'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Bytes, Count, Moment } from '#renderer/ui/format/values.tsx'
import { Facts, Section } from '#renderer/ui/page/page.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import { StateBadge } from '#renderer/ui/state/state-badge.tsx'
import type { logSourceSchema } from '#shared/features/logs/contract.ts'
import { LogPages } from '../log-pages.tsx'
import { wholeTime } from '../log-search.ts'
import { useSourceMutations } from '../mutations.ts'
import { logSourcesQuery } from '../queries.ts'

type LogSource = z.infer<typeof logSourceSchema>

function OpenSource() {
  const { t } = useTranslation('logs')
  const { open } = useSourceMutations()
  const [path, setPath] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (path.trim() === '') return
    open.mutate(
      { path: path.trim() },
      {
        onSuccess: ({ name }) => {
          setPath('')
          showNotice({ tone: 'good', title: t('source.opened', { name }) })
        },
      },
    )
  }
  return (
    <Section title={t('source.openTitle')} description={t('source.openText')}>
      <form onSubmit={submit} noValidate>
        <Group gap="xs" align="flex-end">
          <TextInput
            flex={1}
            miw={280}
            label={t('source.path')}
            placeholder="/var/tmp/kuraban-support-20261122T090000Z.tar.gz"
            maxLength={4096}
            value={path}
            onChange={(event) => setPath(event.currentTarget.value)}
          />
          <Button
            type="submit"
            leftSection={<IconFolderOpen size={16} aria-hidden />}
            loading={open.isPending}
            disabled={path.trim() === ''}
          >
            {t('source.open')}
          </Button>
        </Group>
      </form>
      {open.error === null ? null : <ErrorPanel error={open.error} />}
    </Section>
  )
}

function SourceCard({ source }: { readonly source: LogSource }) {
  const { t } = useTranslation('logs')
  const format = useFormat()
  const { close } = useSourceMutations()
  const report = useFailureNotice()
  const mayClose = useMay('logs.read') && source.kind !== 'own'
  const { id, name, kind, oldestAt, newestAt, indexed } = source
  return (
    <Section
      title={kind === 'own' ? t('source.own') : name}
      actions={
        <Group gap="xs" wrap="nowrap">
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconSearch size={14} aria-hidden />}
            renderRoot={(props) => (
              <Link {...props} to="/logs" search={kind === 'own' ? {} : { source: id, ...wholeTime }} />
            )}
          >
            {t('source.search')}
          </Button>
          {mayClose ? (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconX size={14} aria-hidden />}
              loading={close.isPending}
              onClick={() => close.mutate({ id }, { onError: report })}
            >
              {t('source.close')}
            </Button>
          ) : null}
        </Group>
      }
    >
      <Facts
        facts={[
          {
            name: t('source.state'),
            value:
              indexed < 1 ? (
                <StateBadge tone="running">{t('indexing', { share: format.share(indexed) })}</StateBadge>
              ) : (
                <StateBadge tone="good">{t('source.searchable')}</StateBadge>
              ),
          },
          { name: t('source.kind'), value: t(`source.kinds.${kind}`) },
          { name: t('line.file'), value: <code translate="no">{name}</code> },
          { name: t('source.lines'), value: <Count value={source.lines} /> },
          { name: t('source.size'), value: <Bytes value={source.bytes} /> },
          {
            name: t('source.time'),
            value:
              oldestAt === null || newestAt === null ? (
                '–'
              ) : (
                <>
                  <Moment at={oldestAt} /> – <Moment at={newestAt} />
                </>
              ),
          },
          ...(source.droppedLines === 0
            ? []
            : [
                {
                  name: t('source.lost'),
                  value: (
                    <StateBadge tone="warning">
                      {t('source.lostLines', { count: source.droppedLines, shown: format.count(source.droppedLines) })}
                    </StateBadge>
                  ),
                },
              ]),
        ]}
      />
    </Section>
  )
}

/** What can be searched: the log of the program, and files and bundles that were opened beside it. */
export function SourcesScreen() {
  const { t } = useTranslation('logs')
  const query = useQuery(logSourcesQuery())
  const mayOpen = useMay('logs.export')
  return (
    <LogPages here="sources" description={t('page.sourcesText')}>
      {mayOpen ? <OpenSource /> : null}
      <Loaded query={query} heights={[220]}>
        {({ items }) => items.map((source) => <SourceCard key={source.id} source={source} />)}
      </Loaded>
    </LogPages>
  )
}
