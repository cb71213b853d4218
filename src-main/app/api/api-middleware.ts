import { os } from '@orpc/server'
import {
  type AccessDecisions,
  type AuditTrail,
  type Authenticator,
  assertSteppedUp,
  type SessionContext,
} from '#main/features/security/index.ts'
import type { ApiContext } from '#main/platform/call-effects.ts'
import type { Clock } from '#main/platform/clock.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { Logger } from '#main/platform/logger.ts'
import { errorStatus } from '#shared/contract/error-status.ts'
import { AppError, type ErrorCode } from '#shared/contract/errors.ts'
import type { ProcedureMeta } from '#shared/contract/procedure.ts'
import type { RateLimiter } from '../rate-limit/rate-limiter.ts'
import { type RateRules, rateRulesFor } from '../rate-limit/rate-rules.ts'
import { toCallError, toOrpcError } from './call-errors.ts'
import { assertPlainInput } from './plain-input.ts'
import { toldFailure } from './told-failure.ts'

/** One call as the figures of the program see it. */
export interface ObservedCall {
  readonly procedure: string
  readonly transport: ApiContext['transport']
  readonly outcome: 'OK' | ErrorCode
  readonly durationMs: number
}

export interface ApiPorts {
  readonly authenticator: Pick<Authenticator, 'authenticate'>
  readonly access: Pick<AccessDecisions, 'assert' | 'decide'>
  readonly audit: Pick<AuditTrail, 'finish' | 'deny'>
  readonly limiter: RateLimiter
  readonly rules: () => RateRules
  readonly clock: Clock
  readonly log: Logger
  readonly observe: (call: ObservedCall) => void
}

interface Call {
  readonly name: string
  readonly meta: ProcedureMeta
  readonly input: unknown
  readonly startedMs: number
}

const denials: ReadonlySet<ErrorCode> = new Set([
  'UNAUTHENTICATED',
  'SESSION_EXPIRED',
  'FORBIDDEN',
  'RATE_LIMITED',
  'SIGN_IN_FAILED',
  'SIGN_IN_LINK_INVALID',
  'PASSWORD_WRONG',
  'SESSION_RESTRICTED',
  'SIGN_INS_FROZEN',
  'TWO_FACTOR_CODE_WRONG',
  'CHALLENGE_EXPIRED',
  'SINGLE_SIGN_ON_FAILED',
  'INVITATION_INVALID',
  'RESET_INVALID',
  'ORIGIN_REFUSED',
  'STEP_UP_REQUIRED',
])

const comeAgainAfterSeconds = 5

/**
 * What every call of every host goes through, in this order: session, rate limit, permission, input, then the procedure;
 * around it the record of changes and denials, the figures, and the translation of errors.
 */
export function createApiMiddleware(ports: ApiPorts) {
  return os
    .$context<ApiContext>()
    .$meta<ProcedureMeta>({ access: 'signed-in', rateLimit: 'write', audit: 'change' })
    .middleware(async ({ context, next, path, procedure }, input: unknown) => {
      const call: Call = {
        name: path.join('.'),
        meta: procedure['~orpc'].meta,
        input,
        startedMs: ports.clock.monotonicMs(),
      }
      let known: SessionContext = { ...context, requestId: context.requestId || newId(), session: null, ended: null }
      try {
        known = await identify(ports, known, call.meta)
        await limit(ports, known, call)
        authorize(ports, known, call.meta)
        assertPlainInput(input)
        const result = await next({ context: known })
        await succeeded(ports, known, call, result.output)
        return result
      } catch (error) {
        const failure = toCallError(error, known.requestId)
        await failed(ports, known, call, failure)
        throw toOrpcError(toldFailure(failure, known, ports.access))
      }
    })
}

/** A host may vouch for its caller (the command line); everybody else is who their session says. */
async function identify(ports: ApiPorts, context: SessionContext, meta: ProcedureMeta): Promise<SessionContext> {
  if (context.caller.kind !== 'anonymous' || context.sessionToken === undefined) return context
  const active = meta.rateLimit !== 'live' && (meta.audit === 'change' || context.transport === 'rest')
  const { sessionToken, remoteAddress } = context
  const found = await ports.authenticator.authenticate(sessionToken, { active, remoteAddress })
  if (found.state === 'api-key') return { ...context, caller: found.caller }
  if (found.state === 'live') return { ...context, caller: found.caller, session: found.session }
  return found.state === 'ended' ? { ...context, ended: found.reason } : context
}

