import { generateSecret, generateURI, verify } from 'otplib'
import { renderSVG } from 'uqr'

const stepSeconds = 30

/** 160 random bits in base 32. */
export function newTotpSecret(): string {
  return generateSecret({ length: 20 })
}

/** Digits and letters count however they were typed, in full width too. */
export function normalizeCode(typed: string): string {
  return typed.normalize('NFKC').replaceAll(/\s/g, '')
}

/**
 * The time step a code of six digits belongs to (RFC 6238, SHA-1, 30 s), or null. The step before and the one after
 * count too, for clocks that differ.
 */
export async function stepOfCode(secret: string, code: string, now: Date): Promise<number | null> {
  if (!/^\d{6}$/.test(code)) return null
  const epoch = Math.floor(now.getTime() / 1000)
  const result = await verify({ secret, token: code, epoch, epochTolerance: stepSeconds })
  return result.valid ? Math.floor(epoch / stepSeconds) + result.delta : null
}

/** What an authenticator reads from the picture. */
export function authenticatorAddress(parts: { secret: string; issuer: string; account: string }): string {
  const { secret, issuer, account } = parts
  return generateURI({ secret, issuer, label: account, algorithm: 'sha1', digits: 6, period: stepSeconds })
}

/** A picture drawn here, so that the secret goes to no other service. */
export function qrCodeOf(address: string): string {
  const svg = renderSVG(address, { ecc: 'M', border: 4, pixelSize: 4 })
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
}
