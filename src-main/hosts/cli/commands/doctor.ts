import { Command } from 'commander'
import { type DoctorCheck, doctorSchema } from '#shared/contract/cli/doctor.ts'
import { doctorChecks } from '../doctor/checks.ts'
import { exitCode } from '../exit-code.ts'
import type { Finish } from '../finish.ts'
import { readFlags } from '../flags.ts'
import { commandWords } from '../help/words.ts'
import type { Terminal } from '../terminal.ts'
import { dataFolderFlagsSchema, withDataFolderFlags } from './data-folder-flags.ts'

/** `kuraban doctor`: looks at everything the program needs and says what does not work and why. */
export function doctorCommand(terminal: Terminal, finish: Finish): Command {
  const words = commandWords(terminal.language)
  return withDataFolderFlags(new Command('doctor'), words)
    .description(words.doctor)
    .action(async (given: Record<string, unknown>) => {
      const flags = readFlags(dataFolderFlagsSchema, given)
      const checks = await doctorChecks(flags, terminal)
      const ok = checks.every((check) => check.ok)
      if (flags.json) {
        terminal.print(JSON.stringify(doctorSchema.parse({ ok, checks })))
      } else {
        for (const check of checks) {
          terminal.print(`${markOf(check)} ${check.name}: ${check.detail}`)
          if (check.consequence !== '') terminal.print(`    ${check.consequence}`)
        }
      }
      if (!ok) finish(exitCode.failure)
    })
}

function markOf({ ok, consequence }: DoctorCheck): string {
  if (!ok) return '✗'
  return consequence === '' ? '✓' : '!'
}
