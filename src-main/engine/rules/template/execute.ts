import { Arguments } from './arguments.ts'
import type { Branch, Operand, Pipeline, TemplateNode } from './ast.ts'
import { type TemplateQuery, templateFunction } from './functions.ts'
import {
  GoInteger,
  isTrue,
  TemplateExecutionError,
  TemplateMap,
  TemplateSample,
  type TemplateValue,
  valueText,
} from './values.ts'

interface Variable {
  readonly name: string
  value: TemplateValue
}

/** The most characters one template may become, whatever its loops do. */
const longestText = 64 * 1024
/** The most nodes one template may run through, for loops in loops that write nothing. */
const mostSteps = 100_000

/** Fills a template in. Throws a `TemplateExecutionError` when it asks of its values what they do not have. */
export async function executeNodes(
  nodes: readonly TemplateNode[],
  dot: TemplateValue,
  variables: Readonly<Record<string, TemplateValue>>,
  query: TemplateQuery,
): Promise<string> {
  const execution = new Execution(
    Object.entries(variables).map(([name, value]) => ({ name, value })),
    query,
  )
  await execution.run(nodes, dot)
  return execution.text
}

class Execution {
  readonly #variables: Variable[]
  readonly #query: TemplateQuery
  #steps = 0
  text = ''

  constructor(variables: Variable[], query: TemplateQuery) {
    this.#variables = variables
    this.#query = query
  }

  async run(nodes: readonly TemplateNode[], dot: TemplateValue): Promise<void> {
    for (const node of nodes) {
      this.#steps += 1
      if (this.#steps > mostSteps) throw new TemplateExecutionError('the template takes too long')
      if (node.kind === 'text') this.#write(node.text)
      else if (node.kind === 'action') await this.#runAction(node.pipeline, dot)
      else await this.#runBranch(node, dot)
    }
  }

  async #runAction(pipeline: Pipeline, dot: TemplateValue): Promise<void> {
    const value = await this.#evaluate(pipeline, dot)
    if (pipeline.variables.length === 0) this.#write(valueText(value))
  }

  #write(text: string): void {
    if (this.text.length + text.length > longestText) throw new TemplateExecutionError('the text becomes too long')
    this.text += text
  }

  async #runBranch(branch: Branch, dot: TemplateValue): Promise<void> {
    const known = this.#variables.length
    if (branch.kind === 'range') await this.#runRange(branch, dot)
    else {
      const value = await this.#evaluate(branch.pipeline, dot)
      await this.run(
        isTrue(value) ? branch.body : branch.otherwise,
        isTrue(value) && branch.kind === 'with' ? value : dot,
      )
    }
    this.#variables.length = known
  }

  async #runRange({ pipeline, body, otherwise }: Branch, dot: TemplateValue): Promise<void> {
    const items = itemsOf(await this.#evaluate({ ...pipeline, variables: [] }, dot))
    if (items.length === 0) return await this.run(otherwise, dot)
    const known = this.#variables.length
    for (const [key, value] of items) {
      const values = pipeline.variables.length === 2 ? [key, value] : [value]
      this.#keep(pipeline, values)
      await this.run(body, value)
      this.#variables.length = known
    }
  }

  async #evaluate(pipeline: Pipeline, dot: TemplateValue): Promise<TemplateValue> {
    let value: TemplateValue | undefined
    for (const command of pipeline.commands) value = await this.#command(command, dot, value)
    const result = value ?? null
    if (pipeline.variables.length > 0) this.#keep(pipeline, [result])
    return result
  }

  #keep({ variables, declares }: Pipeline, values: readonly TemplateValue[]): void {
    for (const [index, name] of variables.entries()) {
      const value = values[index] ?? null
      const known = declares ? undefined : this.#variables.findLast((variable) => variable.name === name)
      if (known === undefined) this.#variables.push({ name, value })
      else known.value = value
    }
  }

  async #command(
    command: readonly Operand[],
    dot: TemplateValue,
    last: TemplateValue | undefined,
  ): Promise<TemplateValue> {
    const [first, ...rest] = command
    if (first === undefined) return last ?? null
    const given = last === undefined ? [] : [last]
    if (first.kind !== 'function') {
      if (rest.length + given.length > 0) throw new TemplateExecutionError("can't give argument to non-function")
      return await this.#operand(first, dot)
    }
    const values: TemplateValue[] = []
    for (const operand of rest) values.push(await this.#operand(operand, dot))
    return await this.#call(first.name, [...values, ...given])
  }

  async #call(name: string, values: readonly TemplateValue[]): Promise<TemplateValue> {
    const known = templateFunction(name, this.#query)
    if (known === undefined) throw new TemplateExecutionError(`function ${JSON.stringify(name)} not defined`)
    return await known(new Arguments(name, values))
  }

  async #operand(operand: Operand, dot: TemplateValue): Promise<TemplateValue> {
    switch (operand.kind) {
      case 'constant':
        return operand.value
      case 'dot':
        return follow(dot, operand.path)
      case 'variable':
        return follow(this.#variables.findLast(({ name }) => name === operand.name)?.value ?? null, operand.path)
      case 'function':
        return await this.#call(operand.name, [])
      case 'pipeline':
        return follow(await this.#evaluate(operand.pipeline, dot), operand.path)
    }
  }
}

function itemsOf(value: TemplateValue): readonly (readonly [TemplateValue, TemplateValue])[] {
  if (Array.isArray(value)) return value.map((item, index) => [new GoInteger(index), item])
  if (value instanceof TemplateMap) return [...value.entries].sort(([left], [right]) => (left < right ? -1 : 1))
  if (value === null) return []
  throw new TemplateExecutionError(`range can't iterate over ${valueText(value)}`)
}

function follow(value: TemplateValue, path: readonly string[]): TemplateValue {
  let held = value
  for (const name of path) held = field(held, name)
  return held
}

function field(value: TemplateValue, name: string): TemplateValue {
  if (value instanceof TemplateSample) {
    if (name === 'Labels') return TemplateMap.ofLabels(value.labels)
    if (name === 'Value') return value.value
  }
  if (value instanceof TemplateMap) {
    const held = value.entries.get(name)
    if (held !== undefined) return held
    if (!value.closed) return ''
  }
  throw new TemplateExecutionError(`can't evaluate field ${name}`)
}
