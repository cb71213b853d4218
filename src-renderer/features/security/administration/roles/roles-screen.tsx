import { Button, Group, Text } from '@mantine/core'
import { IconShieldPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import { StateBadge } from '#renderer/ui/state/state-badge.tsx'
import { type Permission, permissions } from '#shared/contract/permissions.ts'
import type { CustomRole } from '#shared/features/security/contract/rights.ts'
import { GuardedButton } from '../components/guarded-button.tsx'
import { AreaPage } from '../layout/area-page.tsx'
import { rolesQuery } from '../queries.ts'
import classes from './roles.module.css'
import { useRuleText } from './rule-text.ts'

function Holders({ role, count }: { readonly role: string; readonly count: number }) {
  const { t } = useTranslation('security')
  return (
    <Button
      size="compact-xs"
      variant="default"
      renderRoot={(props) => <Link to="/security/people" search={{ role }} {...props} />}
    >
      {t('roles.users', { count })}
    </Button>
  )
}

function Rights({ held }: { readonly held: readonly Permission[] }) {
  const { t } = useTranslation('security')
  if (held.length === permissions.length) return <Text fz="sm">{t('roles.all')}</Text>
  return (
    <details>
      <summary>
        <Text span fz="sm">
          {t('roles.permissions', { count: held.length })}
        </Text>
      </summary>
      <ul className={classes.rights}>
        {held.map((permission) => (
          <li key={permission}>{t(`permission.${permission}.name`)}</li>
        ))}
      </ul>
    </details>
  )
}

function CustomRoleCard({ role }: { readonly role: CustomRole }) {
  const { t } = useTranslation('security')
  const mayManage = useMay('roles.manage')
  const ruleText = useRuleText()
  return (
    <li className={classes.card}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <h3 className={classes.name}>{role.name}</h3>
        <Holders role={role.id} count={role.userCount} />
      </Group>
      {role.description === '' ? null : (
        <Text fz="sm" c="dimmed">
          {role.description}
        </Text>
      )}
      {role.requiresTwoFactor ? <StateBadge tone="information">{t('roles.requiresTwoFactor')}</StateBadge> : null}
      <ul className={classes.reads}>
        {role.rules.map((rule) => (
          <li key={JSON.stringify(rule)}>{ruleText(rule)}</li>
        ))}
      </ul>
      <Group>
        <Button
          size="compact-sm"
          variant="default"
          renderRoot={(props) => <Link to="/security/roles/$roleId" params={{ roleId: role.id }} {...props} />}
        >
          {t(mayManage ? 'roles.edit' : 'roles.show')}
        </Button>
      </Group>
    </li>
  )
}

/** The roles that come with the program, and those of the site, each with what it allows. */
export function RolesScreen() {
  const { t } = useTranslation('security')
  const { language } = useFormat()
  const navigate = useNavigate()
  const query = useQuery(rolesQuery())
  const add = () => void navigate({ to: '/security/roles/new' })
  return (
    <AreaPage
      title={t('area.roles')}
      description={t('roles.text')}
      actions={
        <GuardedButton permission="roles.manage" leftSection={<IconShieldPlus size={16} aria-hidden />} onClick={add}>
          {t('roles.add')}
        </GuardedButton>
      }
    >
      <Loaded query={query} heights={[180, 320]}>
        {({ builtIn, custom }) => (
          <>
            <Section title={t('roles.custom')}>
              {custom.length === 0 ? (
                <EmptyState
                  icon={<IconShieldPlus size={40} stroke={1.4} />}
                  title={t('roles.noCustom')}
                  text={t('roles.noCustomText')}
                />
              ) : (
                <ul className={classes.cards} style={{ margin: 0, padding: 0 }}>
                  {custom
                    .toSorted((a, b) => a.name.localeCompare(b.name, language))
                    .map((role) => (
                      <CustomRoleCard key={role.id} role={role} />
                    ))}
                </ul>
              )}
            </Section>
            <Section title={t('roles.builtIn')}>
              <ul className={classes.cards} style={{ margin: 0, padding: 0 }}>
                {builtIn.map((one) => (
                  <li key={one.role} className={classes.card}>
                    <Group justify="space-between" wrap="nowrap" align="flex-start">
                      <h3 className={classes.name}>{t(`role.${one.role}`)}</h3>
                      <Holders role={one.role} count={one.userCount} />
                    </Group>
                    <Text fz="sm" c="dimmed">
                      {t(`roleHelp.${one.role}`)}
                    </Text>
                    {one.requiresTwoFactor ? (
                      <StateBadge tone="information">{t('roles.requiresTwoFactor')}</StateBadge>
                    ) : null}
                    <Rights held={one.permissions} />
                  </li>
                ))}
              </ul>
            </Section>
          </>
        )}
      </Loaded>
    </AreaPage>
  )
}
