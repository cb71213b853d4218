import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits in a form that fits cookies, headers and addresses. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored instead of the secret. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
