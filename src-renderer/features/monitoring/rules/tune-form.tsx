import { Button, Group, NumberInput, Slider, Stack, Text, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { Rule } from '#shared/features/monitoring/values.ts'
import { useRuleMutations } from './mutations.ts'
import { tuneRange } from './tune-range.ts'

const longestSeconds = 32 * 86_400

function ThresholdField(props: {
  readonly initial: number
  readonly value: number
  readonly onChange: (value: number) => void
}) {
  const { t } = useTranslation('monitoring')
  const [range] = useState(() => tuneRange(props.initial))
  return (
    <div>
      <Text fz="sm" fw={500} component="label" id="rule-threshold">
        {t('rules.threshold')}
      </Text>
      <Group gap="md" wrap="nowrap">
        <Slider
          flex={1}
          {...range}
          label={null}
          thumbLabel={t('rules.threshold')}
          value={Math.min(range.max, Math.max(range.min, props.value))}
          onChange={(value) => props.onChange(Number(value.toPrecision(6)))}
        />
        <NumberInput
          w={150}
          aria-label={t('rules.thresholdNumber')}
          value={props.value}
          step={range.step}
          decimalScale={8}
          onChange={(value) => {
            if (typeof value === 'number' && Number.isFinite(value)) props.onChange(value)
          }}
        />
      </Group>
    </div>
  )
}

function ForField({ value, onChange }: { readonly value: number; readonly onChange: (seconds: number) => void }) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  return (
    <NumberInput
      w={260}
      label={t('rules.for')}
      description={value === 0 ? t('rules.forAtOnce') : t('rules.forHelp', { duration: format.duration(value * 1000) })}
      suffix={t('rules.seconds')}
      min={0}
      max={longestSeconds}
      step={30}
      thousandSeparator=","
      value={value}
      onChange={(seconds) => onChange(Math.min(longestSeconds, Math.max(0, Number(seconds))))}
    />
  )
}

/** Changes a rule beside its file: the number it compares with, or its whole condition, and how long that must hold. */
export function TuneForm({
  rule,
  onThreshold,
}: {
  readonly rule: Rule
  readonly onThreshold: (threshold: number | null) => void
}) {
  const { t } = useTranslation('monitoring')
  const { tune } = useRuleMutations()
  const [threshold, setThreshold] = useState(rule.threshold)
  const [forSeconds, setForSeconds] = useState(rule.forSeconds)
  const [expression, setExpression] = useState(rule.expression)
  const changes = {
    ...(threshold === null || threshold === rule.threshold ? {} : { threshold }),
    ...(forSeconds === rule.forSeconds ? {} : { forSeconds }),
    ...(expression.trim() === rule.expression ? {} : { expression: expression.trim() }),
  }
  const isChanged = Object.keys(changes).length > 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isChanged) return
    tune.mutate(
      { id: rule.id, ...changes },
      { onSuccess: () => showNotice({ tone: 'good', title: t('rules.wasTuned', { name: rule.name }) }) },
    )
  }
  const change = (value: number) => {
    setThreshold(value)
    onThreshold(value)
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {rule.threshold === null || threshold === null ? (
          <Textarea
            autosize
            minRows={2}
            label={t('rules.expression')}
            description={t('rules.expressionHelp')}
            spellCheck={false}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12.5 } }}
            value={expression}
            onChange={(event) => setExpression(event.currentTarget.value)}
          />
        ) : (
          <ThresholdField initial={rule.threshold} value={threshold} onChange={change} />
        )}
        {rule.kind === 'alerting' ? <ForField value={forSeconds} onChange={setForSeconds} /> : null}
        {tune.error === null ? null : <ErrorPanel error={tune.error} />}
        <Group>
          <Button type="submit" size="compact-md" disabled={!isChanged} loading={tune.isPending}>
            {t('rules.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
