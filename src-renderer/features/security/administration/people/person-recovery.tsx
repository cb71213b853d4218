import { Button, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconDeviceMobileOff, IconMail, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ConfirmDanger } from '#renderer/ui/danger/confirm-danger.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { Section } from '#renderer/ui/page/page.tsx'
import type { Letter, User } from '#shared/features/security/values.ts'
import { GuardedButton } from '../components/guarded-button.tsx'
import { LetterDialog } from '../components/letter-dialog.tsx'
import lists from '../components/lists.module.css'
import { useAccountMutations } from '../mutations.ts'

function ResetPassword({ user }: { readonly user: User }) {
  const { t } = useTranslation('security')
  const { resetPassword } = useAccountMutations()
  const [letter, setLetter] = useState<Letter | null>(null)
  const reset = (by: 'mail' | 'letter') =>
    resetPassword.mutate(
      { id: user.id, by },
      {
        onSuccess: (delivery) => {
          if (delivery.by === 'letter') setLetter(delivery.letter)
          else showNotice({ tone: 'good', title: t('person.recovery.mailed', { recipient: delivery.recipient }) })
        },
      },
    )
  return (
    <li className={lists.row}>
      <div className={lists.main}>
        <Text fw={500} fz="sm">
          {t('person.recovery.password')}
        </Text>
        <Text fz="sm" c="dimmed">
          {t('person.recovery.passwordText')}
          {user.email === null ? ` ${t('person.recovery.noMail')}` : ''}
        </Text>
        {resetPassword.error === null ? null : <ErrorPanel error={resetPassword.error} />}
      </div>
      <Group gap="xs" wrap="nowrap">
        {user.email === null ? (
          <Button size="compact-sm" variant="default" disabled>
            {t('person.recovery.byMail')}
          </Button>
        ) : (
          <GuardedButton
            permission="users.manage"
            size="compact-sm"
            variant="default"
            leftSection={<IconMail size={14} aria-hidden />}
            loading={resetPassword.isPending}
            onClick={() => reset('mail')}
          >
            {t('person.recovery.byMail')}
          </GuardedButton>
        )}
        <GuardedButton
          permission="users.manage"
          size="compact-sm"
          variant="default"
          leftSection={<IconPrinter size={14} aria-hidden />}
          loading={resetPassword.isPending}
          onClick={() => reset('letter')}
        >
          {t('person.recovery.byLetter')}
        </GuardedButton>
      </Group>
      <LetterDialog
        letter={letter}
        title={t('person.recovery.letterTitle', { name: user.name })}
        text={t('person.recovery.letterText')}
        onClose={() => {
          setLetter(null)
          resetPassword.reset()
        }}
      />
    </li>
  )
}

function ResetTwoFactor({ user }: { readonly user: User }) {
  const { t } = useTranslation('security')
  const { resetTwoFactor } = useAccountMutations()
  const [asking, ask] = useDisclosure(false)
  const { name } = user
  const confirm = () =>
    resetTwoFactor.mutate(
      { id: user.id },
      {
        onSuccess: () => {
          showNotice({ tone: 'good', title: t('person.recovery.twoFactorDone', { name }) })
          ask.close()
        },
      },
    )
  return (
    <li className={lists.row}>
      <div className={lists.main}>
        <Text fw={500} fz="sm">
          {t('person.recovery.twoFactor')}
        </Text>
        <Text fz="sm" c="dimmed">
          {t(user.twoFactor === 'on' ? 'person.recovery.twoFactorText' : 'person.recovery.twoFactorOff')}
        </Text>
      </div>
      {user.twoFactor === 'on' ? (
        <GuardedButton
          permission="users.manage"
          size="compact-sm"
          variant="default"
          leftSection={<IconDeviceMobileOff size={14} aria-hidden />}
          onClick={ask.open}
        >
          {t('person.recovery.twoFactor')}
        </GuardedButton>
      ) : null}
      <ConfirmDanger
        opened={asking}
        title={t('person.recovery.twoFactorTitle', { name })}
        lost={[t('person.recovery.twoFactorLost'), t('person.recovery.twoFactorSessions', { name })]}
        kept={[t('person.recovery.twoFactorKept')]}
        action={t('person.recovery.twoFactor')}
        pending={resetTwoFactor.isPending}
        error={resetTwoFactor.error}
        onConfirm={confirm}
        onClose={() => {
          resetTwoFactor.reset()
          ask.close()
        }}
      />
    </li>
  )
}

/** What to do for somebody who cannot sign in. */
export function PersonRecovery({ user }: { readonly user: User }) {
  const { t } = useTranslation('security')
  return (
    <Section title={t('person.recovery.title')} description={t('person.recovery.text')}>
      <ul className={lists.rows}>
        <ResetPassword user={user} />
        <ResetTwoFactor user={user} />
      </ul>
    </Section>
  )
}
