import { SegmentedControl } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/format/use-now.ts'
import { logTimeFormat } from './log-time.ts'

const styles = ['exact', 'relative'] as const
export type TimeStyle = (typeof styles)[number]

/** How the person reads times in logs, remembered on this machine. */
export function useTimeStyle() {
  return useLocalStorage<TimeStyle>({
    key: 'kuraban.logs.times',
    defaultValue: 'exact',
    getInitialValueInEffect: false,
  })
}

/** Writes the moments of lines as the person reads them. */
export function useTimeText(style: TimeStyle): (at: string) => string {
  const { language, timeZone, relative } = useFormat()
  const now = useNow()
  return useMemo(
    () => (style === 'exact' ? logTimeFormat(language, timeZone) : (at: string) => relative(at, now)),
    [style, language, timeZone, relative, now],
  )
}

/** Chooses between the clock and how long ago. */
export function TimeStyleSwitch(props: { readonly value: TimeStyle; readonly onChange: (style: TimeStyle) => void }) {
  const { t } = useTranslation('logs')
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('times.label')}
      value={props.value}
      data={styles.map((value) => ({ value, label: t(`times.${value}`) }))}
      onChange={(value) => props.onChange(styles.find((style) => style === value) ?? 'exact')}
    />
  )
}
