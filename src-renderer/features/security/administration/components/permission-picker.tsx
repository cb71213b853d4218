import { Checkbox, Input } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Permission } from '#shared/contract/permissions.ts'
import { permissionAreas } from './permission-areas.ts'
import classes from './permission-picker.module.css'

/** Chooses rights, grouped by what they are about; those that cannot be given are shown and disabled. */
export function PermissionPicker(props: {
  readonly label: string
  readonly description?: string
  readonly error?: string | undefined
  readonly value: readonly Permission[]
  readonly mayGive?: (permission: Permission) => boolean
  readonly onChange: (value: readonly Permission[]) => void
}) {
  const { t } = useTranslation('security')
  const { value, mayGive = () => true } = props
  const toggle = (permission: Permission) =>
    props.onChange(value.includes(permission) ? value.filter((one) => one !== permission) : [...value, permission])
  return (
    <Input.Wrapper
      labelElement="div"
      inputWrapperOrder={['label', 'description', 'error', 'input']}
      label={props.label}
      description={props.description}
      error={props.error}
    >
      <div className={classes.areas}>
        {permissionAreas.map((area) => (
          <fieldset key={area.key} className={classes.area}>
            <legend className={classes.legend}>{t(`permissionArea.${area.key}`)}</legend>
            {area.permissions.map((permission) => (
              <Checkbox
                key={permission}
                size="xs"
                label={t(`permission.${permission}.name`)}
                description={t(`permission.${permission}.help`)}
                checked={value.includes(permission)}
                disabled={!mayGive(permission)}
                aria-invalid={props.error !== undefined || undefined}
                onChange={() => toggle(permission)}
              />
            ))}
          </fieldset>
        ))}
      </div>
    </Input.Wrapper>
  )
}
