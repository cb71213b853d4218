import {
  type EvaluationOptions,
  type Expression,
  evaluateInstant,
  evaluateRange,
  PromqlEvaluationError,
  PromqlSyntaxError,
  parse,
  type QueryResult,
  type QueryValue,
} from '#main/engine/promql/index.ts'
import { fixSelectors } from './fix-selectors.ts'
import { judgeAnnotations, judgeFailure, judgeValue } from './judge.ts'
import { type Case, readScript } from './script.ts'
import { ScriptSource } from './script-source.ts'

export interface ScriptOutcome {
  readonly passed: number
  readonly failures: readonly string[]
  /** The line and query of each case that was not run, by reason. */
  readonly skipped: ReadonlyMap<string, readonly string[]>
}

type Outcome = { readonly failure: string } | { readonly skipped: string } | undefined

/** Runs a script as promqltest does: each instant case also with fixed moments and as a range query. */
export async function runScript(text: string): Promise<ScriptOutcome> {
  const source = new ScriptSource()
  const failures: string[] = []
  const skipped = new Map<string, string[]>()
  let passed = 0
  for (const command of readScript(text)) {
    if (command.kind === 'clear') source.clear()
    else if (command.kind === 'load') source.load(command)
    else if (command.kind === 'broken') failures.push(`line ${command.line}: ${command.reason}`)
    else {
      const outcome = await runCase(command, source)
      const shown = `line ${command.line}: ${command.query}`
      if (outcome === undefined) passed++
      else if ('failure' in outcome) failures.push(`${shown}: ${outcome.failure}`)
      else skipped.set(outcome.skipped, [...(skipped.get(outcome.skipped) ?? []), shown])
    }
  }
  return { passed, failures, skipped }
}

async function runCase(command: Case, source: ScriptSource): Promise<Outcome> {
  const expression = tryParse(command.query)
  if ('skipped' in expression || 'failure' in expression) return expression
  if (command.series.some(({ values }) => values.includes('histogram'))) return { skipped: 'native histograms' }
  if (source.hasStartTimes) return { skipped: 'experimental: start timestamps' }
  source.hasMetHistograms = false
  const outcome = await runFirst(command, expression, source)
  if (source.hasMetHistograms) return { skipped: 'native histograms' }
  if (outcome !== undefined || command.stepMs !== undefined) return outcome
  return runAgain(command, expression, source)
}

function tryParse(query: string): Expression | { readonly skipped: string } | { readonly failure: string } {
  try {
    return parse(query)
  } catch (error) {
    if (!(error instanceof PromqlSyntaxError)) throw error
    if (error.reason.includes('experimental')) return { skipped: `experimental: ${error.reason.split(' is ')[0]}` }
    return { failure: error.message }
  }
}

function optionsOf(source: ScriptSource): EvaluationOptions {
  return {
    source,
    lookbackMs: 5 * 60_000,
    defaultSubqueryStepMs: 60_000,
    delayedNameRemoval: true,
  }
}

function runFirst(command: Case, expression: Expression, source: ScriptSource): Promise<Outcome> {
  const { fromMs, toMs, stepMs } = command
  return judged(command, () =>
    stepMs === undefined
      ? evaluateInstant(expression, { ...optionsOf(source), atMs: fromMs })
      : evaluateRange(expression, { ...optionsOf(source), fromMs, toMs, stepMs }),
  )
}

async function judged(command: Case, run: () => Promise<QueryResult>): Promise<Outcome> {
  const fails = command.expectations.some(({ kind }) => kind === 'fail')
  let result: QueryResult
  try {
    result = await run()
  } catch (error) {
    if (!(error instanceof PromqlEvaluationError)) throw error
    const failure = fails ? judgeFailure(command, error.message) : error.message
    return failure === undefined ? undefined : { failure }
  }
  if (fails) return { failure: 'expected an error' }
  const failure = judgeAnnotations(command, result.annotations) ?? judgeValue(command, result.value)
  return failure === undefined ? undefined : { failure }
}

/** The answer must not depend on how the moment is given: by `@`, or as the middle of a range. */
async function runAgain(command: Case, expression: Expression, source: ScriptSource): Promise<Outcome> {
  const { fromMs } = command
  const isInstantOnly =
    command.rangeVector !== undefined ||
    command.text !== undefined ||
    command.expectations.some(({ kind }) => kind === 'fail')
  const inRange: Case = { ...command, ordered: false, expectations: [], refuses: new Set() }
  const times = fromMs === 0 ? [-1000, 0, 1000] : [-10 * fromMs, 0, Math.floor(fromMs / 5), fromMs, 10 * fromMs]
  const fixed = fixSelectors(expression, fromMs)
  const runs = [
    { query: expression, atMs: fromMs },
    ...(fixed === undefined ? [] : times.map((atMs) => ({ query: fixed, atMs }))),
  ]
  for (const { query, atMs } of runs) {
    const options = { ...optionsOf(source), atMs }
    const instant = await judged(command, async () => evaluateInstant(query, options))
    if (instant !== undefined && !source.hasMetHistograms) return at(instant, `at ${atMs}`)
    if (isInstantOnly || command.ordered) continue
    const range = await judged(inRange, () => middleOfRange(query, atMs, command, source))
    if (range !== undefined && !source.hasMetHistograms) return at(range, `as range at ${atMs}`)
    source.hasMetHistograms = false
  }
  return undefined
}

function at(outcome: Outcome, where: string): Outcome {
  return outcome !== undefined && 'failure' in outcome ? { failure: `${where}: ${outcome.failure}` } : outcome
}

async function middleOfRange(
  query: Expression,
  atMs: number,
  command: Case,
  source: ScriptSource,
): Promise<QueryResult> {
  const minute = 60_000
  const span = { fromMs: atMs - minute, toMs: atMs + minute, stepMs: minute }
  const result = await evaluateRange(query, { ...optionsOf(source), ...span })
  const samples = result.value.series.flatMap(({ labels, timestamps, values }) => {
    const index = timestamps.indexOf(atMs)
    return index < 0 ? [] : [{ labels, timestampMs: atMs, value: values[index] ?? 0 }]
  })
  const isScalar = command.scalar !== undefined
  const value: QueryValue = isScalar
    ? { kind: 'scalar', timestampMs: atMs, value: samples[0]?.value ?? Number.POSITIVE_INFINITY }
    : { kind: 'vector', samples }
  return { ...result, value }
}
