import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  type Scalar,
} from 'yaml'
import { parseDuration } from '../promql/index.ts'
import type { FilePosition, FileProblem } from './model.ts'

/** The entries of a mapping by key. */
export type Fields = ReadonlyMap<string, Node>

const maximumAliases = 100

/**
 * Reads a YAML file strictly, as the one kind of thing that is wanted at each place, and collects what is wrong with line
 * and column instead of stopping at the first mistake.
 */
export class YamlReader {
  readonly problems: FileProblem[] = []
  readonly #file: string
  readonly #text: string
  readonly #lines = new LineCounter()
  readonly #document: Document | undefined
  #aliases = 0

  constructor(file: string, text: string) {
    this.#file = file
    this.#text = text
    const documents = [...parseAllDocuments(text, { lineCounter: this.#lines, prettyErrors: false, strict: true })]
    const [first, second] = documents
    for (const { pos, message } of documents.flatMap(({ errors }) => errors)) this.#reportAt(pos[0], message)
    if (second !== undefined) this.#reportAt(second.range?.[0] ?? 0, 'only one document may stand in a file')
    this.#document = this.problems.length === 0 ? first : undefined
  }

  /** The top of the file; undefined where it is empty or could not be read. */
  get root(): Node | undefined {
    return this.#document?.contents ?? undefined
  }

  position(node: Node | undefined): FilePosition {
    const { line, col } = this.#lines.linePos(node?.range?.[0] ?? 0)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }

  report(node: Node | undefined, message: string): void {
    this.problems.push({ file: this.#file, ...this.position(node), message })
  }

  /** Reports a mistake inside a text: where it stands in the file as far as the text is written there as it is. */
  reportInside(node: Node | undefined, { line, column }: FilePosition, message: string): void {
    const start = isScalar(node) ? this.#contentPosition(node, line) : this.position(node)
    const here =
      start.line === undefined ? this.position(node) : { line: start.line, column: start.column + column - 1 }
    this.problems.push({ file: this.#file, ...here, message })
  }

  /** The fields of a mapping; keys that are not among the allowed ones are reported. */
  fields(node: Node | undefined, allowed: ReadonlySet<string> | undefined, what: string): Fields {
    const resolved = this.#resolve(node)
    const fields = new Map<string, Node>()
    if (!isMap<Node, Node | null>(resolved)) {
      this.report(node, `${what} must be a mapping`)
      return fields
    }
    for (const { key, value } of resolved.items) {
      const name = this.text(key) ?? ''
      if (allowed !== undefined && !allowed.has(name)) this.report(key, `field ${name} is not known in ${what}`)
      else if (value !== null) fields.set(name, value)
    }
    return fields
  }

  items(node: Node | undefined, what: string): readonly Node[] {
    const resolved = this.#resolve(node)
    if (resolved === undefined || (isScalar(resolved) && resolved.value === null)) return []
    if (isSeq<Node>(resolved)) return resolved.items
    this.report(node, `${what} must be a list`)
    return []
  }

  /** A text; numbers and the like are taken as they are written, as Prometheus does. */
  text(node: Node | undefined): string | undefined {
    const resolved = this.#resolve(node)
    if (resolved === undefined) return undefined
    if (!isScalar(resolved)) {
      this.report(node, 'this must be a text')
      return undefined
    }
    if (typeof resolved.value === 'string') return resolved.value
    return resolved.value === null ? '' : (resolved.source ?? String(resolved.value))
  }

  number(node: Node | undefined, what: string): number | undefined {
    const resolved = this.#resolve(node)
    if (resolved === undefined) return undefined
    if (isScalar(resolved) && typeof resolved.value === 'number') return resolved.value
    this.report(node, `${what} must be a number`)
    return undefined
  }

  boolean(node: Node | undefined, what: string): boolean | undefined {
    const resolved = this.#resolve(node)
    if (resolved === undefined) return undefined
    if (isScalar(resolved) && typeof resolved.value === 'boolean') return resolved.value
    this.report(node, `${what} must be true or false`)
    return undefined
  }

  /** Milliseconds of a duration such as `5m`. */
  duration(node: Node | undefined): number | undefined {
    const text = this.text(node)
    if (text === undefined || text === '') return undefined
    const milliseconds = parseDuration(text)
    if (milliseconds === undefined) this.report(node, `not a valid duration string: ${JSON.stringify(text)}`)
    return milliseconds
  }

  /** A mapping of texts to texts, such as labels. */
  texts(node: Node | undefined, what: string): ReadonlyMap<string, { readonly text: string; readonly node: Node }> {
    const texts = new Map<string, { text: string; node: Node }>()
    if (node === undefined) return texts
    for (const [name, value] of this.fields(node, undefined, what)) {
      const text = this.text(value)
      if (text !== undefined) texts.set(name, { text, node: value })
    }
    return texts
  }

  #resolve(node: Node | undefined): Node | undefined {
    if (!isAlias(node) || this.#document === undefined) return node
    this.#aliases += 1
    if (this.#aliases <= maximumAliases) return node.resolve(this.#document)
    if (this.#aliases === maximumAliases + 1) this.report(node, 'too many aliases')
    return undefined
  }

  #reportAt(offset: number, message: string): void {
    const { line, col } = this.#lines.linePos(offset)
    this.problems.push({ file: this.#file, line: Math.max(1, line), column: Math.max(1, col), message })
  }

  /** Where the first column of a line of a scalar's text stands; no line where the file breaks the text differently. */
  #contentPosition(node: Scalar, line: number): { line: number | undefined; column: number } {
    const start = this.position(node)
    if (node.type === 'BLOCK_LITERAL') {
      const first =
        this.#text
          .split('\n')
          .slice(start.line)
          .find((written) => written.trim() !== '') ?? ''
      return { line: start.line + line, column: first.length - first.trimStart().length + 1 }
    }
    const isOneLine =
      node.range !== null && node.range !== undefined && !this.#text.slice(...spanOf(node)).includes('\n')
    const quote = node.type === 'PLAIN' ? 0 : 1
    return { line: isOneLine && line === 1 ? start.line : undefined, column: start.column + quote }
  }
}

function spanOf({ range }: Scalar): [number, number] {
  return [range?.[0] ?? 0, range?.[1] ?? 0]
}
