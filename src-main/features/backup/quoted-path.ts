import { quoteName, unquoteName } from '#main/engine/repository/index.ts'
import { AppError } from '#shared/contract/errors.ts'
import { visibleText } from '#shared/contract/visible-text.ts'

/** A path or name in restic's quoted form, with a form for people beside it, in which nothing turns or breaks the line. */
export interface QuotedPath {
  readonly quoted: string
  readonly display: string
}

export function quotedPathOf(bytes: Uint8Array): QuotedPath {
  return { quoted: quoteName(bytes), display: visibleText(Buffer.from(bytes).toString('utf8')) }
}

/** Raw bytes of a quoted path; what is no quoted form is refused with VALIDATION. */
export function bytesOfQuoted(quoted: string): Buffer {
  try {
    return Buffer.from(unquoteName(quoted))
  } catch (error) {
    throw new AppError('VALIDATION', { issues: [{ path: 'path', message: 'quoted-form-invalid' }] }, { cause: error })
  }
}

export function displayOfQuoted(quoted: string): string {
  return visibleText(bytesOfQuoted(quoted).toString('utf8'))
}

/** Names along a quoted path, from the root; empty for the root itself. */
export function namesOfQuoted(quoted: string): Buffer[] {
  const names: Buffer[] = []
  for (const part of bytesOfQuoted(quoted).toString('latin1').split('/')) {
    if (part !== '' && part !== '.') names.push(Buffer.from(part, 'latin1'))
  }
  return names
}
