import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/format/use-now.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import { StateBadge } from '#renderer/ui/state/state-badge.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import type { ApiKey } from '#shared/features/security/contract/credentials.ts'
import lists from '../components/lists.module.css'
import { usePermissionText } from '../components/use-decision-text.ts'
import { apiKeyCondition, apiKeyTones } from './api-key-state.ts'

type Column = TableColumn<ApiKey>

function useUseColumns(): readonly Column[] {
  const { t } = useTranslation('security')
  const format = useFormat()
  return [
    {
      id: 'lastUsed',
      header: t('apiKeys.column.lastUsed'),
      width: 190,
      cell: ({ lastUsedAt, lastUsedFrom }) =>
        lastUsedAt === null ? (
          t('apiKeys.never')
        ) : (
          <>
            <RelativeTime at={lastUsedAt} />
            {lastUsedFrom === null ? null : ` ${t('apiKeys.from', { address: lastUsedFrom })}`}
          </>
        ),
      text: ({ lastUsedAt, lastUsedFrom }) =>
        lastUsedAt === null ? '' : `${format.instant(lastUsedAt)} ${lastUsedFrom ?? ''}`,
    },
    {
      id: 'expires',
      header: t('apiKeys.column.expires'),
      width: 104,
      cell: ({ expiresAt }) => <RelativeTime at={expiresAt} />,
      text: ({ expiresAt }) => format.instant(expiresAt),
    },
    {
      id: 'by',
      header: t('apiKeys.column.by'),
      width: 130,
      hidden: true,
      cell: ({ createdBy }) => createdBy,
      text: ({ createdBy }) => createdBy,
    },
    {
      id: 'created',
      header: t('apiKeys.column.created'),
      width: 104,
      hidden: true,
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
      text: ({ createdAt }) => format.instant(createdAt),
    },
  ]
}

/** Columns of the list of API keys. */
export function useApiKeyColumns(actions: (key: ApiKey) => ReactNode): readonly Column[] {
  const { t } = useTranslation('security')
  const now = useNow()
  const permissionText = usePermissionText()
  const condition = (key: ApiKey) => {
    const state = apiKeyCondition(key, now)
    return { tone: apiKeyTones[state], text: state === 'soon' ? t('apiKeys.soon') : t(`apiKeys.state.${state}`) }
  }
  const scopes = ({ scopes: [first, ...others] }: ApiKey) =>
    first === undefined
      ? ''
      : others.length === 0
        ? permissionText(first)
        : t('apiKeys.more', { first: permissionText(first), count: others.length })
  return [
    {
      id: 'name',
      header: t('apiKeys.column.name'),
      fixed: true,
      minWidth: 150,
      cell: ({ name }) => name,
      text: ({ name }) => name,
    },
    {
      id: 'prefix',
      header: t('apiKeys.column.prefix'),
      width: 152,
      cell: ({ prefix }) => <span className={lists.mono}>{prefix}</span>,
      text: ({ prefix }) => prefix,
    },
    {
      id: 'state',
      header: t('apiKeys.column.state'),
      width: 136,
      cell: (key) => <StateBadge tone={condition(key).tone}>{condition(key).text}</StateBadge>,
      text: (key) => condition(key).text,
    },
    {
      id: 'scopes',
      header: t('apiKeys.column.scopes'),
      minWidth: 150,
      cell: (key) => <span title={key.scopes.map(permissionText).join(', ')}>{scopes(key)}</span>,
      text: (key) => key.scopes.join(' '),
    },
    {
      id: 'networks',
      header: t('apiKeys.column.networks'),
      width: 150,
      hidden: true,
      cell: ({ networks }) => (networks.length === 0 ? t('apiKeys.anywhere') : networks.join(', ')),
      text: ({ networks }) => networks.join(' '),
    },
    ...useUseColumns(),
    {
      id: 'actions',
      header: t('apiKeys.column.actions'),
      width: 104,
      fixed: true,
      align: 'end',
      cell: actions,
      text: () => '',
    },
  ]
}
