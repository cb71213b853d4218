import { wrongFlag } from '../flags.ts'
import type { Terminal } from '../terminal.ts'
import type { RepositoryFlags } from './location.ts'

/** Progress in both forms: restic's JSON figures, where it has some, and a line for people. */
export interface ProgressForms {
  readonly json?: Readonly<Record<string, unknown>>
  readonly line: string
}

/** Shows progress: JSON lines on standard output with --json, else a moving line on a terminal. RESTIC_PROGRESS_FPS sets how often, and overrides --quiet. */
export function progressReporter<P>(
  terminal: Terminal,
  flags: RepositoryFlags,
  forms: (progress: P, secondsElapsed: number) => ProgressForms,
) {
  const intervalMs = intervalOf(terminal)
  const isShown = flags.quiet !== true || intervalMs !== undefined
  const startedAt = performance.now()
  let shownAt = Number.NEGATIVE_INFINITY
  const show = ({ json, line }: ProgressForms) => {
    if (flags.json === true) {
      if (json !== undefined) terminal.print(JSON.stringify({ message_type: 'status', ...json }))
    } else if (terminal.interactive) {
      terminal.showProgress(line)
    } else if (intervalMs !== undefined) {
      terminal.printError(line)
    }
  }
  return {
    update: (progress: P) => {
      const now = performance.now()
      if (!isShown || now - shownAt < (intervalMs ?? 0)) return
      shownAt = now
      show(forms(progress, (now - startedAt) / 1000))
    },
    end: () => terminal.showProgress(''),
  }
}

function intervalOf({ environment: { RESTIC_PROGRESS_FPS: text = '' } }: Terminal): number | undefined {
  if (text === '') return undefined
  const fps = Number(text)
  if (fps > 0) return 1000 / fps
  throw wrongFlag('RESTIC_PROGRESS_FPS', text, 'a number greater than 0', { origin: 'RESTIC_PROGRESS_FPS' })
}
