import { glob } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { formatDuration, formatLabels } from '#main/engine/promql/index.ts'
import {
  type ExpectedAlert,
  type FileProblem,
  formatGoNumber,
  loadRuleFiles,
  type RuleTestFailure,
  readRuleTestFile,
  runRuleTests,
  type TestSample,
} from '#main/engine/rules/index.ts'
import { rulesTestedSchema } from '#shared/contract/cli/rules.ts'
import { readNamedFile } from '../readable-file.ts'
import type { Terminal } from '../terminal.ts'

interface Tested {
  readonly file: string
  readonly problems: readonly FileProblem[]
  readonly failures: readonly RuleTestFailure[]
}

/** Runs unit tests of rules in promtool's format; answers whether all hold. */
export async function testRules(names: readonly string[], json: boolean, terminal: Terminal): Promise<boolean> {
  const files: Tested[] = []
  for (const name of names) {
    const tested = await testFile(name, terminal)
    if (!json) printTested(tested, terminal)
    files.push(tested)
  }
  const ok = files.every(({ problems, failures }) => problems.length + failures.length === 0)
  if (json) terminal.print(JSON.stringify(rulesTestedSchema.parse({ ok, files: files.map(withoutStrangeNumbers) })))
  return ok
}

async function testFile(file: string, terminal: Terminal): Promise<Tested> {
  const read = readRuleTestFile(file, await readNamedFile(file))
  if (read.problems.length > 0) return { file, problems: read.problems, failures: [] }
  const { groups, problems } = loadRuleFiles(await ruleFilesOf(file, read.file.ruleFiles, terminal))
  if (problems.length > 0) return { file, problems, failures: [] }
  return { file, problems: [], failures: await runRuleTests(read.file, groups, terminal.signal) }
}

/** The rule files a test names; patterns count from the folder of the test. */
async function ruleFilesOf(testFile: string, patterns: readonly string[], terminal: Terminal) {
  const found: { name: string; text: string }[] = []
  for (const pattern of patterns) {
    const names = (await Array.fromAsync(glob(pattern, { cwd: dirname(testFile) }))).sort()
    if (names.length === 0) terminal.printError(`  WARNING: no file match pattern ${pattern}`)
    for (const name of names) {
      const path = join(dirname(testFile), name)
      found.push({ name: path, text: await readNamedFile(path) })
    }
  }
  return found
}

function withoutStrangeNumbers(tested: Tested) {
  const plain = (samples: readonly TestSample[]) =>
    samples.map(({ labels, value }) => ({ labels, value: Number.isFinite(value) ? value : formatGoNumber(value, 'g') }))
  const failures = tested.failures.map((failure) =>
    failure.kind === 'expression'
      ? { ...failure, expected: plain(failure.expected), got: plain(failure.got) }
      : failure,
  )
  return { ...tested, failures }
}

function printTested({ file, problems, failures }: Tested, terminal: Terminal): void {
  terminal.print(`Unit Testing:  ${file}`)
  if (problems.length + failures.length === 0) terminal.print('  SUCCESS')
  else terminal.printError('  FAILED:')
  for (const { file: place, line, column, message } of problems) {
    terminal.printError(`    ${place}:${line}:${column}: ${message}`)
  }
  for (const line of failures.flatMap(failureLines)) terminal.printError(line)
  terminal.print('')
}

function failureLines(failure: RuleTestFailure): readonly string[] {
  const name = failure.test === '' ? [] : [`    name: ${failure.test},`]
  const time = `time: ${formatDuration(failure.evalTimeMs)}`
  switch (failure.kind) {
    case 'error':
      return [...name, `    ${failure.what}, ${time}, err: ${failure.message}`]
    case 'alert':
      return [
        ...name,
        `    alertname: ${failure.alertName}, ${time},`,
        ...both(failure.expected.map(alertText), failure.got.map(alertText)),
      ]
    case 'expression':
      return [
        ...name,
        `    expr: ${JSON.stringify(failure.expression)}, ${time},`,
        ...both(failure.expected.map(sampleText), failure.got.map(sampleText)),
      ]
  }
}

function both(expected: readonly string[], got: readonly string[]): readonly string[] {
  const listed = (what: string, texts: readonly string[]) =>
    texts.length === 0
      ? [`        ${what}: nil`]
      : texts.map((text, index) => `        ${index === 0 ? what : '   '}: ${text}`)
  return [...listed('exp', expected), ...listed('got', got)]
}

function alertText({ labels, annotations }: ExpectedAlert): string {
  return `Labels:${formatLabels(Object.entries(labels).sort())} Annotations:${formatLabels(Object.entries(annotations).sort())}`
}

function sampleText({ labels, value }: TestSample): string {
  return `${formatLabels(Object.entries(labels).sort())} ${formatGoNumber(value, 'g')}`
}
