import { Select, Textarea, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useSession } from '#renderer/api/session.ts'
import { FormPage } from '#renderer/ui/form/form-page.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { type Permission, permissionSchema } from '#shared/contract/permissions.ts'
import { labelSchema } from '#shared/features/security/values.ts'
import { PermissionPicker } from '../components/permission-picker.tsx'
import { AreaPage } from '../layout/area-page.tsx'
import { useApiKeyMutations } from '../mutations.ts'
import { linesOf, wrongNetworks } from '../roles/role-form.ts'
import { MadeKey } from './made-key.tsx'

const validDays = [7, 30, 90, 180, 365] as const

interface KeyValues {
  readonly name: string
  readonly scopes: readonly Permission[]
  readonly networks: string
  readonly validDays: number
}

const keyForm: z.ZodType<unknown, KeyValues> = z.object({
  name: labelSchema,
  scopes: z.array(permissionSchema).min(1).readonly(),
  networks: z.string().refine((text) => wrongNetworks(text).length === 0),
  validDays: z.number(),
})

function KeyFields({ form }: { readonly form: ReturnType<typeof useForm<KeyValues>> }) {
  const { t } = useTranslation('security')
  const held = useSession().permissions
  const [wrong] = wrongNetworks(form.values.networks)
  return (
    <>
      <TextInput
        maw={560}
        label={t('apiKeys.name')}
        description={t('apiKeys.nameHelp')}
        autoComplete="off"
        {...form.text('name')}
      />
      <PermissionPicker
        label={t('apiKeys.scopes')}
        description={t('apiKeys.scopesHelp')}
        error={form.errorOf('scopes')}
        value={form.values.scopes}
        mayGive={(permission) => held.includes(permission)}
        onChange={(scopes) => form.set('scopes', scopes)}
      />
      <Textarea
        maw={560}
        label={t('apiKeys.networks')}
        description={t('apiKeys.networksHelp')}
        autosize
        minRows={2}
        spellCheck={false}
        {...form.text('networks')}
        error={
          form.errorOf('networks') === undefined || wrong === undefined
            ? undefined
            : t('roles.networkWrong', { value: wrong })
        }
      />
      <Select
        w={200}
        label={t('apiKeys.validDays')}
        description={t('apiKeys.validHelp')}
        allowDeselect={false}
        value={String(form.values.validDays)}
        data={validDays.map((count) => ({ value: String(count), label: t('apiKeys.days', { count }) }))}
        onChange={(value) => form.set('validDays', Number(value ?? 90))}
      />
    </>
  )
}

/** Makes a key for one program; the key itself is shown once. */
export function NewApiKeyScreen() {
  const { t } = useTranslation('security')
  const navigate = useNavigate()
  const { create } = useApiKeyMutations()
  const [made, setMade] = useState<{ readonly name: string; readonly secret: string }>()
  const initial: KeyValues = { name: '', scopes: [], networks: '', validDays: 90 }
  const form = useForm({
    schema: keyForm,
    initial,
    draftKey: 'security-api-key',
    save: async (values) => {
      const { apiKey, key } = await create.mutateAsync({
        name: values.name.trim(),
        scopes: [...values.scopes],
        networks: [...linesOf(values.networks)],
        validDays: values.validDays,
      })
      setMade({ name: apiKey.name, secret: key })
    },
  })
  return (
    <AreaPage
      title={t('apiKeys.newTitle')}
      description={t('apiKeys.newText')}
      crumbs={[{ label: t('area.apiKeys'), link: { to: '/security/api-keys' } }]}
    >
      {made === undefined ? (
        <FormPage
          form={form}
          wide
          label={t('apiKeys.newTitle')}
          submitLabel={t('apiKeys.submit')}
          onCancel={() => void navigate({ to: '/security/api-keys' })}
        >
          <KeyFields form={form} />
        </FormPage>
      ) : (
        <MadeKey name={made.name} secret={made.secret} />
      )}
    </AreaPage>
  )
}
