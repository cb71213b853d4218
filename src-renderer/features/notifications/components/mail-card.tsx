import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconSend } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useSession } from '#renderer/api/session.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import { StateBadge } from '#renderer/ui/state/state-badge.tsx'
import { useMailMutations } from '../mutations.ts'
import { mailQuery } from '../queries.ts'
import { PasswordForm } from './password-form.tsx'

const testForm = z.object({ recipient: z.email().max(254) })
const encryptions = ['starttls', 'tls', 'none-on-loopback-only'] as const

function TestForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('notifications')
  const { t: tUi } = useTranslation('ui')
  const { user } = useSession()
  const { test } = useMailMutations()
  const initial: z.input<typeof testForm> = { recipient: user.email ?? '' }
  const form = useForm({
    schema: testForm,
    initial,
    save: async (values) => {
      const { answer } = await test.mutateAsync(values)
      showNotice({ tone: 'good', title: t('mail.sent'), text: answer })
      onClose()
    },
  })
  return (
    <form onSubmit={(event) => void form.submit(event)} noValidate>
      <Stack gap="md">
        <TextInput label={t('mail.recipient')} type="email" data-autofocus {...form.text('recipient')} />
        {form.failure === null ? null : <ErrorPanel error={form.failure} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {tUi('cancel')}
          </Button>
          <Button type="submit" loading={form.saving} leftSection={<IconSend size={16} aria-hidden />}>
            {t('mail.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Actions() {
  const { t } = useTranslation('notifications')
  const { t: tUi } = useTranslation('ui')
  const [testing, test] = useDisclosure(false)
  const [entering, enter] = useDisclosure(false)
  const close = { 'aria-label': tUi('close') }
  return (
    <Group gap="xs">
      <Button size="compact-sm" variant="default" onClick={test.open}>
        {t('mail.test')}
      </Button>
      <Button size="compact-sm" variant="default" onClick={enter.open}>
        {t('mail.password')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        renderRoot={(props) => <Link to="/settings/configuration" search={{ find: 'mail' }} {...props} />}
      >
        {t('mail.settings')}
      </Button>
      <Modal opened={testing} onClose={test.close} title={t('mail.testTitle')} closeButtonProps={close}>
        {testing ? <TestForm onClose={test.close} /> : null}
      </Modal>
      <Modal opened={entering} onClose={enter.close} title={t('mail.passwordTitle')} closeButtonProps={close}>
        {entering ? <PasswordForm onClose={enter.close} /> : null}
      </Modal>
    </Group>
  )
}

/** Whether mail can be sent, from where, and the ways to try it. */
export function MailCard() {
  const { t } = useTranslation('notifications')
  const query = useQuery(mailQuery())
  return (
    <Section title={t('mail.title')} actions={<Actions />}>
      <Loaded query={query} heights={[72]}>
        {({ configured, host, from, encryption }) => {
          const known = encryptions.find((one) => one === encryption)
          return (
            <Group gap="md">
              <StateBadge tone={configured ? 'good' : 'off'}>
                {t(configured ? 'mail.configured' : 'mail.notConfigured')}
              </StateBadge>
              <Text fz="sm">
                {configured
                  ? [
                      `${t('mail.host')}: ${host}`,
                      `${t('mail.encryption')}: ${known === undefined ? encryption : t(`mail.encryptions.${known}`)}`,
                      `${t('mail.from')}: ${from}`,
                    ].join(' · ')
                  : t('mail.notConfiguredText')}
              </Text>
            </Group>
          )
        }}
      </Loaded>
    </Section>
  )
}
