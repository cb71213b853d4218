import { type Call, type Expression, unwrap } from '../ast.ts'
import { dateParts } from '../functions/dates.ts'
import { histogramFraction, histogramQuantile } from '../functions/histograms.ts'
import { mappings } from '../functions/math.ts'
import { labelJoin, labelReplace } from '../functions/relabel.ts'
import { absentColumn } from './absent.ts'
import { warnOfQuantiles } from './aggregation.ts'
import { type Column, constantColumn, emptyColumn, hasValues, mergeColumns, presence, withoutName } from './column.ts'
import type { Evaluators } from './evaluators.ts'
import { timeAt } from './grid.ts'
import { evaluateRangeCall, isRange } from './range-call.ts'
import { compareForRank } from './ranking.ts'
import type { Scope, Value } from './scope.ts'
import { selectColumns } from './select.ts'

/** A function's value at every step. */
export async function evaluateCall(scope: Scope, call: Call, evaluators: Evaluators): Promise<Value> {
  const calling = new Calling(scope, call, evaluators)
  const scalar = await calling.scalar()
  return scalar === undefined ? { kind: 'vector', columns: await calling.vector() } : { kind: 'scalar', values: scalar }
}

class Calling {
  readonly #scope: Scope
  readonly #call: Call
  readonly #evaluators: Evaluators
  readonly #arguments: readonly Expression[]

  constructor(scope: Scope, call: Call, evaluators: Evaluators) {
    this.#scope = scope
    this.#call = call
    this.#evaluators = evaluators
    this.#arguments = call.arguments.map(unwrap)
  }

  async scalar(): Promise<Float64Array | undefined> {
    switch (this.#call.name) {
      case 'time':
        return this.#everyStep((step) => timeAt(this.#scope.grid, step) / 1000)
      case 'pi':
        return this.#everyStep(() => Math.PI)
      case 'scalar':
        return this.#onlyElement(await this.#vectorAt(0))
      default:
        return undefined
    }
  }

