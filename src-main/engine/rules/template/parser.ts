import type { Operand, Pipeline, TemplateNode } from './ast.ts'
import { constantOf } from './constants.ts'
import { cutTemplate, type TemplatePart, TemplateSyntaxError, type TemplateToken } from './lexer.ts'

/** What a template may name: variables that are there from the start and functions. */
export interface TemplateNames {
  readonly variables: readonly string[]
  readonly functions: ReadonlySet<string>
}

const branches = new Set(['if', 'with', 'range'])
const refused = new Set(['define', 'template', 'block', 'break', 'continue'])
const ends = new Set(['end', 'else'])

type EndPart = Extract<TemplatePart, { kind: 'action' }>

/** Reads a template of Go's text/template, without definitions and loops that are left early. Throws a `TemplateSyntaxError`. */
export function parseNodes(template: string, names: TemplateNames): readonly TemplateNode[] {
  return new Parser(template, names).read()
}

class Parser {
  readonly #template: string
  readonly #functions: ReadonlySet<string>
  readonly #parts: readonly TemplatePart[]
  readonly #variables: string[]
  #next = 0

  constructor(template: string, names: TemplateNames) {
    this.#template = template
    this.#functions = names.functions
    this.#parts = cutTemplate(template)
    this.#variables = [...names.variables]
  }

  read(): readonly TemplateNode[] {
    const { nodes, end } = this.#readList()
    if (end !== undefined) this.#fail(end.offset, `unexpected {{${end.tokens[0]?.text}}}`)
    return nodes
  }

  #readList(): { nodes: TemplateNode[]; end: EndPart | undefined } {
    const nodes: TemplateNode[] = []
    for (;;) {
      const part = this.#parts[this.#next]
      if (part === undefined) return { nodes, end: undefined }
      this.#next += 1
      if (part.kind === 'text') {
        nodes.push({ kind: 'text', text: part.text })
        continue
      }
      const word = keyword(part.tokens)
      if (ends.has(word)) return { nodes, end: part }
      nodes.push(branches.has(word) ? this.#readBranch(part, 0) : this.#readAction(part, word))
    }
  }

  #readAction(part: EndPart, word: string): TemplateNode {
    if (refused.has(word)) this.#fail(part.offset, `{{${word}}} is not supported`)
    if (part.tokens.length === 0) this.#fail(part.offset, 'missing value for command')
    return { kind: 'action', pipeline: this.#readPipeline(part.tokens, part.offset) }
  }

