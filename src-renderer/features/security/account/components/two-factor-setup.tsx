import { Button, Code, CopyButton, Group, Image, Stack, Text, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { CodeField } from '../../components/code-field.tsx'
import { CurrentPasswordField } from '../../components/password-field.tsx'
import { typedCode } from '../../components/typed-code.ts'
import { useTwoFactorMutations } from '../mutations.ts'
import { BackupCodes } from './backup-codes.tsx'
import { groupedSecret } from './grouped-secret.ts'
import classes from './two-factor-setup.module.css'

type Mutations = ReturnType<typeof useTwoFactorMutations>
type Made = NonNullable<Mutations['setUp']['data']>

function StepHead({ step, title }: { readonly step: number; readonly title: string }) {
  const { t } = useTranslation('security')
  return (
    <div>
      <Text fz="sm" c="dimmed">
        {t('twoFactor.step', { step })}
      </Text>
      <Title order={2} fz="md">
        {title}
      </Title>
    </div>
  )
}

const passwordForm = z.object({ password: z.string().min(1) })

/** Asks for the password before something about the second factor. */
export function PasswordFirst(props: {
  readonly submitLabel: string
  readonly onPassword: (password: string) => Promise<void>
  readonly onCancel?: (() => void) | undefined
}) {
  const { t } = useTranslation('security')
  const { t: tUi } = useTranslation('ui')
  const form = useForm({
    schema: passwordForm,
    initial: { password: '' },
    save: ({ password }) => props.onPassword(password),
  })
  return (
    <form onSubmit={(event) => void form.submit(event)} noValidate>
      <Stack gap="md">
        <CurrentPasswordField label={t('twoFactor.password')} field={form.text('password')} autoFocus />
        {form.failure === null ? null : <ErrorPanel error={form.failure} />}
        <Group justify="flex-end" gap="xs">
          {props.onCancel === undefined ? null : (
            <Button variant="default" onClick={props.onCancel}>
              {tUi('cancel')}
            </Button>
          )}
          <Button type="submit" loading={form.saving}>
            {props.submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Scan({ made }: { readonly made: Made }) {
  const { t } = useTranslation('security')
  return (
    <Stack gap="sm">
      <Text fz="sm">{t('twoFactor.stepScanText')}</Text>
      <div className={classes.scan}>
        <Image src={made.qrCode} alt={t('twoFactor.qrCode')} w={176} h={176} className={classes.picture} />
        <Stack gap={6}>
          <Text fz="sm">{t('twoFactor.manual')}</Text>
          <Code fz={15} className={classes.secret} translate="no" aria-label={t('twoFactor.secret')}>
            {groupedSecret(made.secret)}
          </Code>
          <Text fz={12.5} c="dimmed">
            {t('twoFactor.manualDetails')}
          </Text>
          <CopyButton value={made.secret}>
            {({ copied, copy }) => (
              <Button size="compact-sm" variant="default" w="fit-content" onClick={copy}>
                {t(copied ? 'twoFactor.copied' : 'twoFactor.copySecret')}
              </Button>
            )}
          </CopyButton>
        </Stack>
      </div>
    </Stack>
  )
}

function Verify(props: {
  readonly enable: Mutations['enable']
  readonly onCodes: (codes: readonly string[]) => void
  readonly onCancel?: (() => void) | undefined
}) {
  const { t } = useTranslation('security')
  const { t: tUi } = useTranslation('ui')
  const [code, setCode] = useState('')
  const { enable } = props
  const send = (text: string) => {
    if (text === '' || enable.isPending) return
    enable.mutate(
      { code: text },
      { onSuccess: ({ backupCodes }) => props.onCodes(backupCodes), onError: () => setCode('') },
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send(typedCode(code))
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <CodeField kind="authenticator" value={code} onChange={setCode} onWhole={send} />
        {enable.error === null ? null : <ErrorPanel error={enable.error} />}
        <Group justify="flex-end" gap="xs">
          {props.onCancel === undefined ? null : (
            <Button variant="default" onClick={props.onCancel}>
              {tUi('cancel')}
            </Button>
          )}
          <Button type="submit" loading={enable.isPending} disabled={typedCode(code).length < 6}>
            {t('twoFactor.enable')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Sets the second factor up: password, picture or key, first code, backup codes. */
export function TwoFactorSetup({ onDone, onCancel }: { readonly onDone: () => void; readonly onCancel?: () => void }) {
  const { t } = useTranslation('security')
  const { setUp, enable } = useTwoFactorMutations()
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  if (codes !== null)
    return (
      <Stack gap="md">
        <StepHead step={3} title={t('backupCodes.title')} />
        <BackupCodes codes={codes} onDone={onDone} />
      </Stack>
    )
  if (setUp.data === undefined)
    return (
      <Stack gap="md">
        <StepHead step={1} title={t('twoFactor.stepPassword')} />
        <Text fz="sm">{t('twoFactor.stepPasswordText')}</Text>
        <PasswordFirst
          submitLabel={t('twoFactor.next')}
          onPassword={async (password) => void (await setUp.mutateAsync({ password }))}
          onCancel={onCancel}
        />
      </Stack>
    )
  return (
    <Stack gap="md">
      <StepHead step={2} title={t('twoFactor.stepScan')} />
      <Scan made={setUp.data} />
      <Text fw={600} fz="sm">
        {t('twoFactor.stepVerify')}
      </Text>
      <Verify enable={enable} onCodes={setCodes} onCancel={onCancel} />
    </Stack>
  )
}
