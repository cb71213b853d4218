import type { TsdbState } from '../state.ts'
import { retain } from './retain.ts'
import { rollUpDays } from './roll-up-days.ts'
import { sealWhatIsOver } from './seal.ts'

/** Seals, rolls up and deletes what is due. Time is what the newest samples say: no clock can make it do anything. */
export async function maintain(state: TsdbState): Promise<void> {
  await state.queue.flush()
  await sealWhatIsOver(state)
  const before = state.marks.retainedAtMs
  await rollUpDays(state)
  if (state.marks.retainedAtMs !== before) await retain(state)
}
