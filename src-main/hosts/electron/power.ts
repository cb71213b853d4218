import type { ElectronParts } from './electron-parts.ts'

/** Keeps the machine awake while any hold is open; `release` may be called twice. */
export interface KeepAwake {
  hold(): { release(): void }
}

/** Keep-awake through the operating system's power requests: one request however many holds are open. */
export function electronKeepAwake({ powerSaveBlocker }: ElectronParts): KeepAwake {
  const holds = new Set<object>()
  let blocker: number | null = null
  const adjust = () => {
    if (holds.size > 0 && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension')
    if (holds.size === 0 && blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
  }
  return {
    hold() {
      const hold = {}
      holds.add(hold)
      adjust()
      return {
        release() {
          holds.delete(hold)
          adjust()
        },
      }
    },
  }
}
