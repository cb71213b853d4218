import type { CollectedSample, SampleSink } from '../sample-sink.ts'

/** One source of figures, looked at every so often. */
export interface Collector {
  /** By which it is known among the others. */
  readonly name: string
  readonly job: string
  readonly instance: string
  /** Labels that every sample of it gets besides. */
  readonly labels?: Readonly<Record<string, string>>
  readonly timeoutMs: number
  /** Whether it is its turn at this tick; at every one unless told. */
  isDue?(tickMs: number): boolean
  collect(signal: AbortSignal): Promise<readonly CollectedSample[]>
  /** What is known when it fails, such as that a server is down. */
  readonly whenDown?: readonly CollectedSample[]
  /** Hears how a turn went. */
  onTurn?(turn: CollectorTurn): void
}

/** How one turn of a collector went. */
export interface CollectorTurn {
  readonly isUp: boolean
  readonly durationMs: number
  readonly samples: number
  readonly error: string | null
}

const longestError = 300

/** Has a collector look, and hands on what it found with `up` and what it cost. Rejects only when the sink does. */
export async function takeTurn(
  collector: Collector,
  tickMs: number,
  { sink, monotonicMs, stopping }: { sink: SampleSink; monotonicMs: () => number; stopping: AbortSignal },
): Promise<CollectorTurn> {
  const startedMs = monotonicMs()
  const outcome = await samplesOf(collector, stopping)
  const turn: CollectorTurn = {
    isUp: outcome.error === null,
    durationMs: monotonicMs() - startedMs,
    samples: outcome.error === null ? outcome.samples.length : 0,
    error: outcome.error,
  }
  if (stopping.aborted) return turn
  const { job, instance, labels = {} } = collector
  const target = { ...labels, job, instance }
  const about = [
    { name: 'up', labels: {}, value: turn.isUp ? 1 : 0 },
    { name: 'scrape_duration_seconds', labels: {}, value: turn.durationMs / 1000 },
    { name: 'scrape_samples_scraped', labels: {}, value: turn.samples },
  ]
  await sink.append(
    tickMs,
    [...outcome.samples, ...about].map((sample) => ({ ...sample, labels: withTarget(sample.labels, target) })),
  )
  return turn
}

interface Outcome {
  readonly samples: readonly CollectedSample[]
  readonly error: string | null
}

async function samplesOf(collector: Collector, stopping: AbortSignal): Promise<Outcome> {
  const late = Promise.withResolvers<never>()
  const limit = new AbortController()
  const end = (reason: Error) => {
    limit.abort(reason)
    late.reject(reason)
  }
  const timer = setTimeout(() => end(new Error(`no answer within ${collector.timeoutMs} ms`)), collector.timeoutMs)
  const stop = () => end(new Error('stopped'))
  stopping.addEventListener('abort', stop, { once: true })
  try {
    return { samples: await Promise.race([collector.collect(limit.signal), late.promise]), error: null }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { samples: collector.whenDown ?? [], error: reason.slice(0, longestError) }
  } finally {
    clearTimeout(timer)
    stopping.removeEventListener('abort', stop)
  }
}

/** What a target says of itself under a name of ours is kept under another, as Prometheus does. */
function withTarget(
  own: Readonly<Record<string, string>>,
  target: Readonly<Record<string, string>>,
): Record<string, string> {
  const kept = Object.entries(own).map(([name, value]) => [name in target ? `exported_${name}` : name, value] as const)
  return { ...Object.fromEntries(kept), ...target }
}
