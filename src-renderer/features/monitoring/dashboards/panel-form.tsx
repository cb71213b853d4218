import { ActionIcon, Button, Group, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconListSearch, IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Panel, panelSchema } from '#shared/features/monitoring/values.ts'
import { guessedUnit, suggestedExpression } from '../query/expression.ts'
import { MetricPicker } from '../query/metric-picker.tsx'
import { PromqlEditor } from '../query/promql-editor.tsx'
import classes from './editor.module.css'

interface FormProps {
  readonly panel: Panel
  readonly onChange: (panel: Panel) => void
}

const kinds = panelSchema.shape.kind.options
const units = panelSchema.shape.unit.unwrap().options
const queriesAtMost = 10

function QueryFields({ panel, onChange }: FormProps) {
  const { t } = useTranslation('monitoring')
  const [picking, pick] = useDisclosure(false)
  const change = (queries: Panel['queries']) => onChange({ ...panel, queries })
  const set = (place: number, part: Partial<Panel['queries'][number]>) =>
    change(panel.queries.map((query, index) => (index === place ? { ...query, ...part } : query)))
  return (
    <Stack gap="sm">
      {panel.queries.map(({ expression, legend }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: queries are known by their place alone
        <fieldset key={place} className={classes.query}>
          <legend>{t('dashboard.query', { number: place + 1 })}</legend>
          <PromqlEditor
            label={t('dashboard.expressionOf', { number: place + 1 })}
            value={expression}
            onChange={(next) => set(place, { expression: next })}
            error={expression.trim() === '' ? t('dashboard.expressionNeeded') : undefined}
          />
          <Group gap="xs" align="flex-end" wrap="nowrap">
            <TextInput
              size="xs"
              flex={1}
              label={t('dashboard.legend')}
              description={t('dashboard.legendHelp', { example: '{{device}}' })}
              value={legend}
              maxLength={200}
              onChange={(event) => set(place, { legend: event.currentTarget.value })}
            />
            <ActionIcon
              size={30}
              variant="default"
              aria-label={t('dashboard.removeQuery', { number: place + 1 })}
              disabled={panel.queries.length === 1}
              onClick={() => change(panel.queries.filter((_query, index) => index !== place))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
        </fieldset>
      ))}
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconListSearch size={14} aria-hidden />}
          disabled={panel.queries.length >= queriesAtMost}
          onClick={pick.open}
        >
          {t('dashboard.addMetric')}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={panel.queries.length >= queriesAtMost}
          onClick={() => change([...panel.queries, { expression: '', legend: '' }])}
        >
          {t('dashboard.addExpression')}
        </Button>
      </Group>
      <MetricPicker
        opened={picking}
        onClose={pick.close}
        onPick={(metric) => {
          pick.close()
          const query = { expression: suggestedExpression(metric), legend: '' }
          const kept = panel.queries.filter(({ expression }) => expression.trim() !== '')
          const unit = kept.length === 0 ? guessedUnit(query.expression) : panel.unit
          const title = panel.title === '' ? metric.help || metric.name : panel.title
          const titleEn = panel.title === '' ? metric.helpEn : panel.titleEn
          const names = { title: title.slice(0, 200), titleEn: titleEn.slice(0, 200) }
          onChange({ ...panel, ...names, unit, queries: [...kept, query] })
        }}
      />
    </Stack>
  )
}

const noLimits = { warning: null, critical: null, worse: 'above' } as const

function LimitFields({ panel, onChange }: FormProps) {
  const { t } = useTranslation('monitoring')
  const limits = panel.thresholds ?? noLimits
  const set = (part: Partial<NonNullable<Panel['thresholds']>>) => {
    const next = { ...limits, ...part }
    onChange({ ...panel, thresholds: next.warning === null && next.critical === null ? null : next })
  }
  const numberOf = (value: string | number) => (typeof value === 'number' ? value : null)
  return (
    <Group gap="xs" grow align="flex-start">
      {(['warning', 'critical'] as const).map((key) => (
        <NumberInput
          key={key}
          size="xs"
          label={t(`dashboard.limit.${key}`)}
          value={limits[key] ?? ''}
          onChange={(value) => set({ [key]: numberOf(value) })}
        />
      ))}
      <Select
        size="xs"
        label={t('dashboard.limit.worse')}
        allowDeselect={false}
        value={limits.worse}
        data={(['above', 'below'] as const).map((value) => ({ value, label: t(`dashboard.limit.${value}`) }))}
        onChange={(value) => set({ worse: value === 'below' ? 'below' : 'above' })}
      />
    </Group>
  )
}

/** What a panel is called, asks, and looks like. */
export function PanelForm({ panel, onChange }: FormProps) {
  const { t } = useTranslation('monitoring')
  return (
    <Stack gap="md">
      <TextInput
        label={t('dashboard.panelTitle')}
        value={panel.title}
        maxLength={200}
        data-autofocus
        onChange={(event) => onChange({ ...panel, title: event.currentTarget.value })}
      />
      <TextInput
        label={t('dashboard.panelTitleEn')}
        description={t('dashboard.titleEnHelp')}
        value={panel.titleEn}
        maxLength={200}
        onChange={(event) => onChange({ ...panel, titleEn: event.currentTarget.value })}
      />
      <Group grow>
        <Select
          label={t('dashboard.panelKind')}
          allowDeselect={false}
          value={panel.kind}
          data={kinds.map((value) => ({ value, label: t(`dashboard.kinds.${value}`) }))}
          onChange={(value) => onChange({ ...panel, kind: kinds.find((kind) => kind === value) ?? panel.kind })}
        />
        <Select
          label={t('unit.label')}
          allowDeselect={false}
          value={panel.unit}
          data={units.map((value) => ({ value, label: t(`unit.${value}`) }))}
          onChange={(value) => onChange({ ...panel, unit: units.find((unit) => unit === value) ?? panel.unit })}
        />
      </Group>
      <div>
        <Text fw={500} fz="sm" mb={4}>
          {t('dashboard.queries')}
        </Text>
        <QueryFields panel={panel} onChange={onChange} />
      </div>
      <div>
        <Text fw={500} fz="sm" mb={4}>
          {t('dashboard.limits')}
        </Text>
        <LimitFields panel={panel} onChange={onChange} />
      </div>
    </Stack>
  )
}
