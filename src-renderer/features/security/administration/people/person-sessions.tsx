import { Button, Group, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay, useSession } from '#renderer/api/session.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { Section } from '#renderer/ui/page/page.tsx'
import type { User } from '#shared/features/security/values.ts'
import { useAccountMutations } from '../mutations.ts'
import { everySessionQuery } from '../queries.ts'

/** How many sessions a person has open, and the button that ends them. */
export function PersonSessions({ user }: { readonly user: User }) {
  const { t } = useTranslation('security')
  const mayManage = useMay('sessions.manage')
  const isMe = useSession().user.id === user.id
  const query = useInfiniteQuery({ ...everySessionQuery(user.id), enabled: mayManage })
  const { endSessions } = useAccountMutations()
  if (!mayManage) return null
  const count = query.data?.pages.flatMap((page) => page.items).length
  const end = () =>
    endSessions.mutate(
      { id: user.id },
      {
        onSuccess: ({ endedSessions }) =>
          showNotice({ tone: 'good', title: t('person.sessions.ended', { count: endedSessions }) }),
      },
    )
  return (
    <Section
      title={t('person.sessions.title')}
      actions={
        count === undefined || count === 0 ? null : (
          <Group gap="xs">
            <Button
              size="compact-sm"
              variant="default"
              renderRoot={(props) => <Link to="/security/sessions" search={{ userId: user.id }} {...props} />}
            >
              {t('person.sessions.list')}
            </Button>
            {isMe ? null : (
              <Button size="compact-sm" variant="default" loading={endSessions.isPending} onClick={end}>
                {t('person.sessions.end')}
              </Button>
            )}
          </Group>
        )
      }
    >
      <Text fz="sm">
        {count === undefined ? '…' : count === 0 ? t('person.sessions.none') : t('person.sessions.text', { count })}
      </Text>
      {query.error === null ? null : <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {endSessions.error === null ? null : <ErrorPanel error={endSessions.error} />}
    </Section>
  )
}
