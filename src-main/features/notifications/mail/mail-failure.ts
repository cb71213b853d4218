const longestReason = 300

/** Why a mail server did not take a letter; `permanent` when the same letter would be refused again. */
export class MailFailure extends Error {
  override readonly name = 'MailFailure'
  readonly reason: string
  readonly permanent: boolean

  constructor(reason: string, permanent: boolean, options?: { cause?: unknown }) {
    super(reason, options)
    this.reason = reason
    this.permanent = permanent
  }
}

/** What went wrong on the wire, in one line without control characters and without the password. */
export function mailFailureOf(error: unknown, password: string): MailFailure {
  if (error instanceof MailFailure) return error
  const { message, status } = told(error)
  const line = message.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
  const secrets = password === '' ? [] : [password, Buffer.from(password).toString('base64')]
  const reason = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), line).slice(0, longestReason)
  return new MailFailure(reason, status !== null && status >= 500)
}

function told(error: unknown): { readonly message: string; readonly status: number | null } {
  if (!(error instanceof Error)) return { message: String(error), status: null }
  const status = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : null
  const response = 'response' in error && typeof error.response === 'string' ? error.response : ''
  return { message: status !== null && response !== '' ? response : error.message, status }
}
