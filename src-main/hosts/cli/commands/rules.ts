import { Command } from 'commander'
import { z } from 'zod'
import { duplicateRules, type FileProblem, loadRuleFiles } from '#main/engine/rules/index.ts'
import { rulesCheckedSchema } from '#shared/contract/cli/rules.ts'
import { exitCode } from '../exit-code.ts'
import type { Finish } from '../finish.ts'
import { readFlags } from '../flags.ts'
import { commandWords } from '../help/words.ts'
import { readNamedFile } from '../readable-file.ts'
import type { Terminal } from '../terminal.ts'
import { testRules } from './rules-test.ts'

const flagsSchema = z.object({ json: z.boolean().default(false) })

/** `kuraban rules`: checks and unit tests of Prometheus' rule files, as promtool has them. */
export function rulesCommand(terminal: Terminal, finish: Finish): Command {
  const words = commandWords(terminal.language)
  const rules = new Command('rules').description(words.rules)
  const command = (name: string, description: string, run: Run) =>
    rules
      .command(`${name} <files...>`)
      .description(description)
      .option('--json', words.json)
      .action(async (files: readonly string[], given: Record<string, unknown>) => {
        const { json } = readFlags(flagsSchema, given)
        if (!(await run(files, json, terminal))) finish(exitCode.failure)
      })
  command('check', words.rulesCheck, checkRules)
  command('test', words.rulesTest, testRules)
  return rules
}

type Run = (files: readonly string[], json: boolean, terminal: Terminal) => Promise<boolean>

async function checkRules(names: readonly string[], json: boolean, terminal: Terminal): Promise<boolean> {
  const files = []
  for (const name of names) files.push(await checkFile(name))
  const ok = files.every(({ problems }) => problems.length === 0)
  if (json) terminal.print(JSON.stringify(rulesCheckedSchema.parse({ ok, files })))
  else for (const file of files) printChecked(file, terminal)
  return ok
}

async function checkFile(file: string): Promise<Checked> {
  const { groups, problems } = loadRuleFiles([{ name: file, text: await readNamedFile(file) }])
  const count = groups.reduce((sum, { rules }) => sum + rules.length, 0)
  return { file, rules: count, problems, duplicates: duplicateRules(groups).map(({ name }) => name) }
}

interface Checked {
  readonly file: string
  readonly rules: number
  readonly problems: readonly FileProblem[]
  readonly duplicates: readonly string[]
}

function printChecked({ file, rules, problems, duplicates }: Checked, terminal: Terminal): void {
  terminal.print(`Checking ${file}`)
  if (problems.length === 0) terminal.print(`  SUCCESS: ${rules} rules found`)
  else terminal.printError('  FAILED:')
  for (const { line, column, message } of problems) terminal.printError(`    ${file}:${line}:${column}: ${message}`)
  for (const name of duplicates) terminal.printError(`  WARNING: duplicate rule: ${name}`)
  terminal.print('')
}
