import { type RunningChromium, startChromium } from '../chromium.ts'

/** What the application has done to the machine around it, in order. */
export type Recorded =
  | { readonly kind: 'notification'; readonly title: string; readonly body: string }
  | {
      readonly kind: 'message-box'
      readonly message: string
      readonly detail: string
      readonly buttons: readonly string[]
    }
  | { readonly kind: 'error-box'; readonly title: string; readonly content: string }
  | { readonly kind: 'open-external'; readonly url: string }
  | { readonly kind: 'foreign-request'; readonly url: string }
  | { readonly kind: 'window-options'; readonly options: unknown }
  | { readonly kind: 'port-given'; readonly url: string }
  | { readonly kind: 'page-loaded'; readonly url: string }
  | { readonly kind: 'login-item'; readonly openAtLogin: boolean }
  | { readonly kind: 'power-save-blocker'; readonly started: boolean }
  | { readonly kind: 'sandbox-enabled'; readonly beforeReady: boolean }

/** State that the parts of the double share. */
class Machine {
  readonly recorded: Recorded[] = []
  readonly schemes = new Set<string>()
  /** Answers to coming questions, by number of the button; without one, every question is cancelled. */
  readonly answers: number[] = []
  /** Settled when a test that wants to see everything from the start lets the app become ready. */
  readonly proceeding = Promise.withResolvers<void>()
  isReady = false
  #chromium: Promise<RunningChromium> | null = null
  #started: RunningChromium | null = null

  get chromium(): Promise<RunningChromium> {
    this.#chromium ??= startChromium().then((running) => {
      this.#started = running
      return running
    })
    return this.#chromium
  }

  record(entry: Recorded): void {
    this.recorded.push(entry)
  }

  requireReady(what: string): void {
    if (!this.isReady) throw new Error(`${what} can only be used after the app is ready`)
  }

  killChromium(): void {
    this.#started?.kill()
  }
}

export const machine = new Machine()
