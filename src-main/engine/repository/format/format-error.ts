/** Decrypted bytes that do not follow the format. Callers turn it into a `damaged` error that names the file. */
export class FormatError extends Error {
  override readonly name = 'FormatError'
}
