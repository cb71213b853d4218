import { isIP } from 'node:net'
import type { Clock } from '#main/platform/clock.ts'
import { hourMs } from '#main/platform/durations.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { SignInStatistics } from '#shared/features/security/contract/centre.ts'
import { signInsByAddress, signInsByHour } from '../repository/sign-in-statistics.ts'

const addressesAtMost = 200

/** Signing in as it went in the last days: by the hour, and by the addresses it came from. */
export async function signInStatistics(
  { db, clock }: { readonly db: DatabaseHandle; readonly clock: Clock },
  days: number,
): Promise<SignInStatistics> {
  const lastHour = Math.floor(clock.now().getTime() / hourMs) * hourMs
  const since = lastHour - (days * 24 - 1) * hourMs
  const byHour = new Map((await signInsByHour(db, since)).map((row) => [row.hour, row]))
  const addresses = await signInsByAddress(db, { since, limit: addressesAtMost })
  return {
    hours: Array.from({ length: days * 24 }, (_, index) => {
      const at = since + index * hourMs
      const { succeeded = 0, failed = 0, refused = 0 } = byHour.get(at) ?? {}
      return { at: new Date(at).toISOString(), succeeded, failed, refused }
    }),
    addresses: addresses.map(({ address, succeeded, failed, lastAt }) => ({
      ...{ address, network: networkOf(address), succeeded, failed },
      lastAt: new Date(lastAt).toISOString(),
    })),
  }
}

/** The network an address belongs to: 24 bits of IPv4, 48 of IPv6; the address itself where it is none. */
export function networkOf(address: string): string {
  if (isIP(address) === 4) return `${address.split('.').slice(0, 3).join('.')}.0/24`
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.split('%', 1)[0]?.split('::') ?? []
  const start = head.split(':').filter(Boolean)
  const missing = tail === undefined ? 0 : Math.max(0, 3 - start.length)
  return `${[...start, ...Array<string>(missing).fill('0')].slice(0, 3).join(':')}::/48`
}
