import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import type { Logger } from '#main/platform/logger.ts'
import type { SecurityCheck } from '#shared/features/security/contract/centre.ts'
import type { Check, Finding } from './security-checks.ts'

export interface SecurityCentrePorts {
  readonly clock: Clock
  readonly events: EventBus
  readonly log: Logger
  readonly checks: readonly Check[]
}

const freshMs = 15 * 60_000

/** Runs the automatic checks and keeps what they said, with the moment of each. */
export class SecurityCentre {
  readonly #ports: SecurityCentrePorts
  #known: readonly SecurityCheck[] = []
  #running: Promise<readonly SecurityCheck[]> | null = null

  constructor(ports: SecurityCentrePorts) {
    this.#ports = ports
  }

  /** What was last found; looks first when that is older than a quarter of an hour. */
  async list(): Promise<SecurityCheck[]> {
    const [first] = this.#known
    const age = first === undefined ? freshMs : this.#ports.clock.now().getTime() - Date.parse(first.checkedAt)
    return [...(age >= freshMs ? await this.#run() : this.#known)]
  }

  /** Looks now; several who ask at once share one look. */
  async run(): Promise<SecurityCheck[]> {
    const found = await this.#run()
    this.#ports.events.publish({ type: 'security.checks.changed' })
    return [...found]
  }

  #run(): Promise<readonly SecurityCheck[]> {
    this.#running ??= this.#lookAtAll().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  async #lookAtAll(): Promise<readonly SecurityCheck[]> {
    const { checks, clock } = this.#ports
    const found: SecurityCheck[] = []
    for (const check of checks) {
      const { state, evidence } = await this.#look(check)
      const { id, owasp, mend } = check
      found.push({ id, state, evidence, checkedAt: clock.now().toISOString(), owasp: [...owasp], mend })
    }
    this.#known = found
    return found
  }

  async #look(check: Check): Promise<Finding> {
    try {
      return await check.look()
    } catch (error) {
      this.#ports.log.error('a security check failed', { check: check.id, error })
      return { state: 'unknown', evidence: {} }
    }
  }
}
