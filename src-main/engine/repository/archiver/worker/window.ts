/** Counts bytes on their way; whoever takes more than there is room for waits until some are given back. */
export class Window {
  #room: number
  #resume: (() => void) | undefined

  constructor(bytes: number) {
    this.#room = bytes
  }

  /** Takes room, and waits while it is overdrawn. One waiter at a time. */
  async take(bytes: number): Promise<void> {
    this.#room -= bytes
    while (this.#room <= 0) {
      await new Promise<void>((resolve) => {
        this.#resume = resolve
      })
    }
  }

  giveBack(bytes: number): void {
    this.#room += bytes
    this.#resume?.()
  }
}
