import type { CheckSettings } from '#shared/features/monitoring/values.ts'
import { type CheckOutcome, down } from './check-outcome.ts'
import { checkTcp, checkTls } from './connection-checks.ts'
import { checkDns } from './dns-check.ts'
import { checkHttp } from './http-check.ts'
import { checkPing } from './ping-check.ts'

/** A check that has run, and how long that took. */
export interface CheckRun extends CheckOutcome {
  readonly durationMs: number
}

const longestMessage = 300

/** Runs a check within its time. Never rejects: whatever goes wrong is what it found. */
export async function runCheck(settings: CheckSettings, stopping: AbortSignal): Promise<CheckRun> {
  const startedMs = performance.now()
  const late = AbortSignal.timeout(settings.timeoutMs)
  const signal = AbortSignal.any([late, stopping])
  const outcome = await Promise.race([ask(settings, signal), ended(signal)]).catch((error: unknown) =>
    down(late.aborted ? `no answer within ${settings.timeoutMs} ms` : reasonOf(error)),
  )
  const message = outcome.message.slice(0, longestMessage)
  return { ...outcome, message, durationMs: performance.now() - startedMs }
}

function ask(settings: CheckSettings, signal: AbortSignal): Promise<CheckOutcome> {
  switch (settings.kind) {
    case 'http':
      return checkHttp(settings, signal)
    case 'tcp':
      return checkTcp(settings, signal)
    case 'tls':
      return checkTls(settings, signal)
    case 'dns':
      return checkDns(settings, signal)
    case 'ping':
      return checkPing(settings, signal)
  }
}

function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))
}

/** Of several tries at addresses of one name the first says enough. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}
