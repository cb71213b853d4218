import type { CheckSettings } from '#shared/features/monitoring/values.ts'
import { fetchText } from '../outgoing/fetched-text.ts'
import { type CheckOutcome, down, up } from './check-outcome.ts'

type HttpSettings = Extract<CheckSettings, { kind: 'http' }>

const bodyAtMostBytes = 1_000_000

/** Asks for a page and looks at its status and, where told, for a text in it. */
export async function checkHttp(settings: HttpSettings, signal: AbortSignal): Promise<CheckOutcome> {
  const { url, method, expectedStatuses, contains, allowsUntrustedCertificate } = settings
  const { status, text, certificateEndsAt } = await fetchText(url, {
    ...{ method, signal, bodyAtMostBytes, allowsUntrustedCertificate },
  })
  const isExpected = expectedStatuses.length === 0 ? status >= 200 && status < 400 : expectedStatuses.includes(status)
  if (!isExpected) return down(`status ${status}`, certificateEndsAt)
  if (contains !== '' && !text.includes(contains)) {
    return down(`status ${status}, but the text is missing`, certificateEndsAt)
  }
  return up(`status ${status}`, certificateEndsAt)
}
