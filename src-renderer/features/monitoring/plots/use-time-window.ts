import { useMemo, useState } from 'react'
import { useLatestTick } from '#renderer/api/live-tick.ts'
import { type TimeRange, type TimeWindow, windowOf } from './time-range.ts'

/** The moments a stretch reaches from and to, moving on as the program announces new figures. */
export function useTimeWindow(range: TimeRange): TimeWindow {
  const tick = useLatestTick()
  const [openedMs] = useState(Date.now)
  const { fromMs, toMs } = windowOf(range, Math.max(tick, openedMs))
  return useMemo(() => ({ fromMs, toMs }), [fromMs, toMs])
}
