import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DetailDrawer } from '#renderer/ui/drawer/detail-drawer.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import type { User } from '#shared/features/security/values.ts'
import { personQuery } from '../queries.ts'
import { PersonDanger } from './person-danger.tsx'
import { PersonFacts } from './person-facts.tsx'
import { PersonGroups } from './person-groups.tsx'
import { PersonRecovery } from './person-recovery.tsx'
import { PersonRole } from './person-role.tsx'
import { PersonSessions } from './person-sessions.tsx'
import { PersonState } from './person-state.tsx'

const route = getRouteApi('/security/people/$userId')

function Detail({ user, onGone }: { readonly user: User; readonly onGone: () => void }) {
  return (
    <Stack gap="md">
      <PersonFacts user={user} />
      <PersonRole user={user} />
      <PersonGroups user={user} />
      <PersonRecovery user={user} />
      <PersonSessions user={user} />
      <PersonDanger user={user} onGone={onGone} />
    </Stack>
  )
}

/** One person beside the list: who they are, what they may, and what to do when they cannot sign in. */
export function PersonScreen() {
  const { t } = useTranslation('security')
  const { userId } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(personQuery(userId))
  const close = () => void navigate({ to: '/security/people', search })
  return (
    <DetailDrawer
      opened
      onClose={close}
      title={query.data?.name ?? t('person.summary')}
      badge={query.data === undefined ? null : <PersonState user={query.data} />}
    >
      <Loaded query={query} heights={[160, 96, 160]}>
        {(user) => <Detail user={user} onGone={close} />}
      </Loaded>
    </DetailDrawer>
  )
}
