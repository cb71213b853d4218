import { ActionIcon, Button, Group, Input, Select, Stack, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Matcher, matcherSchema } from '#shared/features/monitoring/values.ts'
import { operators } from './matcher-text.ts'

function MatcherRow(props: {
  readonly matcher: Matcher
  readonly number: number
  readonly onChange: (matcher: Matcher) => void
  readonly onRemove: () => void
}) {
  const { t } = useTranslation('monitoring')
  const { matcher, number } = props
  const isWrong = matcher.name !== '' && !matcherSchema.shape.name.safeParse(matcher.name).success
  const change = (part: Partial<Matcher>) => props.onChange({ ...matcher, ...part })
  return (
    <Group gap={6} wrap="nowrap" align="flex-start" role="group" aria-label={t('matchers.row', { number })}>
      <TextInput
        flex={2}
        size="xs"
        aria-label={t('matchers.name')}
        placeholder="severity"
        spellCheck={false}
        autoComplete="off"
        value={matcher.name}
        error={isWrong ? t('matchers.nameWrong') : undefined}
        onChange={(event) => change({ name: event.currentTarget.value.trim() })}
      />
      <Select
        w={124}
        size="xs"
        aria-label={t('matchers.operator')}
        allowDeselect={false}
        value={matcher.operator}
        data={operators.map((operator) => ({ value: operator, label: t(`matchers.operators.${operator}`) }))}
        onChange={(value) => change({ operator: operators.find((operator) => operator === value) ?? '=' })}
      />
      <TextInput
        flex={3}
        size="xs"
        aria-label={t('matchers.value')}
        spellCheck={false}
        autoComplete="off"
        value={matcher.value}
        onChange={(event) => change({ value: event.currentTarget.value })}
      />
      <ActionIcon aria-label={t('matchers.remove', { number })} onClick={props.onRemove}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </Group>
  )
}

/** Conditions on labels, all of which must hold. */
export function MatchersField(props: {
  readonly label: string
  readonly description?: string
  readonly error?: string | undefined
  readonly value: readonly Matcher[]
  readonly onChange: (matchers: readonly Matcher[]) => void
}) {
  const { t } = useTranslation('monitoring')
  const { value, onChange } = props
  return (
    <Input.Wrapper labelElement="div" label={props.label} description={props.description} error={props.error}>
      <Stack gap={6} mt={6} role="group" aria-label={props.label}>
        {value.map((matcher, index) => (
          <MatcherRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place in the list while one types
            key={index}
            number={index + 1}
            matcher={matcher}
            onChange={(changed) => onChange(value.map((one, place) => (place === index ? changed : one)))}
            onRemove={() => onChange(value.filter((_, place) => place !== index))}
          />
        ))}
        <div>
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => onChange([...value, { name: '', operator: '=', value: '' }])}
          >
            {t('matchers.add')}
          </Button>
        </div>
      </Stack>
    </Input.Wrapper>
  )
}
