import type { Clock } from '#main/platform/clock.ts'
import { hourMs } from '#main/platform/durations.ts'
import { networkOf } from '#main/platform/networks.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { SignInStatistics } from '#shared/features/security/contract/centre.ts'
import { signInsByAddress, signInsByHour } from '../repository/sign-in-statistics.ts'

const addressesAtMost = 200
/** What one site or provider usually has. */
const siteNetwork = { ipv4: 24, ipv6: 48 }

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
      ...{ address, network: networkOf(address, siteNetwork), succeeded, failed },
      lastAt: new Date(lastAt).toISOString(),
    })),
  }
}
