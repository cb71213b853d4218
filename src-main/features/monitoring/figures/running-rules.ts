import { type RuleContext, RuleGroupEvaluator, type RuleSample, type RuleStore } from '#main/engine/rules/index.ts'
import type { Labels } from '#main/engine/timeseries/index.ts'
import type { Tsdb } from '#main/engine/tsdb/index.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { EvaluatedGroup, RunningGroup } from './metrics.ts'

/** What rules write goes into the store they read from. */
function ruleStoreOn(tsdb: Tsdb): RuleStore {
  return {
    source: tsdb,
    append: async (samples) => {
      for (const [timestampMs, at] of Map.groupBy(samples, (sample) => sample.timestampMs)) {
        await appendAt(tsdb, timestampMs, at)
      }
    },
  }
}

async function appendAt(tsdb: Tsdb, timestampMs: number, samples: readonly RuleSample[]): Promise<void> {
  const kept = samples.filter(({ ended }) => !ended)
  if (kept.length > 0) await tsdb.appendSamples(timestampMs, kept)
  await endSeries(
    tsdb,
    timestampMs,
    samples.filter(({ ended }) => ended).map(({ labels }) => labels),
  )
}

/** Says of series that they have ended; those never stored are passed over. */
export async function endSeries(tsdb: Tsdb, atMs: number, labels: readonly Labels[]): Promise<void> {
  const references = tsdb.resolve(labels, atMs).filter((reference) => reference !== 0)
  if (references.length > 0) await tsdb.end(atMs, references)
}

/** The groups of rules in force, each with the state of its alerts. */
export class RunningRules {
  readonly #store: RuleStore
  readonly #context: RuleContext
  #groups = new Map<string, RuleGroupEvaluator>()

  constructor(tsdb: Tsdb, context: RuleContext) {
    this.#store = ruleStoreOn(tsdb)
    this.#context = context
  }

  async set(groups: readonly RunningGroup[], atMs: number): Promise<void> {
    const before = this.#groups
    this.#groups = new Map()
    for (const { key, group, saved } of groups) {
      const evaluator = new RuleGroupEvaluator(group, this.#store, this.#context)
      const running = before.get(key)
      if (running !== undefined) evaluator.restore(running.save(), atMs, false)
      else if (saved !== null) evaluator.restore(saved, atMs, true)
      this.#groups.set(key, evaluator)
      before.delete(key)
    }
    for (const gone of before.values()) await gone.end(atMs)
  }

  async evaluate(key: string, atMs: number): Promise<EvaluatedGroup> {
    const evaluator = this.#groups.get(key)
    if (evaluator === undefined) throw new AppError('NOT_FOUND', { resource: 'rule-group', id: key })
    const { evaluationMs, failures } = await evaluator.evaluate(atMs)
    return { key, atMs, evaluationMs, failures, health: evaluator.health, saved: evaluator.save() }
  }
}
