import { ORPCError } from '@orpc/client'
import { type ErrorData, errorData } from '#shared/contract/errors.ts'

/** Why the program wants a proof of who is there, and by what. */
export type StepUpRequest = ErrorData<'STEP_UP_REQUIRED'>

/** Where calls wait for the person's proof. However many calls want one at a time, it is asked for once. */
export class StepUpDesk {
  #waiting: { readonly request: StepUpRequest; readonly answer: Promise<boolean> } | null = null
  #settle: (isProved: boolean) => void = () => undefined
  readonly #listeners = new Set<() => void>()

  /** What is asked for now. */
  get request(): StepUpRequest | null {
    return this.#waiting?.request ?? null
  }

  /** Resolves once the person has proved who they are, or will not; with nobody to ask them, they will not. */
  ask(request: StepUpRequest): Promise<boolean> {
    if (this.#listeners.size === 0) return Promise.resolve(false)
    if (this.#waiting === null) {
      const answer = new Promise<boolean>((resolve) => {
        this.#settle = resolve
      })
      this.#waiting = { request, answer }
      this.#tell()
    }
    return this.#waiting.answer
  }

  settle(isProved: boolean): void {
    if (this.#waiting === null) return
    this.#waiting = null
    this.#settle(isProved)
    this.#tell()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.settle(false)
    }
  }

  #tell(): void {
    for (const notify of this.#listeners) notify()
  }
}

/** The desk of this window. */
export const stepUpDesk = new StepUpDesk()

function readStepUp(error: unknown): StepUpRequest | null {
  if (!(error instanceof ORPCError) || error.code !== 'STEP_UP_REQUIRED') return null
  return errorData.STEP_UP_REQUIRED.safeParse(error.data).data ?? null
}

/** Makes a call, and once more after the person has proved who they are; without a proof it fails as it did. */
export async function withProof<T>(desk: StepUpDesk, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    const request = readStepUp(error)
    if (request === null || !(await desk.ask(request))) throw error
    return await call()
  }
}
