import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { LogLevel } from '#shared/features/logs/contract.ts'
import { LevelMark } from '../lines/level-mark.tsx'
import { levelsByWeight } from './histogram-figures.ts'

/** Which levels are shown; all of them while none is pressed. */
export function LevelChips(props: {
  readonly value: readonly LogLevel[]
  readonly onChange: (levels: LogLevel[] | undefined) => void
}) {
  const { t } = useTranslation('logs')
  const toggle = (level: LogLevel) => {
    const next = levelsByWeight.filter((one) => props.value.includes(one) !== (one === level))
    props.onChange(next.length === 0 || next.length === levelsByWeight.length ? undefined : next)
  }
  return (
    <Group gap={4} role="group" aria-label={t('filter.levels')}>
      {levelsByWeight.map((level) => {
        const isPressed = props.value.includes(level)
        return (
          <Button
            key={level}
            size="compact-sm"
            variant="default"
            aria-pressed={isPressed}
            styles={
              isPressed
                ? {
                    root: { background: 'var(--surface-selected)', borderColor: 'var(--mantine-primary-color-filled)' },
                  }
                : {}
            }
            onClick={() => toggle(level)}
          >
            <LevelMark level={level} />
          </Button>
        )
      })}
    </Group>
  )
}
