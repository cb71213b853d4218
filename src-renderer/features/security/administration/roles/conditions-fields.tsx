import { Checkbox, Group, Select, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { classificationSchema } from '#shared/contract/permissions.ts'
import { type RuleValues, wrongNetworks } from './role-form.ts'

const environments = ['production', 'staging', 'development'] as const
const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const

interface FieldsProps {
  readonly rule: RuleValues
  readonly onChange: (change: Partial<RuleValues>) => void
}

function HoursFields({ rule, onChange }: FieldsProps) {
  const { t } = useTranslation('security')
  return (
    <Stack gap={8}>
      <Switch
        label={t('roles.hours')}
        checked={rule.limitsHours}
        onChange={(event) => onChange({ limitsHours: event.currentTarget.checked })}
      />
      {rule.limitsHours ? (
        <>
          <Checkbox.Group aria-label={t('roles.days')} value={[...rule.days]} onChange={(days) => onChange({ days })}>
            <Group gap="sm">
              {weekdays.map((day) => (
                <Checkbox key={day} size="xs" value={day} label={t(`weekday.${day}`)} />
              ))}
            </Group>
          </Checkbox.Group>
          <Group gap="sm" align="flex-end">
            <TextInput
              type="time"
              w={120}
              label={t('roles.from')}
              value={rule.from}
              onChange={(event) => onChange({ from: event.currentTarget.value })}
            />
            <TextInput
              type="time"
              w={120}
              label={t('roles.to')}
              value={rule.to}
              onChange={(event) => onChange({ to: event.currentTarget.value })}
            />
          </Group>
          <Text fz="sm" c="dimmed">
            {t('roles.overMidnight')}
          </Text>
        </>
      ) : null}
    </Stack>
  )
}

function PlaceFields({ rule, onChange }: FieldsProps) {
  const { t } = useTranslation('security')
  const [wrong] = wrongNetworks(rule.networks)
  return (
    <>
      <Textarea
        label={t('roles.networks')}
        description={t('roles.networksHelp')}
        autosize
        minRows={1}
        maxRows={8}
        spellCheck={false}
        value={rule.networks}
        error={wrong === undefined ? undefined : t('roles.networkWrong', { value: wrong })}
        onChange={(event) => onChange({ networks: event.currentTarget.value })}
      />
      <Checkbox.Group
        label={t('roles.environments')}
        value={[...rule.environments]}
        onChange={(chosen) => onChange({ environments: environments.filter((one) => chosen.includes(one)) })}
      >
        <Group gap="md">
          {environments.map((environment) => (
            <Checkbox key={environment} size="xs" value={environment} label={t(`environmentName.${environment}`)} />
          ))}
        </Group>
      </Checkbox.Group>
      <Textarea
        label={t('roles.sites')}
        autosize
        minRows={1}
        maxRows={8}
        value={rule.sites}
        onChange={(event) => onChange({ sites: event.currentTarget.value })}
      />
    </>
  )
}

/** When, where and on what a rule holds; what is left empty does not restrict. */
export function ConditionsFields({ rule, onChange }: FieldsProps) {
  const { t } = useTranslation('security')
  return (
    <Stack gap="md">
      <Switch
        label={t('roles.own')}
        checked={rule.own}
        onChange={(event) => onChange({ own: event.currentTarget.checked })}
      />
      <HoursFields rule={rule} onChange={onChange} />
      <PlaceFields rule={rule} onChange={onChange} />
      <Select
        w={260}
        label={t('roles.classification')}
        allowDeselect={false}
        value={rule.highestClassification ?? 'any'}
        data={[
          { value: 'any', label: t('roles.anyClassification') },
          ...classificationSchema.options.map((value) => ({ value, label: t(`classification.${value}`) })),
        ]}
        onChange={(value) => onChange({ highestClassification: classificationSchema.safeParse(value).data ?? null })}
      />
    </Stack>
  )
}
