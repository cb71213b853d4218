import { Button } from '@mantine/core'
import { IconDevices, IconLogout, IconX } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ConfirmDanger } from '#renderer/ui/danger/confirm-danger.tsx'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { useTableSource } from '#renderer/ui/table/table-source.ts'
import type { SessionEntry } from '#shared/features/security/values.ts'
import { AreaPage } from '../layout/area-page.tsx'
import { useEndSessions } from '../mutations.ts'
import { everySessionQuery, personQuery } from '../queries.ts'
import { useSessionColumns } from './session-columns.tsx'

const route = getRouteApi('/security/sessions')

/** How many the program ends with one call. */
const mostAtOnce = 200

function Narrowed({ userId, onClear }: { readonly userId: string; readonly onClear: () => void }) {
  const { t } = useTranslation('security')
  const mayRead = useMay('users.read')
  const person = useQuery({ ...personQuery(userId), enabled: mayRead }).data
  return (
    <Button
      size="compact-sm"
      variant="default"
      rightSection={<IconX size={14} aria-label={t('sessions.clear')} />}
      onClick={onClear}
    >
      {t('sessions.ofPerson', { name: person?.name ?? '…' })}
    </Button>
  )
}

function EndSessions(props: {
  readonly sessions: readonly SessionEntry[]
  readonly opened: boolean
  readonly onClose: () => void
  readonly onDone: () => void
}) {
  const { t } = useTranslation('security')
  const end = useEndSessions()
  const count = props.sessions.length
  const names = [...new Set(props.sessions.map((session) => session.userName))]
  const shown = names.length > 5 ? `${names.slice(0, 5).join(', ')} …` : names.join(', ')
  const close = () => {
    end.reset()
    props.onClose()
  }
  const confirm = () =>
    end.mutate(
      { ids: props.sessions.map((session) => session.id) },
      {
        onSuccess: ({ endedSessions }) => {
          showNotice({ tone: 'good', title: t('sessions.ended', { count: endedSessions }) })
          props.onDone()
          close()
        },
      },
    )
  return (
    <ConfirmDanger
      opened={props.opened}
      title={t('sessions.endTitle', { count })}
      lost={[t('sessions.endLost', { names: shown })]}
      kept={[t('sessions.endKept')]}
      action={t('sessions.end', { count })}
      pending={end.isPending}
      error={end.error}
      onConfirm={confirm}
      onClose={close}
    />
  )
}

/** Who is signed in now, everybody; ticked sessions can be ended. */
export function SessionsScreen() {
  const { t } = useTranslation('security')
  const { userId } = route.useSearch()
  const navigate = route.useNavigate()
  const source = useTableSource(useInfiniteQuery(everySessionQuery(userId)))
  const [ending, setEnding] = useState<{ readonly sessions: readonly SessionEntry[]; readonly clear: () => void }>()
  return (
    <AreaPage title={t('area.sessions')} description={t('sessions.text')} fill>
      <DataTable
        label={t('area.sessions')}
        storageKey="security-sessions"
        columns={useSessionColumns()}
        source={source}
        rowId={(session) => session.id}
        rowName={(session) => `${session.userName} ${session.remoteAddress}`}
        filters={
          userId === undefined ? null : (
            <Narrowed userId={userId} onClear={() => void navigate({ search: {}, replace: true })} />
          )
        }
        selectionActions={(rows, clear) => {
          const others = rows.filter((session) => !session.current).slice(0, mostAtOnce)
          return (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconLogout size={14} aria-hidden />}
              disabled={others.length === 0}
              onClick={() => setEnding({ sessions: others, clear })}
            >
              {t('sessions.end', { count: others.length })}
            </Button>
          )
        }}
        empty={
          <EmptyState
            icon={<IconDevices size={40} stroke={1.4} />}
            title={t('sessions.empty')}
            text={t('sessions.emptyText')}
          />
        }
      />
      <EndSessions
        sessions={ending?.sessions ?? []}
        opened={ending !== undefined}
        onClose={() => setEnding(undefined)}
        onDone={() => ending?.clear()}
      />
    </AreaPage>
  )
}
