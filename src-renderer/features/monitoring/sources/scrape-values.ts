import { type Scrape, scrapeInputSchema } from '#shared/features/monitoring/values.ts'
import { formCheck } from '../form-check.ts'

/** What the form of an endpoint holds while one types: labels a line each, the token only as long as it is typed. */
export interface ScrapeValues {
  readonly name: string
  readonly isEnabled: boolean
  readonly url: string
  readonly intervalSeconds: number
  readonly timeoutMs: number
  readonly labels: string
  readonly allowsUntrustedCertificate: boolean
  readonly bearerToken: string
  readonly forgetsToken: boolean
}

export const newScrape: ScrapeValues = {
  name: '',
  isEnabled: true,
  url: '',
  intervalSeconds: 15,
  timeoutMs: 10_000,
  labels: '',
  allowsUntrustedCertificate: false,
  bearerToken: '',
  forgetsToken: false,
}

/** Labels of lines of `name=value`; a line without a value has an empty one. */
function labelsOf(text: string): Record<string, string> {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return Object.fromEntries(
    lines.map((line) => {
      const [name = '', ...value] = line.split('=')
      return [name.trim(), value.join('=').trim()]
    }),
  )
}

export function scrapeInput(values: ScrapeValues) {
  const { name, isEnabled, url, intervalSeconds, timeoutMs, labels, allowsUntrustedCertificate } = values
  return {
    name: name.trim(),
    isEnabled,
    url: url.trim(),
    intervalSeconds,
    timeoutMs,
    labels: labelsOf(labels),
    allowsUntrustedCertificate,
  }
}

/** What happens to the kept token: replaced by what was typed, forgotten, or left as it is. */
export function tokenChange({ bearerToken, forgetsToken }: Pick<ScrapeValues, 'bearerToken' | 'forgetsToken'>): {
  readonly bearerToken?: string | null
} {
  if (bearerToken.trim() !== '') return { bearerToken: bearerToken.trim() }
  return forgetsToken ? { bearerToken: null } : {}
}

export function scrapeValues({
  name,
  isEnabled,
  url,
  intervalSeconds,
  timeoutMs,
  labels,
  ...rest
}: Scrape): ScrapeValues {
  return {
    ...newScrape,
    name,
    isEnabled,
    url,
    intervalSeconds,
    timeoutMs,
    allowsUntrustedCertificate: rest.allowsUntrustedCertificate,
    labels: Object.entries(labels)
      .map(([label, value]) => `${label}=${value}`)
      .join('\n'),
  }
}

/** Checks a form by what the contract says. */
export const scrapeForm = formCheck<ScrapeValues>({
  schema: scrapeInputSchema,
  of: scrapeInput,
  field: (path) => path.slice(0, 1),
})
