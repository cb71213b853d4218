import type { Terminal } from '../terminal.ts'
import type { RepositoryFlags } from './location.ts'

/** Progress in both forms: restic's JSON figures and a line for people. */
export interface ProgressForms {
  readonly json: Readonly<Record<string, unknown>>
  readonly line: string
}

/** Shows progress of one run: JSON lines on standard output with --json, else a moving line on a terminal. */
export function progressReporter<P>(
  terminal: Terminal,
  flags: RepositoryFlags,
  forms: (progress: P, secondsElapsed: number) => ProgressForms,
) {
  const startedAt = performance.now()
  return {
    update: (progress: P) => {
      if (flags.quiet === true) return
      const { json, line } = forms(progress, (performance.now() - startedAt) / 1000)
      if (flags.json === true) terminal.print(JSON.stringify({ message_type: 'status', ...json }))
      else terminal.showProgress(line)
    },
    end: () => terminal.showProgress(''),
  }
}
