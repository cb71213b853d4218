const longestReason = 300

/** Why a channel did not take a message; `isPermanent` when the same message would be refused again. */
export class ChannelFailure extends Error {
  override readonly name = 'ChannelFailure'
  readonly reason: string
  readonly isPermanent: boolean

  constructor(reason: string, isPermanent: boolean, options?: { readonly cause?: unknown }) {
    const line = reason
      .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
      .trim()
      .slice(0, longestReason)
    super(line, options)
    this.reason = line
    this.isPermanent = isPermanent
  }
}
