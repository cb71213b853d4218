const soonMs = 30 * 86_400_000

/** Whether a certificate is valid for long enough to change it without haste. */
export function validityOf(notAfter: string, now: number): 'good' | 'soon' | 'expired' {
  const left = Date.parse(notAfter) - now
  if (left <= 0) return 'expired'
  return left < soonMs ? 'soon' : 'good'
}
