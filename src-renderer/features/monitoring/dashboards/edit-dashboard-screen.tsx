import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import { MonitoringPage } from '../layout/monitoring-page.tsx'
import { DashboardEditor } from './dashboard-editor.tsx'
import { useDashboardMutations } from './mutations.ts'
import { dashboardQuery } from './queries.ts'

const route = getRouteApi('/monitoring/dashboards/$dashboardId/edit')

/** Changes a dashboard that somebody made. */
export function EditDashboardScreen() {
  const { t } = useTranslation('monitoring')
  const { dashboardId } = route.useParams()
  const navigate = useNavigate()
  const query = useQuery(dashboardQuery(dashboardId))
  const { update } = useDashboardMutations()
  const back = () => void navigate({ to: '/monitoring/dashboards/$dashboardId', params: { dashboardId } })
  return (
    <MonitoringPage
      title={t('dashboard.edit')}
      crumbs={[
        { label: t('area.dashboards'), link: { to: '/monitoring/dashboards' } },
        {
          label: query.data?.name ?? '…',
          link: { to: '/monitoring/dashboards/$dashboardId', params: { dashboardId } },
        },
      ]}
    >
      <Loaded query={query} heights={[72, 480]}>
        {({ id, name, nameEn, panels, updatedAt }) => (
          <DashboardEditor
            key={id}
            initial={{ name, nameEn, panels }}
            draftKey={`dashboard-${id}`}
            submitLabel={t('dashboard.save')}
            onCancel={back}
            save={async (draft) => {
              await update.mutateAsync({ ...draft, id, updatedAt: updatedAt ?? '' })
              showNotice({ tone: 'good', title: t('dashboard.saved', { name: draft.name }) })
              back()
            }}
          />
        )}
      </Loaded>
    </MonitoringPage>
  )
}
