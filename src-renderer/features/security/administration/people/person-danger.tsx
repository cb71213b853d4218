import { Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { useSession } from '#renderer/api/session.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { useFailureNotice } from '#renderer/ui/announce/use-failure-notice.ts'
import { ConfirmDanger } from '#renderer/ui/danger/confirm-danger.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { Section } from '#renderer/ui/page/page.tsx'
import type { User } from '#shared/features/security/values.ts'
import { GuardedButton } from '../components/guarded-button.tsx'
import lists from '../components/lists.module.css'
import { useAccountMutations } from '../mutations.ts'

function useSwitchState(user: User) {
  const { t } = useTranslation('security')
  const { setState } = useAccountMutations()
  const report = useFailureNotice()
  const { id, name } = user
  const change = (state: User['state'], undo: boolean) =>
    setState.mutate(
      { id, state },
      {
        onSuccess: () =>
          showNotice({
            id: `state-${id}`,
            tone: 'good',
            title: t(state === 'active' ? 'person.danger.enabled' : 'person.danger.disabled', { name }),
            ...(undo
              ? {
                  action: {
                    label: t('person.danger.undo'),
                    run: () =>
                      setState.mutate({ id, state: state === 'active' ? 'disabled' : 'active' }, { onError: report }),
                  },
                }
              : {}),
          }),
      },
    )
  return { change, setState }
}

function Remove({ user, onGone }: { readonly user: User; readonly onGone: () => void }) {
  const { t } = useTranslation('security')
  const { remove } = useAccountMutations()
  const [asking, ask] = useDisclosure(false)
  const { name } = user
  const confirm = () =>
    remove.mutate(
      { id: user.id },
      {
        onSuccess: () => {
          showNotice({ tone: 'good', title: t('person.danger.removed', { name }) })
          onGone()
        },
      },
    )
  return (
    <li className={lists.row}>
      <Text fz="sm" c="dimmed" className={lists.main}>
        {t('person.danger.removeText')}
      </Text>
      <GuardedButton permission="users.manage" size="compact-sm" variant="default" onClick={ask.open}>
        {t('person.danger.remove')}
      </GuardedButton>
      <ConfirmDanger
        opened={asking}
        title={t('person.danger.removeTitle', { name })}
        lost={[t('person.danger.removeLost', { name }), t('person.danger.removeSessions', { name })]}
        kept={[t('person.danger.removeKept', { name })]}
        phrase={name}
        action={t('person.danger.remove')}
        pending={remove.isPending}
        error={remove.error}
        onConfirm={confirm}
        onClose={() => {
          remove.reset()
          ask.close()
        }}
      />
    </li>
  )
}

/** Stopping somebody from using the site: for a while, or for good. */
export function PersonDanger({ user, onGone }: { readonly user: User; readonly onGone: () => void }) {
  const { t } = useTranslation('security')
  const isMe = useSession().user.id === user.id
  const { change, setState } = useSwitchState(user)
  const isActive = user.state === 'active'
  if (isMe)
    return (
      <Section title={t('person.danger.title')}>
        <Text fz="sm" c="dimmed">
          {t('person.danger.yourself')}
        </Text>
      </Section>
    )
  return (
    <Section title={t('person.danger.title')}>
      <ul className={lists.rows}>
        <li className={lists.row}>
          <Text fz="sm" c="dimmed" className={lists.main}>
            {t(isActive ? 'person.danger.disableText' : 'person.danger.enableText')}
          </Text>
          <GuardedButton
            permission="users.manage"
            size="compact-sm"
            variant="default"
            loading={setState.isPending}
            onClick={() => change(isActive ? 'disabled' : 'active', true)}
          >
            {t(isActive ? 'person.danger.disable' : 'person.danger.enable')}
          </GuardedButton>
        </li>
        <Remove user={user} onGone={onGone} />
      </ul>
      {setState.error === null ? null : <ErrorPanel error={setState.error} />}
    </Section>
  )
}
