import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconCopy, IconDots, IconPencil, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import type { Dashboard } from '#shared/features/monitoring/values.ts'
import { MonitoringPage } from '../layout/monitoring-page.tsx'
import { rangeOf, searchOf, type TimeRange, zoomed } from '../plots/time-range.ts'
import { TimeRangePicker } from '../plots/time-range-picker.tsx'
import { useTimeWindow } from '../plots/use-time-window.ts'
import { useRemoveDashboard } from './mutations.ts'
import { PanelFrame, PanelGrid } from './panel-grid.tsx'
import { PanelView } from './panel-view.tsx'
import { dashboardQuery } from './queries.ts'
import { useOwnText } from './use-own-text.ts'

const route = getRouteApi('/monitoring/dashboards/$dashboardId')

function DashboardActions({ dashboard }: { readonly dashboard: Dashboard }) {
  const { t } = useTranslation('monitoring')
  const navigate = useNavigate()
  const remove = useRemoveDashboard()
  const { id } = dashboard
  if (!useMay('monitoring.manage')) return null
  return (
    <>
      {dashboard.isBuiltIn ? null : (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPencil size={14} aria-hidden />}
          renderRoot={(props) => (
            <Link to="/monitoring/dashboards/$dashboardId/edit" params={{ dashboardId: id }} {...props} />
          )}
        >
          {t('dashboard.edit')}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={t('dashboard.more')}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconCopy size={14} aria-hidden />}
            onClick={() => void navigate({ to: '/monitoring/dashboards/new', search: { copy: id } })}
          >
            {t('dashboard.copy')}
          </Menu.Item>
          {dashboard.isBuiltIn ? null : (
            <Menu.Item leftSection={<IconTrash size={14} aria-hidden />} onClick={() => remove(dashboard)}>
              {t('dashboard.remove')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

/** The panels of a dashboard over one stretch of time, with one cursor. */
export function DashboardScreen() {
  const { t } = useTranslation('monitoring')
  const text = useOwnText()
  const { dashboardId } = route.useParams()
  const navigate = route.useNavigate()
  const range = rangeOf(route.useSearch(), '6h')
  const window = useTimeWindow(range)
  const query = useQuery(dashboardQuery(dashboardId))
  const show = (chosen: TimeRange) => void navigate({ search: searchOf(chosen) })
  const zoom = (fromMs: number, toMs: number) => {
    const chosen = zoomed(fromMs, toMs)
    if (chosen !== undefined) show(chosen)
  }
  const { data } = query
  return (
    <MonitoringPage
      title={data === undefined ? t('area.dashboards') : text(data.name, data.nameEn)}
      crumbs={[{ label: t('area.dashboards'), link: { to: '/monitoring/dashboards' } }]}
      actions={
        <>
          <TimeRangePicker range={range} window={window} onChange={show} />
          {data === undefined ? null : <DashboardActions dashboard={data} />}
        </>
      }
    >
      <Loaded query={query} heights={[160, 280, 280]}>
        {({ panels }) =>
          panels.length === 0 ? (
            <EmptyState icon={null} title={t('dashboard.noPanels')} text={t('dashboard.noPanelsText')} />
          ) : (
            <PanelGrid>
              {panels.map((panel) => (
                <PanelFrame key={panel.id} panel={panel}>
                  <PanelView panel={panel} range={range} window={window} onZoom={zoom} />
                </PanelFrame>
              ))}
            </PanelGrid>
          )
        }
      </Loaded>
    </MonitoringPage>
  )
}
