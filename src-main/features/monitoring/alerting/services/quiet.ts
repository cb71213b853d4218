import { z } from 'zod'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import { maintenanceInputSchema } from '#shared/features/monitoring/contract/alerts.ts'
import { matcherSchema } from '#shared/features/monitoring/values.ts'
import type { KnownAlert } from '../decision/known-alert.ts'
import { maintenanceSpan } from '../decision/maintenance-times.ts'
import { Mutes, type QuietPeriod } from '../decision/mutes.ts'
import { listMaintenance } from '../repository/maintenance-rows.ts'
import { activeSilences } from '../repository/silence-rows.ts'
import { loadRouting } from './stored-routing.ts'

const storedMatchers = z.array(matcherSchema)
const storedWhen = maintenanceInputSchema.shape.when

/** Matchers as they are stored; rows of earlier forms are not expected. */
export function matchersOf(text: string) {
  return storedMatchers.parse(JSON.parse(text))
}

export function whenOf(text: string) {
  return storedWhen.parse(JSON.parse(text))
}

/** Silences and windows in force at a moment. */
export async function quietPeriods(db: DatabaseHandle, timeZone: string, nowMs: number): Promise<QuietPeriod[]> {
  const silences = await activeSilences(db, nowMs)
  const windows = await listMaintenance(db)
  const active = windows.filter(({ isEnabled, schedule }) => {
    const span = isEnabled === 1 ? maintenanceSpan(whenOf(schedule), timeZone, nowMs) : null
    return span !== null && span.fromMs <= nowMs
  })
  return [
    ...silences.map(({ id, comment, matchers }) => ({
      ...{ kind: 'silence' as const, id, name: comment, matchers: matchersOf(matchers) },
    })),
    ...active.map(({ id, name, matchers }) => ({
      ...{ kind: 'maintenance' as const, id, name, matchers: matchersOf(matchers) },
    })),
  ]
}

/** What mutes alerts at a moment, given all that fire. */
export async function loadMutes(
  db: DatabaseHandle,
  {
    timeZone,
    nowMs,
    firing,
  }: { readonly timeZone: string; readonly nowMs: number; readonly firing: readonly KnownAlert[] },
): Promise<Mutes> {
  const { routing } = await loadRouting(db)
  return new Mutes(await quietPeriods(db, timeZone, nowMs), routing.inhibitions, firing)
}
