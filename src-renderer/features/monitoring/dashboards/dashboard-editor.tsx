import { Button, Group, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconChartLine, IconPlus } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { DetailDrawer } from '#renderer/ui/drawer/detail-drawer.tsx'
import { FormPage } from '#renderer/ui/form/form-page.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { type Dashboard, dashboardInputSchema, type Panel, panelSchema } from '#shared/features/monitoring/values.ts'
import { windowOf } from '../plots/time-range.ts'
import { freshId } from './arrange.ts'
import { PanelBoard } from './panel-board.tsx'
import { PanelForm } from './panel-form.tsx'
import { PanelView } from './panel-view.tsx'
import classes from './panels.module.css'

/** Every field is there while it is being written: defaults are filled in by what makes a panel. */
const draftSchema = dashboardInputSchema
  .extend({
    panels: z
      .array(panelSchema.required().extend({ queries: z.array(panelSchema.shape.queries.element.required()).min(1) }))
      .max(60),
  })
  .required()

/** What of a dashboard a person writes. */
export type DashboardDraft = Pick<Dashboard, 'name' | 'nameEn' | 'panels'>

const newPanel = (id: string): Panel => ({
  id,
  title: '',
  titleEn: '',
  kind: 'graph',
  unit: 'none',
  width: 6,
  height: 3,
  thresholds: null,
  queries: [{ expression: '', legend: '' }],
})

const range = { kind: 'last', last: '1h' } as const
const ignore = () => undefined
const previewAfterMs = 400

function PanelDrawer(props: {
  readonly panel: Panel | undefined
  readonly onChange: (panel: Panel) => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation('monitoring')
  const { panel } = props
  const [window] = useState(() => windowOf(range, Date.now()))
  const isWhole = panel !== undefined && panelSchema.safeParse(panel).success
  const [seen] = useDebouncedValue(panel, previewAfterMs)
  const preview = isWhole && seen?.id === panel.id && panelSchema.safeParse(seen).success ? seen : undefined
  return (
    <DetailDrawer
      opened={panel !== undefined}
      onClose={props.onClose}
      title={t('dashboard.panel')}
      actions={
        <Button size="xs" disabled={!isWhole} onClick={props.onClose}>
          {t('dashboard.done')}
        </Button>
      }
    >
      {panel === undefined ? null : (
        <>
          {preview === undefined ? null : (
            <div className={classes.preview}>
              <PanelView panel={preview} range={range} window={window} onZoom={ignore} />
            </div>
          )}
          <PanelForm panel={panel} onChange={props.onChange} />
        </>
      )}
    </DetailDrawer>
  )
}

/** A dashboard being made or changed: its names, and its panels as they will be. */
export function DashboardEditor(props: {
  readonly initial: DashboardDraft
  readonly draftKey: string
  readonly submitLabel: string
  /** A copy can be kept as it is. */
  readonly ready?: boolean
  readonly save: (draft: DashboardDraft) => Promise<void>
  readonly onCancel: () => void
}) {
  const { t } = useTranslation('monitoring')
  const { initial, draftKey, save } = props
  const form = useForm<DashboardDraft>({ schema: draftSchema, initial, draftKey, save })
  const latest = useRef(form)
  latest.current = form
  const [editing, edit] = useState<string | null>(null)
  const change = (make: (panels: readonly Panel[]) => readonly Panel[]) => {
    const { values, set } = latest.current
    set('panels', [...make(values.panels)])
  }
  const add = () => {
    const id = freshId(form.values.panels)
    change((panels) => [...panels, newPanel(id)])
    edit(id)
  }
  const close = () => {
    edit(null)
    change((panels) => panels.filter(({ queries }) => queries.some(({ expression }) => expression.trim() !== '')))
  }
  const addButton = (
    <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
      {t('dashboard.addPanel')}
    </Button>
  )
  const { panels } = form.values
  return (
    <>
      <FormPage
        form={form}
        label={t('dashboard.form')}
        submitLabel={props.submitLabel}
        onCancel={props.onCancel}
        ready={props.ready ?? false}
        wide
      >
        <Group gap="md" align="flex-start" grow maw={900}>
          <TextInput label={t('dashboard.name')} autoComplete="off" {...form.text('name')} />
          <TextInput
            label={t('dashboard.nameEn')}
            description={t('dashboard.titleEnHelp')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            autoComplete="off"
            {...form.text('nameEn')}
          />
        </Group>
        <Section title={t('dashboard.panels')} description={t('dashboard.arrangeHelp')} actions={addButton}>
          {panels.length === 0 ? (
            <EmptyState
              icon={<IconChartLine size={40} stroke={1.4} />}
              title={t('dashboard.noPanels')}
              text={t('dashboard.noPanelsText')}
              action={addButton}
            />
          ) : (
            <PanelBoard panels={panels} onChange={change} onEdit={edit} />
          )}
        </Section>
      </FormPage>
      <PanelDrawer
        panel={panels.find(({ id }) => id === editing)}
        onChange={(panel) => change((list) => list.map((one) => (one.id === panel.id ? panel : one)))}
        onClose={close}
      />
    </>
  )
}
