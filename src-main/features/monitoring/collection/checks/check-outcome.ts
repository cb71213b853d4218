/** What a check found. */
export interface CheckOutcome {
  readonly isUp: boolean
  readonly message: string
  /** When the certificate of the other side ends, where it looked at one. */
  readonly certificateEndsAt: Date | null
}

export const up = (message: string, certificateEndsAt: Date | null = null): CheckOutcome => ({
  ...{ isUp: true, message, certificateEndsAt },
})

export const down = (message: string, certificateEndsAt: Date | null = null): CheckOutcome => ({
  ...{ isUp: false, message, certificateEndsAt },
})
