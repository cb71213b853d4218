import { Chip, Group, Input, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { fromLocal, toLocal } from '#renderer/ui/format/local-time.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import { endOfSpan, timeSpans } from './time-span.ts'

/** When something ends: one press for the usual spans, or any moment on the clock of the site. */
export function SpanField(props: {
  readonly label: string
  readonly value: string | null
  /** What an empty moment means, where it may be empty. */
  readonly openEnd?: string
  readonly error?: string | undefined
  readonly onChange: (until: string | null) => void
}) {
  const { t } = useTranslation('monitoring')
  const { timeZone } = useFormat()
  const { value, openEnd, onChange } = props
  return (
    <Input.Wrapper labelElement="div" label={props.label} error={props.error}>
      <Group gap={6} mt={4} role="group" aria-label={props.label}>
        {openEnd === undefined ? null : (
          <Chip size="xs" checked={value === null} onChange={() => onChange(null)}>
            {openEnd}
          </Chip>
        )}
        {timeSpans.map((span) => (
          <Chip key={span} size="xs" checked={false} onChange={() => onChange(endOfSpan(span, Date.now(), timeZone))}>
            {t(`span.${span}`)}
          </Chip>
        ))}
      </Group>
      <Group gap="sm" mt={8}>
        <TextInput
          type="datetime-local"
          size="xs"
          w={200}
          aria-label={t('span.moment')}
          value={toLocal(value ?? undefined, timeZone)}
          onChange={(event) => {
            const at = fromLocal(event.currentTarget.value, timeZone)
            if (at !== undefined) onChange(at)
          }}
        />
        {value === null ? null : (
          <Text fz="sm" c="dimmed">
            <RelativeTime at={value} />
          </Text>
        )}
      </Group>
    </Input.Wrapper>
  )
}
