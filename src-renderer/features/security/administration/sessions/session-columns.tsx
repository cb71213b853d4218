import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import type { SessionEntry } from '#shared/features/security/values.ts'
import { deviceOf } from '../../account/device.ts'

type Column = TableColumn<SessionEntry>

function useMoment() {
  const format = useFormat()
  return (id: string, header: string, at: (session: SessionEntry) => string, hidden = false): Column => ({
    id,
    header,
    width: 112,
    hidden,
    cell: (session) => <RelativeTime at={at(session)} />,
    text: (session) => format.instant(at(session)),
  })
}

/** Columns of the list of sessions. */
export function useSessionColumns(): readonly Column[] {
  const { t } = useTranslation('security')
  const moment = useMoment()
  const device = ({ userAgent }: SessionEntry) => {
    const known = deviceOf(userAgent)
    if (known !== null) return `${known.browser}, ${known.system}`
    return userAgent === '' ? t('sessions.unknownDevice') : userAgent
  }
  return [
    {
      id: 'user',
      header: t('sessions.column.user'),
      fixed: true,
      minWidth: 190,
      cell: (session) => (session.current ? t('sessions.mine', { name: session.userName }) : session.userName),
      text: (session) => session.userName,
    },
    {
      id: 'method',
      header: t('sessions.column.method'),
      width: 150,
      cell: ({ method }) => t(`sessions.method.${method}`),
      text: ({ method }) => t(`sessions.method.${method}`),
    },
    {
      id: 'address',
      header: t('sessions.column.address'),
      width: 150,
      cell: ({ remoteAddress }) => remoteAddress,
      text: ({ remoteAddress }) => remoteAddress,
    },
    {
      id: 'device',
      header: t('sessions.column.device'),
      minWidth: 150,
      cell: (session) => <span title={session.userAgent}>{device(session)}</span>,
      text: ({ userAgent }) => userAgent,
    },
    {
      id: 'transport',
      header: t('sessions.column.transport'),
      width: 110,
      hidden: true,
      cell: ({ transport }) => transport,
      text: ({ transport }) => transport,
    },
    moment('active', t('sessions.column.active'), ({ activeAt }) => activeAt),
    moment('started', t('sessions.column.started'), ({ startedAt }) => startedAt),
    moment('expires', t('sessions.column.expires'), ({ expiresAt }) => expiresAt, true),
  ]
}
