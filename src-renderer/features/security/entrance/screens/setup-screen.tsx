import { Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import { userNameSchema } from '#shared/features/security/values.ts'
import { NewPasswordField } from '../../components/password-field.tsx'
import { newPasswordSchema } from '../../components/password-length.ts'
import { Entrance } from '../components/entrance.tsx'
import { EntranceForm } from '../components/entrance-form.tsx'
import { readSignInSecret } from '../entrance-link.ts'
import { type useClaimSignInLink, useCompleteSetup } from '../mutations.ts'

const setupForm = z.object({
  siteName: z.string().trim().min(1).max(100),
  name: userNameSchema,
  password: newPasswordSchema,
})

const linkForm = z.object({
  link: z
    .string()
    .min(1)
    .refine((text) => readSignInSecret(text) !== null),
})

function SetupForm({ setupSecret }: { readonly setupSecret: string | null }) {
  const { t } = useTranslation('security')
  const { language } = useFormat()
  const complete = useCompleteSetup()
  const form = useForm({
    schema: setupForm,
    initial: { siteName: '', name: '', password: '' },
    draftKey: 'setup',
    secrets: ['password'],
    save: async (values) => {
      await complete.mutateAsync({ ...values, language, ...(setupSecret === null ? {} : { setupSecret }) })
    },
  })
  return (
    <EntranceForm form={form} submitLabel={t('setup.submit')}>
      <Text c="dimmed">{t('setup.text')}</Text>
      <TextInput
        label={t('setup.siteName')}
        description={t('setup.siteNameHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autoComplete="organization"
        autoFocus
        {...form.text('siteName')}
      />
      <TextInput
        label={t('setup.adminName')}
        description={t('setup.adminNameHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autoComplete="username"
        {...form.text('name')}
      />
      <NewPasswordField label={t('password')} field={form.text('password')} />
    </EntranceForm>
  )
}

function LinkForm({
  error,
  onClaim,
}: {
  readonly error: unknown
  readonly onClaim: (secret: string) => Promise<void>
}) {
  const { t } = useTranslation('security')
  const form = useForm({
    schema: linkForm,
    initial: { link: '' },
    save: async ({ link }) => {
      const secret = readSignInSecret(link)
      if (secret !== null) await onClaim(secret)
    },
  })
  return (
    <EntranceForm form={form} submitLabel={t('setup.useLink')} failure={error}>
      <Text c="dimmed">{t('setup.needsLinkText')}</Text>
      <TextInput
        label={t('setup.link')}
        description={t('setup.linkHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autoComplete="off"
        autoFocus
        {...form.text('link')}
      />
    </EntranceForm>
  )
}

/** First run: registers the administrator. A server wants proof from its terminal first. */
export function SetupScreen(props: {
  readonly siteName: string
  readonly secretRequired: boolean
  readonly claim: ReturnType<typeof useClaimSignInLink>
  readonly onLanguage: (language: Language) => void
}) {
  const { t } = useTranslation('security')
  const { claim } = props
  const setupSecret = claim.data?.outcome === 'setup' ? claim.data.setupSecret : null
  const needsLink = props.secretRequired && setupSecret === null
  return (
    <Entrance
      title={t(needsLink ? 'setup.needsLinkTitle' : 'setup.title')}
      siteName={props.siteName}
      onLanguage={props.onLanguage}
    >
      {needsLink ? (
        <LinkForm error={claim.error} onClaim={async (secret) => void (await claim.mutateAsync({ secret }))} />
      ) : (
        <SetupForm setupSecret={setupSecret} />
      )}
    </Entrance>
  )
}