  /** `if`, `with` or `range` from its word on to its `end`; `start` skips the word `else` before it. */
  #readBranch(part: EndPart, start: number): TemplateNode {
    const kind = part.tokens[start]?.text
    if (kind !== 'if' && kind !== 'with' && kind !== 'range') this.#fail(part.offset, 'expected end; found else')
    const known = this.#variables.length
    const rest = part.tokens.slice(start + 1)
    if (rest.length === 0) this.#fail(part.offset, `missing value for ${kind}`)
    const pipeline = this.#readPipeline(rest, part.offset, kind === 'range')
    const { nodes: body, end } = this.#readList()
    const otherwise = this.#readOtherwise(end, kind)
    this.#variables.length = known
    return { kind, pipeline, body, otherwise }
  }

  #readOtherwise(end: EndPart | undefined, kind: string): readonly TemplateNode[] {
    if (end === undefined) this.#fail(this.#template.length, 'unexpected EOF')
    if (keyword(end.tokens) === 'end') {
      if (end.tokens.length > 1) this.#fail(end.offset, 'unexpected text in end')
      return []
    }
    if (end.tokens.length > 1) {
      if (end.tokens[1]?.text !== kind || kind === 'range') this.#fail(end.offset, 'unexpected text in else')
      return [this.#readBranch(end, 1)]
    }
    const { nodes, end: last } = this.#readList()
    if (last === undefined) this.#fail(this.#template.length, 'unexpected EOF')
    if (keyword(last.tokens) !== 'end') this.#fail(last.offset, 'expected end; found {{else}}')
    return nodes
  }

  #readPipeline(tokens: readonly TemplateToken[], offset: number, inRange = false): Pipeline {
    const { variables, declares, rest } = this.#readDeclaration(tokens, inRange)
    const commands: (readonly Operand[])[] = []
    for (const command of split(rest)) {
      if (command.length === 0) this.#fail(offset, 'missing value for command')
      const operands = this.#readOperands(command)
      if (commands.length > 0 && operands[0]?.kind === 'constant') {
        this.#fail(command[0]?.offset ?? offset, `non executable command in pipeline stage ${commands.length + 1}`)
      }
      commands.push(operands)
    }
    if (declares) this.#variables.push(...variables)
    return { variables, declares, commands }
  }

  #readDeclaration(tokens: readonly TemplateToken[], inRange: boolean) {
    const at = tokens.findIndex(({ kind }) => kind === 'declare' || kind === 'assign')
    if (at < 0) return { variables: [], declares: false, rest: tokens }
    const named = tokens.slice(0, at).filter(({ kind }) => kind !== 'comma')
    const sign = tokens[at]
    const fits =
      named.every(({ kind }) => kind === 'variable') && named.length >= 1 && named.length <= (inRange ? 2 : 1)
    if (!fits || sign === undefined) this.#fail(tokens[0]?.offset ?? 0, 'unexpected declaration')
    const declares = sign.kind === 'declare'
    if (!declares) for (const token of named) this.#requireVariable(token)
    return { variables: named.map(({ text }) => text), declares, rest: tokens.slice(at + 1) }
  }

  #readOperands(tokens: readonly TemplateToken[]): readonly Operand[] {
    const operands: Operand[] = []
    let at = 0
    while (at < tokens.length) {
      const token = tokens[at]
      if (token === undefined) break
      const inner = token.kind === 'open' ? this.#innerTokens(tokens, at) : undefined
      at += inner === undefined ? 1 : inner.length + 2
      const path: string[] = token.kind === 'field' ? [token.text.slice(1)] : []
      for (let next = tokens[at]; next?.kind === 'field' && !next.apart; next = tokens[at]) {
        path.push(next.text.slice(1))
        at += 1
      }
      operands.push(this.#operand(token, path, inner))
      if (tokens[at] !== undefined && !tokens[at]?.apart) {
        this.#fail(tokens[at]?.offset ?? 0, `unexpected ${JSON.stringify(tokens[at]?.text)} in operand`)
      }
    }
    return operands
  }

  #innerTokens(tokens: readonly TemplateToken[], open: number): readonly TemplateToken[] {
    let depth = 0
    for (let at = open; at < tokens.length; at += 1) {
      if (tokens[at]?.kind === 'open') depth += 1
      if (tokens[at]?.kind === 'close') depth -= 1
      if (depth === 0) return tokens.slice(open + 1, at)
    }
    return this.#fail(tokens[open]?.offset ?? 0, 'unclosed left paren')
  }

  #operand(token: TemplateToken, path: readonly string[], inner: readonly TemplateToken[] | undefined): Operand {
    if (inner !== undefined) {
      return { kind: 'pipeline', pipeline: this.#readPipeline(inner, token.offset), path }
    }
    if (token.kind === 'variable') {
      this.#requireVariable(token)
      return { kind: 'variable', name: token.text, path }
    }
    if (token.kind === 'dot' || token.kind === 'field') return { kind: 'dot', path }
    const constant = constantOf(token)
    if (constant !== undefined) return { kind: 'constant', value: constant }
    if (token.kind !== 'word') this.#fail(token.offset, `unexpected ${JSON.stringify(token.text)} in operand`)
    if (!this.#functions.has(token.text)) {
      this.#fail(token.offset, `function ${JSON.stringify(token.text)} not defined`)
    }
    return { kind: 'function', name: token.text }
  }

  #requireVariable(token: TemplateToken): void {
    if (this.#variables.includes(token.text)) return
    this.#fail(token.offset, `undefined variable ${JSON.stringify(token.text)}`)
  }

  #fail(offset: number, reason: string): never {
    throw new TemplateSyntaxError(this.#template, offset, reason)
  }
}

function keyword(tokens: readonly TemplateToken[]): string {
  return tokens[0]?.kind === 'word' ? tokens[0].text : ''
}

/** The commands of a pipeline: cut at every bar outside parentheses. */
function split(tokens: readonly TemplateToken[]): readonly (readonly TemplateToken[])[] {
  const commands: TemplateToken[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (token.kind === 'open') depth += 1
    if (token.kind === 'close') depth -= 1
    if (token.kind === 'pipe' && depth === 0) commands.push([])
    else commands.at(-1)?.push(token)
  }
  return commands
}
