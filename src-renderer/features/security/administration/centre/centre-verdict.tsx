import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { announce } from '#renderer/ui/announce/live-region.tsx'
import { useFailureNotice } from '#renderer/ui/announce/use-failure-notice.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import { VerdictCard } from '#renderer/ui/state/verdict-card.tsx'
import type { SecurityCheck } from '#shared/features/security/contract/centre.ts'
import { useRunChecks } from '../mutations.ts'
import { checkTones, oldestCheck, verdictOf } from './verdict.ts'

/** One sentence that answers whether the site is protected, how old the answer is, and the button that asks anew. */
export function CentreVerdict({ checks }: { readonly checks: readonly SecurityCheck[] }) {
  const { t } = useTranslation('security')
  const format = useFormat()
  const run = useRunChecks()
  const report = useFailureNotice()
  const verdict = verdictOf(checks)
  const tone = checkTones[verdict]
  const applying = checks.filter((check) => check.state !== 'not-applicable')
  const good = applying.filter((check) => check.state === 'good').length
  const checkedAt = oldestCheck(checks)
  const start = () =>
    run.mutate({}, { onSuccess: ({ items }) => announce(t('centre.ran', { count: items.length })), onError: report })
  return (
    <VerdictCard
      tone={tone}
      sentence={t(`centre.verdict.${verdict}`)}
      detail={
        <>
          {applying.length === 0
            ? t('centre.notYet')
            : t('centre.summary', { count: applying.length, good: format.count(good) })}{' '}
          {checkedAt === null ? null : (
            <>
              {t('centre.checked')}
              <RelativeTime at={checkedAt} />
            </>
          )}
        </>
      }
      action={
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={run.isPending}
          onClick={start}
        >
          {t('centre.run')}
        </Button>
      }
    />
  )
}
