import { getSystemErrorName } from 'node:util'

/** A native call failed. Shaped like Node's own errors of `fs` (`code`, `errno`, `syscall`), so that callers need one way to read both. */
export class SystemCallError extends Error {
  override readonly name = 'SystemCallError'
  readonly code: string
  readonly errno: number
  readonly syscall: string

  constructor(syscall: string, errno: number, path: Uint8Array) {
    const code = getSystemErrorName(-errno)
    super(`${code}: ${syscall} '${Buffer.from(path).toString()}'`)
    this.code = code
    this.errno = -errno
    this.syscall = syscall
  }
}

/** The operating system offers no such thing (for example a FIFO on Windows). `code` is ENOTSUP. */
export class UnsupportedError extends Error {
  override readonly name = 'UnsupportedError'
  readonly code = 'ENOTSUP'

  constructor(operation: string) {
    super(`ENOTSUP: ${operation} is not available on ${process.platform}`)
  }
}

/** The code (`ENOENT`, `ENOSPC`, ...) of an error of `fs` or of this module; undefined for anything else. */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
