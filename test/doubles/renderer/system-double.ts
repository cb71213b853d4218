import type { Implementer } from '@orpc/server'
import type { ExecutionProgress } from '#shared/contract/progress.ts'
import type { contract } from '#shared/contract/root.ts'
import { runningTaskId } from './backup-sample.ts'
import { day, instant } from './sample.ts'
import { installation } from './settings-double.ts'
import { variant } from './variant.ts'

type Nothing = Record<never, never>
type Of = Implementer<typeof contract.system, Nothing, Nothing>

function progressAt(step: number): ExecutionProgress {
  const share = ((step + 140) % 400) / 400
  return {
    phase: 'backup',
    doneFiles: Math.round(124_312 * share),
    totalFiles: 124_312,
    doneBytes: Math.round(812_345_678_901 * share),
    totalBytes: 812_345_678_901,
    bytesPerSecond: 142_300_000 + (step % 7) * 1_200_000,
    remainingMs: (1 - share) * 5_700_000,
    current: `/srv/projects/橋梁設計/国道四号線拡幅工事/第三工区/出来形管理図表/P${step % 12}橋脚_配筋検査記録_${String(step).padStart(5, '0')}.dwg`,
    problems: 0,
  }
}

const wait = (ms: number, signal: AbortSignal | undefined) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })

/** The program itself, and events that move one task forward and bring new figures. */
export function systemDouble(os: Of) {
  return os.router({
    info: os.info.handler(() => ({
      version: '0.1.0',
      environment: variant === 'good' ? 'development' : 'production',
      siteName: '大和建設 本社ファイルサーバー',
      host: 'electron' as const,
      demo: false,
      dataFolder: installation.dataFolder,
      database: { engine: 'sqlite' as const, version: '3.50.4', location: `${installation.dataFolder}/kuraban.db` },
      platform: 'Debian GNU/Linux 12 (x64)',
      runtime: 'Electron 45.4.1, Node 24.21.0',
      timeZone: 'Asia/Tokyo',
      startedAt: instant(-3 * day),
    })),
    health: os.health.handler(() => ({ status: 'ok' as const })),
    events: {
      subscribe: os.events.subscribe.handler(async function* ({ signal }) {
        for (let step = 0; signal?.aborted !== true; step++) {
          if (variant !== 'empty')
            yield {
              id: String(step),
              event: { type: 'task.progress' as const, id: runningTaskId, progress: progressAt(step) },
            }
          if (step % 40 === 39)
            yield { id: `tick-${step}`, event: { type: 'monitoring.ticked' as const, atMs: Date.now() } }
          await wait(variant === 'empty' ? 60_000 : 400, signal)
        }
      }),
    },
  })
}
