import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '#renderer/api/session.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import { StateBadge } from '#renderer/ui/state/state-badge.tsx'
import { type Permission, permissionSchema } from '#shared/contract/permissions.ts'
import type { Decision } from '#shared/features/security/contract/rights.ts'
import { permissionAreas } from '../components/permission-areas.ts'
import { PersonField } from '../components/person-field.tsx'
import { useDecisionText } from '../components/use-decision-text.ts'
import { AreaPage } from '../layout/area-page.tsx'
import { decisionQuery, personQuery } from '../queries.ts'

const route = getRouteApi('/security/access')

function Verdict(props: { readonly decision: Decision; readonly person: string; readonly userId: string | undefined }) {
  const { t } = useTranslation('security')
  const write = useDecisionText()
  const { decision, userId } = props
  return (
    <Stack gap={8} role="status">
      <Group gap="sm">
        <Text fw={600}>
          {t('access.question', { person: props.person, permission: t(`permission.${decision.permission}.name`) })}
        </Text>
        <StateBadge tone={decision.allowed ? 'good' : 'failed'}>
          {t(decision.allowed ? 'access.allowed' : 'access.refused')}
        </StateBadge>
      </Group>
      <Text>{write(decision)}</Text>
      {userId === undefined ? null : (
        <Group>
          <Button
            size="compact-sm"
            variant="default"
            renderRoot={(props) => <Link to="/security/people/$userId" params={{ userId }} search={{}} {...props} />}
          >
            {t('access.assign')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

function Answer(props: {
  readonly permission: Permission
  readonly userId: string | undefined
  readonly person: string
}) {
  const query = useQuery(decisionQuery(props.permission, props.userId))
  return (
    <Loaded query={query} heights={[96]}>
      {(decision) => <Verdict decision={decision} person={props.person} userId={props.userId} />}
    </Loaded>
  )
}

/** "Why may I not?": the reason for one person and one action, in words. */
export function AccessScreen() {
  const { t } = useTranslation('security')
  const { userId, permission } = route.useSearch()
  const navigate = route.useNavigate()
  const me = useSession().user
  const person = useQuery({ ...personQuery(userId ?? ''), enabled: userId !== undefined }).data
  const name = userId === undefined ? me.name : (person?.name ?? '…')
  return (
    <AreaPage title={t('area.access')} description={t('access.text')}>
      <Section title={t('access.ask')}>
        <Group align="flex-start" gap="md">
          <PersonField
            label={t('access.person')}
            description={t('access.personHelp')}
            placeholder={t('access.findPerson')}
            value={userId ?? null}
            valueName={person?.name}
            onChange={(user) => void navigate({ search: (before) => ({ ...before, userId: user?.id }), replace: true })}
          />
          <Select
            w={320}
            label={t('access.permission')}
            description={permission === undefined ? ' ' : t(`permission.${permission}.help`)}
            searchable
            value={permission ?? null}
            data={permissionAreas.map((area) => ({
              group: t(`permissionArea.${area.key}`),
              items: area.permissions.map((one) => ({ value: one, label: t(`permission.${one}.name`) })),
            }))}
            onChange={(value) =>
              void navigate({
                search: (before) => ({ ...before, permission: permissionSchema.safeParse(value).data }),
                replace: true,
              })
            }
          />
        </Group>
        {permission === undefined ? (
          <Text fz="sm" c="dimmed">
            {t('access.choose')}
          </Text>
        ) : (
          <Answer permission={permission} userId={userId} person={name} />
        )}
      </Section>
    </AreaPage>
  )
}
