import { Button, Group as Row, Select, Stack, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import type { Group } from '#shared/features/security/contract/people.ts'
import { labelSchema, roleReferenceSchema } from '#shared/features/security/values.ts'
import { useRoleChoices } from '../components/use-role-name.ts'

const groupForm = z.object({ name: labelSchema, role: roleReferenceSchema.nullable() })

type GroupValues = z.input<typeof groupForm>

const noRole = 'none'

/** Name and role of a group. */
export function GroupForm(props: {
  readonly group: Pick<Group, 'name' | 'role'>
  readonly draftKey?: string
  readonly submitLabel: string
  readonly onClose?: () => void
  readonly save: (values: GroupValues) => Promise<void>
}) {
  const { t } = useTranslation('security')
  const { t: tUi } = useTranslation('ui')
  const roles = useRoleChoices()
  const initial: GroupValues = { name: props.group.name, role: props.group.role }
  const form = useForm({
    schema: groupForm,
    initial,
    save: props.save,
    ...(props.draftKey === undefined ? {} : { draftKey: props.draftKey }),
  })
  return (
    <form onSubmit={(event) => void form.submit(event)} noValidate>
      <Stack gap="md">
        <TextInput label={t('group.name')} autoComplete="off" data-autofocus {...form.text('name')} />
        <Select
          label={t('group.role')}
          description={t('group.roleHelp')}
          allowDeselect={false}
          value={form.values.role ?? noRole}
          data={[{ value: noRole, label: t('group.noRole') }, ...roles]}
          onChange={(value) => form.set('role', roleReferenceSchema.nullable().catch(null).parse(value))}
        />
        {form.failure === null ? null : <ErrorPanel error={form.failure} />}
        <Row justify="flex-end" gap="xs">
          {props.onClose === undefined ? null : (
            <Button variant="default" onClick={props.onClose}>
              {tUi('cancel')}
            </Button>
          )}
          <Button type="submit" loading={form.saving} disabled={!form.dirty}>
            {props.submitLabel}
          </Button>
        </Row>
      </Stack>
    </form>
  )
}