  async vector(): Promise<readonly Column[]> {
    const { name } = this.#call
    if (this.#arguments.some(isRange)) {
      return evaluateRangeCall(this.#scope, { ...this.#call, arguments: this.#arguments }, this.#evaluators)
    }
    if (mappings.has(name)) return this.#mapped()
    switch (name) {
      case 'vector':
        return [constantColumn(await this.#scalarAt(0))]
      case 'absent':
        return this.#absent()
      case 'timestamp':
        return this.#timestamps()
      case 'sort':
        return this.#sorted(false)
      case 'sort_desc':
        return this.#sorted(true)
      case 'label_replace':
        return mergeColumns(labelReplace(await this.#vectorAt(0), this.#strings()))
      case 'label_join':
        return mergeColumns(labelJoin(await this.#vectorAt(0), this.#strings()))
      case 'histogram_quantile':
        return this.#histogramQuantile()
      case 'histogram_fraction':
        return this.#histogramFraction()
      default:
        return this.#ofNativeHistograms()
    }
  }

  #argument(index: number): Expression {
    const argument = this.#arguments[index]
    if (argument === undefined) throw new TypeError('arguments were counted before')
    return argument
  }

  #vectorAt(index: number): Promise<readonly Column[]> {
    return this.#evaluators.vector(this.#scope, this.#argument(index))
  }

  #scalarAt(index: number): Promise<Float64Array> {
    return this.#evaluators.scalar(this.#scope, this.#argument(index))
  }

  #strings(): readonly string[] {
    return this.#arguments.slice(1).map((argument) => (argument.kind === 'string' ? argument.value : ''))
  }

  #everyStep(valueAt: (step: number) => number): Float64Array {
    return Float64Array.from({ length: this.#scope.grid.count }, (_, step) => valueAt(step))
  }

  /** The only element of a vector; no number where there are none or several. */
  #onlyElement(columns: readonly Column[]): Float64Array {
    const found = presence(columns, this.#scope.grid.count)
    const values = new Float64Array(this.#scope.grid.count).fill(Number.NaN)
    for (const column of columns) {
      for (let step = 0; step < values.length; step++) {
        if (column.present[step] === 1 && found[step] === 1) values[step] = column.values[step] ?? 0
      }
    }
    return values
  }

  async #mapped(): Promise<readonly Column[]> {
    const { name } = this.#call
    const map = mappings.get(name)
    if (map === undefined) return []
    if (this.#arguments.length === 0) return [constantColumn(this.#everyStep((step) => this.#partOfNow(step)))]
    const columns = await this.#vectorAt(0)
    const parameters: Float64Array[] = []
    for (let index = 1; index < this.#arguments.length; index++) parameters.push(await this.#scalarAt(index))
    const isClosed = name === 'clamp' ? (step: number) => at(parameters[1], step) < at(parameters[0], step) : undefined
    return this.#mapEach(columns, (value, step) =>
      isClosed?.(step) ? undefined : map(value, ...parameters.map((numbers) => at(numbers, step))),
    )
  }

  #partOfNow(step: number): number {
    return dateParts.get(this.#call.name)?.(timeAt(this.#scope.grid, step) / 1000) ?? Number.NaN
  }

  /** Maps element by element; the metric is another one then, so its name goes. */
  async #mapEach(
    columns: readonly Column[],
    map: (value: number, step: number) => number | undefined,
  ): Promise<readonly Column[]> {
    const { budget, delayedNameRemoval } = this.#scope.query
    const { count } = this.#scope.grid
    const results: Column[] = []
    for (const column of columns) {
      await budget.breathe()
      const labels = delayedNameRemoval ? column.labels : withoutName(column.labels)
      const result = emptyColumn(labels, true, count)
      for (let step = 0; step < count; step++) {
        const value = column.present[step] === 1 ? map(column.values[step] ?? 0, step) : undefined
        if (value === undefined) continue
        result.values[step] = value
        result.present[step] = 1
      }
      if (hasValues(result)) results.push(result)
    }
    return delayedNameRemoval && count === 1 ? results : mergeColumns(results)
  }

  async #absent(): Promise<readonly Column[]> {
    return absentColumn(await this.#vectorAt(0), this.#argument(0), this.#scope.grid.count)
  }

  /** The time of each sample itself, where a selector is asked; else the moment of evaluation. */
  async #timestamps(): Promise<readonly Column[]> {
    const argument = this.#argument(0)
    if (argument.kind === 'selector') {
      return this.#mapEach(await selectColumns(this.#scope, argument, true), (value) => value)
    }
    return this.#mapEach(await this.#vectorAt(0), (_, step) => timeAt(this.#scope.grid, step) / 1000)
  }

  /** By value; ranges are always answered in the order of labels. */
  async #sorted(descending: boolean): Promise<readonly Column[]> {
    const columns = await this.#vectorAt(0)
    if (this.#scope.grid.count > 1) {
      const message = 'sort is ineffective for range queries since results are always ordered by labels'
      this.#scope.query.notes.warn(this.#call.span, message)
      return columns
    }
    return columns.toSorted((left, right) => compareForRank(at(left.values, 0), at(right.values, 0), descending))
  }

  async #histogramQuantile(): Promise<readonly Column[]> {
    const quantiles = await this.#scalarAt(0)
    warnOfQuantiles(this.#scope, this.#argument(0).span, quantiles)
    return histogramQuantile(this.#scope, this.#argument(1).span, quantiles, await this.#vectorAt(1))
  }

  async #histogramFraction(): Promise<readonly Column[]> {
    const bounds = { lower: await this.#scalarAt(0), upper: await this.#scalarAt(1) }
    return histogramFraction(this.#scope, this.#argument(2).span, bounds, await this.#vectorAt(2))
  }

  /** Functions of native histograms leave everything else out, and there are no native histograms here. */
  async #ofNativeHistograms(): Promise<readonly Column[]> {
    await this.#vectorAt(0)
    return []
  }
}

function at(numbers: Float64Array | undefined, step: number): number {
  return numbers?.[step] ?? 0
}
