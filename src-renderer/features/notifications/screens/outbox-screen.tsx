import { Button, Group } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { AreaPage, LetterDialog } from '#renderer/features/security/index.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { useFailureNotice } from '#renderer/ui/announce/use-failure-notice.ts'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { useTableSource } from '#renderer/ui/table/table-source.ts'
import type { OutboxEntry } from '#shared/features/notifications/contract.ts'
import { MailCard } from '../components/mail-card.tsx'
import { useOutboxColumns } from '../components/outbox-columns.tsx'
import { useLetter, useMailMutations } from '../mutations.ts'
import { outboxQuery } from '../queries.ts'

function EntryActions({ entry, onLetter }: { readonly entry: OutboxEntry; readonly onLetter: (id: string) => void }) {
  const { t } = useTranslation('notifications')
  const { retry } = useMailMutations()
  const report = useFailureNotice()
  const again = () =>
    retry.mutate(
      { id: entry.id },
      {
        onSuccess: ({ subject }) => showNotice({ tone: 'good', title: t('retried', { subject }) }),
        onError: report,
      },
    )
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      {entry.state === 'failed' ? (
        <Button size="compact-xs" variant="default" loading={retry.isPending} onClick={again}>
          {t('retry')}
        </Button>
      ) : null}
      {entry.state === 'sent' ? null : (
        <Button size="compact-xs" variant="default" onClick={() => onLetter(entry.id)}>
          {t('letter')}
        </Button>
      )}
    </Group>
  )
}

/** Letters that went out, wait or failed; and whether mail can be sent at all. */
export function OutboxScreen() {
  const { t } = useTranslation('notifications')
  const source = useTableSource(useInfiniteQuery(outboxQuery()))
  const letter = useLetter()
  const report = useFailureNotice()
  const columns = useOutboxColumns((entry) => (
    <EntryActions entry={entry} onLetter={(id) => letter.mutate(id, { onError: report })} />
  ))
  const opened = source.rows.find((entry) => entry.id === letter.variables)
  return (
    <AreaPage title={t('title')} description={t('text')} fill>
      <MailCard />
      <DataTable
        label={t('title')}
        storageKey="outbox"
        columns={columns}
        source={source}
        rowId={(entry) => entry.id}
        rowName={(entry) => `${entry.subject} ${entry.recipient}`}
        empty={<EmptyState icon={<IconMail size={40} stroke={1.4} />} title={t('empty')} text={t('emptyText')} />}
      />
      <LetterDialog
        letter={letter.data ?? null}
        title={opened?.subject ?? t('letter')}
        text={t('letterText')}
        onClose={letter.reset}
      />
    </AreaPage>
  )
}
