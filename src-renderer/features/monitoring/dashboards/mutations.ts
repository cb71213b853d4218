import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, queries } from '#renderer/api/client.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { useFailureNotice } from '#renderer/ui/announce/use-failure-notice.ts'
import type { Dashboard } from '#shared/features/monitoring/values.ts'

const { dashboards } = queries.monitoring

export function useDashboardMutations() {
  return {
    create: useMutation(dashboards.create.mutationOptions()),
    update: useMutation(dashboards.update.mutationOptions()),
  }
}

/** Deletes a dashboard at once and offers to bring it back, as it was, under a new address. */
export function useRemoveDashboard() {
  const { t } = useTranslation('monitoring')
  const navigate = useNavigate()
  const report = useFailureNotice()
  const bringBack = async ({ name, nameEn, panels }: Dashboard) => {
    try {
      const { id } = await api.monitoring.dashboards.create({ name, nameEn, panels })
      await navigate({ to: '/monitoring/dashboards/$dashboardId', params: { dashboardId: id } })
    } catch (error) {
      report(error)
    }
  }
  const { mutate, isPending } = useMutation(dashboards.remove.mutationOptions({ onError: report }))
  const remove = (dashboard: Dashboard) =>
    mutate(
      { id: dashboard.id },
      {
        onSuccess: () => {
          showNotice({
            tone: 'good',
            title: t('dashboard.removed', { name: dashboard.name }),
            action: { label: t('dashboard.undo'), run: () => void bringBack(dashboard) },
          })
          void navigate({ to: '/monitoring/dashboards' })
        },
      },
    )
  return { remove, isPending }
}
