import type { CollectedSample } from '../../sample-sink.ts'
import { fetchText } from '../outgoing/fetched-text.ts'
import { type ExpositionLimits, parseExposition } from './exposition-parser.ts'

/** Another program whose figures are read. */
export interface ScrapeTarget {
  readonly url: string
  readonly timeoutMs: number
  readonly allowsUntrustedCertificate: boolean
  readonly bearerToken: string | null
}

const bodyAtMostBytes = 10_000_000
const limits: ExpositionLimits = { samples: 4000, labelsPerSample: 64, nameCharacters: 256, valueCharacters: 1024 }
const accepted =
  'application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.6,text/plain;q=0.5,*/*;q=0.1'

/** Reads the figures of a target. Fails with the reason in words. */
export async function scrape(target: ScrapeTarget, signal: AbortSignal): Promise<CollectedSample[]> {
  const { url, timeoutMs, allowsUntrustedCertificate, bearerToken } = target
  const answer = await fetchText(url, {
    ...{ signal, bodyAtMostBytes, allowsUntrustedCertificate },
    headers: {
      accept: accepted,
      'x-prometheus-scrape-timeout-seconds': String(timeoutMs / 1000),
      ...(bearerToken === null ? {} : { authorization: `Bearer ${bearerToken}` }),
    },
  })
  if (answer.status !== 200) throw new Error(`the answer has the status ${answer.status}`)
  if (/^(text\/html|application\/json)\b/i.test(answer.contentType)) {
    throw new Error(`the answer is ${answer.contentType.split(';', 1)[0]}, not figures`)
  }
  const samples = parseExposition(answer.text, limits)
  if (samples.length === 0) throw new Error('the answer holds no figures')
  return samples
}
