import { Button } from '@mantine/core'
import { IconListSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { isNarrowed, type LogSearch, wholeTime, withoutNarrowing } from '../log-search.ts'

/** No line was found: says what may be loosened, and does it. */
export function NoLines({
  search,
  onChange,
}: {
  readonly search: LogSearch
  readonly onChange: (change: LogSearch) => void
}) {
  const { t } = useTranslation('logs')
  const narrowed = isNarrowed(search)
  return (
    <EmptyState
      icon={<IconListSearch size={40} stroke={1.4} />}
      title={t(narrowed ? 'empty.nothing' : 'empty.title')}
      text={t(narrowed ? 'empty.nothingText' : 'empty.text')}
      action={
        narrowed ? (
          <Button variant="default" onClick={() => onChange(withoutNarrowing(search))}>
            {t('filter.clear')}
          </Button>
        ) : search.span === 'all' ? null : (
          <Button variant="default" onClick={() => onChange(wholeTime)}>
            {t('empty.wholeTime')}
          </Button>
        )
      }
    />
  )
}
