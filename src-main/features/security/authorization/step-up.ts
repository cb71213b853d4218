import type { Caller } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { StepUpReason } from '#shared/contract/procedure.ts'

/**
 * What matters most is done by the person only, not by whoever finds their window open. Keys have explicit scopes and
 * nobody behind them who could answer; commands come from the owner of the data folder.
 */
export function assertSteppedUp(caller: Caller, reason: StepUpReason, clock: Pick<Clock, 'now'>): void {
  if (caller.kind !== 'user' || (caller.steppedUpUntil ?? 0) > clock.now().getTime()) return
  const method = caller.hasTwoFactor ? 'two-factor' : caller.hasPassword ? 'password' : 'sign-in-again'
  throw new AppError('STEP_UP_REQUIRED', { reason, method })
}
