import { SegmentedControl, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSession } from '#renderer/api/session.ts'
import { useFailureNotice } from '#renderer/ui/announce/use-failure-notice.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Moment, RelativeTime } from '#renderer/ui/format/values.tsx'
import { Facts, PageHeader, Section } from '#renderer/ui/page/page.tsx'
import { builtInRoleSchema } from '#shared/contract/permissions.ts'
import { OwnSessions } from '../components/own-sessions.tsx'
import { PasswordSection } from '../components/password-section.tsx'
import { TwoFactorSection } from '../components/two-factor-section.tsx'
import { useChangeLanguage } from '../mutations.ts'

function Self() {
  const { t } = useTranslation('security')
  const { user } = useSession()
  const role = builtInRoleSchema.safeParse(user.role).data
  return (
    <Facts
      facts={[
        { name: t('account.role'), value: role === undefined ? t('account.customRole') : t(`role.${role}`) },
        ...(user.groups.length === 0
          ? []
          : [{ name: t('account.groups'), value: user.groups.map((group) => group.name).join(', ') }]),
        { name: t('account.email'), value: user.email ?? t('account.noEmail') },
        { name: t('account.since'), value: <Moment at={user.createdAt} /> },
        {
          name: t('account.lastSignIn'),
          value: user.lastSignInAt === null ? t('account.never') : <RelativeTime at={user.lastSignInAt} />,
        },
        ...(user.expiresAt === null ? [] : [{ name: t('account.expires'), value: <Moment at={user.expiresAt} /> }]),
      ]}
    />
  )
}

function Language() {
  const { t } = useTranslation('security')
  const { language } = useFormat()
  const change = useChangeLanguage()
  const report = useFailureNotice()
  return (
    <Section title={t('account.language')} description={t('account.languageText')}>
      <SegmentedControl
        w="fit-content"
        aria-label={t('account.language')}
        value={language}
        disabled={change.isPending}
        onChange={(value) => change.mutate({ language: value === 'en' ? 'en' : 'ja' }, { onError: report })}
        data={[
          { value: 'ja', label: <span lang="ja">日本語</span> },
          { value: 'en', label: <span lang="en">English</span> },
        ]}
      />
    </Section>
  )
}

/** One's own account: what is known of me, my second factor, where I am signed in, my password and language. */
export function AccountScreen() {
  const { t } = useTranslation('security')
  const { t: tSettings } = useTranslation('settings')
  const { user } = useSession()
  return (
    <Stack gap="md">
      <PageHeader title={t('account.title')} crumbs={[{ label: tSettings('title'), link: { to: '/settings' } }]} />
      <Section title={user.name}>
        <Self />
      </Section>
      <TwoFactorSection />
      <OwnSessions />
      <PasswordSection />
      <Language />
    </Stack>
  )
}
