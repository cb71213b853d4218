import { Button, Group, Text } from '@mantine/core'
import { IconArrowDown, IconEraser, IconPlayerPause, IconPlayerPlay, IconPlayerRecord } from '@tabler/icons-react'
import { getRouteApi, Outlet, useNavigate } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { SearchField } from '#renderer/ui/form/search-field.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useShortcuts } from '#renderer/ui/keyboard/shortcuts.ts'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { StateBadge } from '#renderer/ui/state/state-badge.tsx'
import type { LogLevel } from '#shared/features/logs/contract.ts'
import { wantedWords } from '../lines/found-words.ts'
import { LogRows } from '../lines/log-rows.tsx'
import { TimeStyleSwitch, useTimeStyle } from '../lines/time-style.tsx'
import { LogPages } from '../log-pages.tsx'
import { LevelChips } from '../viewer/level-chips.tsx'
import { useLiveLines } from './use-live-lines.ts'

const route = getRouteApi('/logs/live')
const noLevels: readonly LogLevel[] = []

function PauseButton(props: { readonly isPaused: boolean; readonly onToggle: () => void }) {
  const { t } = useTranslation('logs')
  const Icon = props.isPaused ? IconPlayerPlay : IconPlayerPause
  return (
    <Button
      size="xs"
      variant={props.isPaused ? 'filled' : 'default'}
      aria-keyshortcuts="p"
      leftSection={<Icon size={14} aria-hidden />}
      onClick={props.onToggle}
    >
      {t(props.isPaused ? 'live.resume' : 'live.pause')}
    </Button>
  )
}

function LiveStatus(props: {
  readonly isPaused: boolean
  readonly hasFailed: boolean
  readonly seen: number
  readonly waiting: number
  readonly omitted: number
}) {
  const { t } = useTranslation('logs')
  const format = useFormat()
  const count = (key: 'live.seen' | 'live.waiting' | 'live.omitted', value: number) =>
    t(key, { count: value, shown: format.count(value) })
  return (
    <Group gap="xs" mih={22}>
      {props.hasFailed ? null : props.isPaused ? (
        <StateBadge tone="stopped">{t('live.paused')}</StateBadge>
      ) : (
        <StateBadge tone="running">{t('live.running')}</StateBadge>
      )}
      <Text fz="sm" c="dimmed">
        {count('live.seen', props.seen)}
      </Text>
      {props.waiting === 0 ? null : <Text fz="sm">{count('live.waiting', props.waiting)}</Text>}
      {props.omitted === 0 ? null : <StateBadge tone="warning">{count('live.omitted', props.omitted)}</StateBadge>}
    </Group>
  )
}

/** The log as it is written: it runs along until somebody pauses or scrolls up, and says what it had to leave out. */
export function LiveScreen() {
  const { t } = useTranslation('logs')
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/logs/live' })
  const [isPaused, setIsPaused] = useState(false)
  const [isFollowing, setIsFollowing] = useState(true)
  const [timeStyle, setTimeStyle] = useTimeStyle()
  const searchRef = useRef<HTMLInputElement>(null)
  const text = search.text ?? ''
  const live = useLiveLines({ levels: search.levels ?? noLevels, text }, isPaused)
  const words = useMemo(() => wantedWords(text), [text])
  const toggle = () => setIsPaused((before) => !before)
  const change = (next: typeof search) =>
    void navigate({ to: '/logs/live', search: { ...search, ...next }, replace: true })
  const group = t('keys.group')
  useShortcuts([
    { keys: '/', description: t('keys.search'), group, run: () => searchRef.current?.focus() },
    { keys: 'p', description: t('keys.pause'), group, run: toggle },
  ])
  const { shown, failure } = live
  const hasFailed = failure !== null
  return (
    <LogPages here="live" fill>
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <SearchField
            label={t('filter.text')}
            value={search.text}
            onChange={(next) => change({ text: next })}
            width={280}
            inputRef={searchRef}
          />
          <LevelChips value={search.levels ?? noLevels} onChange={(levels) => change({ levels })} />
        </Group>
        <Group gap="xs">
          <TimeStyleSwitch value={timeStyle} onChange={setTimeStyle} />
          <Button size="xs" variant="default" leftSection={<IconEraser size={14} aria-hidden />} onClick={live.clear}>
            {t('live.clear')}
          </Button>
          <PauseButton isPaused={isPaused} onToggle={toggle} />
        </Group>
      </Group>
      <Group justify="space-between" gap="xs" mih={30}>
        <LiveStatus
          isPaused={isPaused}
          hasFailed={hasFailed}
          seen={shown.seen}
          waiting={live.waiting}
          omitted={shown.omitted}
        />
        {isFollowing || shown.lines.length === 0 ? null : (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowDown size={14} aria-hidden />}
            onClick={() => setIsFollowing(true)}
          >
            {t('live.toNewest')}
          </Button>
        )}
      </Group>
      {hasFailed ? <ErrorPanel error={failure} onRetry={live.retry} /> : null}
      {shown.lines.length > 0 ? (
        <LogRows
          label={t('live.lines')}
          lines={shown.lines}
          keyOf={({ number }) => String(number)}
          words={words}
          timeStyle={timeStyle}
          isFollowing={isFollowing && !isPaused}
          onScrolled={setIsFollowing}
          onOpen={({ id }) => {
            if (id !== '') void navigate({ to: '/logs/live/line/$lineId', params: { lineId: id }, search })
          }}
        />
      ) : hasFailed ? null : (
        <EmptyState
          icon={<IconPlayerRecord size={40} stroke={1.4} />}
          title={t('live.empty')}
          text={t('live.emptyText')}
        />
      )}
      <Outlet />
    </LogPages>
  )
}
