import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { queries } from '#renderer/api/client.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { useFailureNotice } from '#renderer/ui/announce/use-failure-notice.ts'

/** Stopping and repeating tasks; says what came of it. */
export function useTaskMutations() {
  const { t } = useTranslation('tasks')
  const client = useQueryClient()
  const onError = useFailureNotice()
  const done = (title: string) => () => {
    showNotice({ tone: 'information', title })
    return client.invalidateQueries({ queryKey: queries.tasks.key() })
  }
  return {
    cancel: useMutation(queries.tasks.cancel.mutationOptions({ onSuccess: done(t('cancelAsked')), onError })),
    retry: useMutation(queries.tasks.retry.mutationOptions({ onSuccess: done(t('retried')), onError })),
  }
}