async function limit(ports: ApiPorts, context: SessionContext, { meta, input }: Call): Promise<void> {
  const rules = rateRulesFor(ports.rules(), meta, context, input)
  if (rules.length === 0) return
  const { allowed, ...state } = await ports.limiter.take(rules)
  context.effects.reportRateLimit(state)
  if (allowed) return
  const { limit: most, remaining, retryAfterSeconds } = state
  throw new AppError('RATE_LIMITED', { limit: most, remaining, retryAfterSeconds })
}

function authorize({ access: decisions, clock }: ApiPorts, context: SessionContext, meta: ProcedureMeta): void {
  const { caller, ended, effects } = context
  const { access } = meta
  if (access === 'public') return
  if (caller.kind === 'anonymous') {
    if (ended !== 'idle' && ended !== 'absolute') throw new AppError('UNAUTHENTICATED', {})
    effects.reportSessionEnd(ended)
    throw new AppError('SESSION_EXPIRED', { reason: ended })
  }
  if (access === 'self') {
    if (caller.kind === 'user') return
    throw new AppError('UNAUTHENTICATED', {})
  }
  if (caller.kind === 'user' && caller.duty !== null) throw new AppError('SESSION_RESTRICTED', { duty: caller.duty })
  if (access !== 'signed-in') decisions.assert(context, access)
  if (meta.stepUp !== undefined) assertSteppedUp(caller, meta.stepUp, clock)
}

/**
 * Whoever reads what is sensitive is on record, or gets no answer. A change that was done stays done: to answer that it
 * failed would be untrue.
 */
async function succeeded(ports: ApiPorts, context: SessionContext, call: Call, output: unknown): Promise<void> {
  report(ports, context, call, 'OK')
  ports.log[call.meta.audit === 'change' ? 'info' : 'debug']('call', fields(ports, context, call))
  if (call.meta.audit === 'none') return
  const target = idIn(call.input) ?? idIn(output)
  await ports.audit.finish(context, { action: call.name, outcome: 'done', target }).catch((error: unknown) => {
    if (call.meta.audit === 'sensitive-read') throw error
    ports.log.error('a change that was done could not be recorded', { ...fields(ports, context, call), error })
  })
}

async function failed(ports: ApiPorts, context: SessionContext, call: Call, failure: AppError): Promise<void> {
  const { code } = failure
  report(ports, context, call, code)
  const serious = errorStatus[code] >= 500
  const cause = failure.cause ?? (serious ? failure : undefined)
  ports.log[serious ? 'error' : 'warning']('call failed', {
    ...fields(ports, context, call),
    code,
    ...(serious ? { error: cause } : {}),
  })
  if (errorStatus[code] === 503) context.effects.reportRetryAfter?.(comeAgainAfterSeconds)
  if (isDenial(code, context)) ports.audit.deny(context, call.name, code)
  else if (call.meta.audit === 'change') {
    await ports.audit
      .finish(context, { action: call.name, outcome: 'failed', errorCode: code, target: idIn(call.input) })
      .catch((error: unknown) => ports.log.error('a failed change could not be recorded', { error }))
  }
}

/** Strangers who find everybody busy may be many at once: they are summed up, as those are who may not. */
function isDenial(code: ErrorCode, { caller }: SessionContext): boolean {
  return denials.has(code) || (code === 'UNAVAILABLE' && caller.kind === 'anonymous')
}

function report(ports: ApiPorts, { transport }: SessionContext, call: Call, outcome: ObservedCall['outcome']): void {
  const durationMs = ports.clock.monotonicMs() - call.startedMs
  ports.observe({ procedure: call.name, transport, outcome, durationMs })
}

function fields(ports: ApiPorts, { requestId, transport, caller, remoteAddress }: SessionContext, call: Call) {
  return {
    requestId,
    procedure: call.name,
    transport,
    remoteAddress,
    userId: caller.kind === 'user' ? caller.userId : caller.kind,
    durationMs: Math.round(ports.clock.monotonicMs() - call.startedMs),
  }
}

function idIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const id = 'id' in value ? value.id : 'repositoryId' in value ? value.repositoryId : undefined
  return typeof id === 'string' ? id.slice(0, 100) : undefined
}
