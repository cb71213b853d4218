import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import { MonitoringPage } from '../layout/monitoring-page.tsx'
import { type DashboardDraft, DashboardEditor } from './dashboard-editor.tsx'
import { useDashboardMutations } from './mutations.ts'
import { dashboardQuery } from './queries.ts'
import { useOwnText } from './use-own-text.ts'

const route = getRouteApi('/monitoring/dashboards/new')
const nameAtMost = 120

function NewEditor({ initial, ready }: { readonly initial: DashboardDraft; readonly ready: boolean }) {
  const { t } = useTranslation('monitoring')
  const navigate = useNavigate()
  const { create } = useDashboardMutations()
  return (
    <DashboardEditor
      initial={initial}
      draftKey="dashboard-new"
      submitLabel={t('dashboard.create')}
      ready={ready}
      onCancel={() => void navigate({ to: '/monitoring/dashboards' })}
      save={async (draft) => {
        const { id, name } = await create.mutateAsync(draft)
        showNotice({ tone: 'good', title: t('dashboard.created', { name }) })
        await navigate({ to: '/monitoring/dashboards/$dashboardId', params: { dashboardId: id } })
      }}
    />
  )
}

function CopyEditor({ id }: { readonly id: string }) {
  const { t } = useTranslation('monitoring')
  const text = useOwnText()
  const query = useQuery(dashboardQuery(id))
  return (
    <Loaded query={query} heights={[72, 480]}>
      {({ name, nameEn, panels }) => (
        <NewEditor
          initial={{
            name: t('dashboard.copyOf', { name: text(name, nameEn) }).slice(0, nameAtMost),
            nameEn: '',
            panels,
          }}
          ready
        />
      )}
    </Loaded>
  )
}

const nothing: DashboardDraft = { name: '', nameEn: '', panels: [] }

/** Makes a dashboard, from nothing or as a copy of another. */
export function NewDashboardScreen() {
  const { t } = useTranslation('monitoring')
  const { copy } = route.useSearch()
  return (
    <MonitoringPage
      title={t('dashboard.new')}
      crumbs={[{ label: t('area.dashboards'), link: { to: '/monitoring/dashboards' } }]}
    >
      {copy === undefined ? <NewEditor initial={nothing} ready={false} /> : <CopyEditor key={copy} id={copy} />}
    </MonitoringPage>
  )
}
