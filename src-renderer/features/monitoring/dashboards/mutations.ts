import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { queries } from '#renderer/api/client.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { useFailureNotice } from '#renderer/ui/announce/use-failure-notice.ts'
import type { Dashboard } from '#shared/features/monitoring/values.ts'

const { dashboards } = queries.monitoring

/** Asks anew for what was changed, so that it is there when its page opens. */
function useRefresh() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: dashboards.key() })
}

export function useDashboardMutations() {
  const onSuccess = useRefresh()
  return {
    create: useMutation(dashboards.create.mutationOptions({ onSuccess })),
    update: useMutation(dashboards.update.mutationOptions({ onSuccess })),
  }
}

/** Deletes a dashboard at once and offers to bring it back, as it was, under a new address. */
export function useRemoveDashboard() {
  const { t } = useTranslation('monitoring')
  const navigate = useNavigate()
  const report = useFailureNotice()
  const refresh = useRefresh()
  const { create } = useDashboardMutations()
  const bringBack = async ({ name, nameEn, panels }: Dashboard) => {
    try {
      const { id } = await create.mutateAsync({ name, nameEn, panels })
      await navigate({ to: '/monitoring/dashboards/$dashboardId', params: { dashboardId: id } })
    } catch (error) {
      report(error)
    }
  }
  const { mutate } = useMutation(dashboards.remove.mutationOptions({ onError: report }))
  return (dashboard: Dashboard) =>
    mutate(
      { id: dashboard.id },
      {
        onSuccess: () => {
          void refresh()
          showNotice({
            tone: 'good',
            title: t('dashboard.removed', { name: dashboard.name }),
            action: { label: t('dashboard.undo'), run: () => void bringBack(dashboard) },
          })
          void navigate({ to: '/monitoring/dashboards' })
        },
      },
    )
}
