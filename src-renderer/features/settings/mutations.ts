import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { queries } from '#renderer/api/client.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { installationQuery } from './queries.ts'

/** Writes settings; says when they take effect at the next start only. */
export function useUpdateSettings() {
  const { t } = useTranslation('settings')
  const client = useQueryClient()
  return useMutation(
    queries.settings.update.mutationOptions({
      onSuccess: async ({ needsRestart }) => {
        await client.invalidateQueries({ queryKey: queries.settings.key() })
        await client.invalidateQueries({ queryKey: queries.system.info.key() })
        showNotice({
          tone: needsRestart ? 'information' : 'good',
          title: t(needsRestart ? 'configuration.restartNeeded' : 'general.saved'),
        })
      },
    }),
  )
}

export function useStartAtSignIn() {
  const client = useQueryClient()
  return useMutation(
    queries.settings.setStartAtSignIn.mutationOptions({
      onSuccess: (installation) => client.setQueryData(installationQuery().queryKey, installation),
    }),
  )
}
