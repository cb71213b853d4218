import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from '@swc/core'
import { checkSync } from 'recheck'

/** A regular expression that takes too long on some text, or that nobody can judge. */
export interface SlowExpression {
  readonly file: string
  readonly expression: string
  readonly reason: string
}

interface Literal {
  readonly pattern: string
  readonly flags: string
}

const folders = ['src-shared', 'src-main', 'src-renderer', 'bin', 'scripts']
const source = /\.tsx?$/
const notRead = /\.test\.tsx?$|\.d\.ts$|\/assembly\//

/** Judged in this process: the other ways need programs of the machine. The seed makes each run find the same. */
process.env.RECHECK_BACKEND = 'pure'
const judging = { timeout: 60_000, randomSeed: 4711 }

/**
 * Looks at every regular expression that stands in the program below `root`, tests left out, and finds those whose time
 * can grow faster than the square of the text. Throws when there is nothing to look at.
 */
export function findSlowExpressions(root: string): readonly SlowExpression[] {
  const files = folders.flatMap((folder) => sourceFiles(root, folder))
  if (files.length === 0) throw new Error('There is no source in which to look for regular expressions')
  const judged = new Map<string, string | null>()
  return files.flatMap((file) => {
    const literals = literalsIn(readFileSync(join(root, file), 'utf8'), file.endsWith('x'))
    return literals.flatMap(({ pattern, flags }) => {
      const expression = `/${pattern}/${flags}`
      if (!judged.has(expression)) judged.set(expression, whySlow(pattern, flags))
      const reason = judged.get(expression) ?? null
      return reason === null ? [] : [{ file, expression, reason }]
    })
  })
}

function sourceFiles(root: string, folder: string): string[] {
  if (!readdirSync(root).includes(folder)) return []
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`)
    .filter((name) => source.test(name) && !notRead.test(name))
}

function literalsIn(text: string, tsx: boolean): readonly Literal[] {
  const literals: Literal[] = []
  const look = (node: object) => {
    if ('pattern' in node && 'flags' in node && typeof node.pattern === 'string' && typeof node.flags === 'string') {
      literals.push({ pattern: node.pattern, flags: node.flags })
    }
    for (const part of Object.values(node)) if (typeof part === 'object' && part !== null) look(part)
  }
  look(parseSync(text, { syntax: 'typescript', tsx, target: 'es2024' }))
  return literals
}

function whySlow(pattern: string, flags: string): string | null {
  const verdict = checkSync(pattern, flags, judging)
  if (verdict.status === 'safe') return null
  if (verdict.status === 'unknown') return `not to be judged: ${verdict.error.kind}`
  if (verdict.complexity.type === 'polynomial' && verdict.complexity.degree <= 2) return null
  return `${verdict.complexity.summary} with ${verdict.attack.pattern}`
}

if (import.meta.main) {
  const slow = findSlowExpressions(process.cwd())
  for (const { file, expression, reason } of slow) console.error(`${file}: ${expression}: ${reason}`)
  process.exitCode = slow.length === 0 ? 0 : 1
  if (slow.length === 0) console.log('regular expressions: none slow')
}
