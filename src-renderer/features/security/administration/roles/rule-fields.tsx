import { ActionIcon, Collapse, Group, SegmentedControl, Stack, Text, Tooltip, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronRight, IconTrash } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { PermissionPicker } from '../components/permission-picker.tsx'
import { ConditionsFields } from './conditions-fields.tsx'
import { faultsOf, type RuleValues, ruleOf } from './role-form.ts'
import classes from './roles.module.css'
import { useConditionsText } from './rule-text.ts'

/** One rule of a role: what it does, to which rights, and when it holds. */
export function RuleFields(props: {
  readonly rule: RuleValues
  readonly number: number
  readonly showFaults: boolean
  readonly onChange: (rule: RuleValues) => void
  readonly onRemove: () => void
}) {
  const { t } = useTranslation('security')
  const { t: tUi } = useTranslation('ui')
  const conditionsText = useConditionsText()
  const conditionsId = useId()
  const { rule, number } = props
  const faults = faultsOf(rule)
  const [open, conditions] = useDisclosure(false)
  const change = (part: Partial<RuleValues>) => props.onChange({ ...rule, ...part })
  return (
    <fieldset className={classes.rule} data-effect={rule.effect}>
      <legend className={classes.legend}>{t('roles.rule', { number })}</legend>
      <Stack gap="sm">
        <Group justify="space-between">
          <SegmentedControl
            size="xs"
            aria-label={t('roles.effect.label')}
            value={rule.effect}
            onChange={(value) => change({ effect: value === 'deny' ? 'deny' : 'allow' })}
            data={[
              { value: 'allow', label: t('roles.effect.allow') },
              { value: 'deny', label: t('roles.effect.deny') },
            ]}
          />
          <Tooltip label={t('roles.removeRule', { number })}>
            <ActionIcon aria-label={t('roles.removeRule', { number })} onClick={props.onRemove}>
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Group>
        <PermissionPicker
          label={t('roles.choose')}
          value={rule.permissions}
          error={props.showFaults && faults.has('permissions') ? tUi('form.tooFew', { count: 1 }) : undefined}
          onChange={(permissions) => change({ permissions })}
        />
        <div>
          <UnstyledButton
            className={classes.fold}
            aria-expanded={open}
            aria-controls={conditionsId}
            onClick={conditions.toggle}
          >
            <IconChevronRight size={16} aria-hidden className={classes.chevron} />
            <Text fz="sm" fw={500}>
              {t('roles.conditions')}
            </Text>
            <Text fz="sm" c="dimmed">
              {conditionsText(ruleOf(rule).conditions)}
            </Text>
          </UnstyledButton>
          <Collapse expanded={open} id={conditionsId}>
            <Stack gap="sm" pt="sm">
              <Text fz="sm" c="dimmed">
                {t('roles.conditionsHelp')}
              </Text>
              <ConditionsFields rule={rule} onChange={change} />
            </Stack>
          </Collapse>
        </div>
      </Stack>
    </fieldset>
  )
}
