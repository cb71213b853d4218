import { Command } from 'commander'
import { doctorSchema } from '#shared/contract/cli/doctor.ts'
import { doctorChecks } from '../doctor/checks.ts'
import { exitCode } from '../exit-code.ts'
import type { Finish } from '../finish.ts'
import { readFlags } from '../flags.ts'
import type { Terminal } from '../terminal.ts'
import { dataFolderFlagsSchema, withDataFolderFlags } from './data-folder-flags.ts'

/** `kuraban doctor`: looks at everything the program needs and says what does not work and why. */
export function doctorCommand(terminal: Terminal, finish: Finish): Command {
  return withDataFolderFlags(new Command('doctor'))
    .description('look at everything the program needs and say what does not work')
    .action(async (given: unknown) => {
      const flags = readFlags(dataFolderFlagsSchema, given)
      const checks = await doctorChecks(flags, terminal)
      const ok = checks.every((check) => check.ok)
      if (flags.json) {
        terminal.print(JSON.stringify(doctorSchema.parse({ ok, checks })))
      } else {
        for (const check of checks) {
          terminal.print(`${check.ok ? '✓' : '✗'} ${check.name}: ${check.detail}`)
          if (check.consequence !== '') terminal.print(`    ${check.consequence}`)
        }
      }
      if (!ok) finish(exitCode.failure)
    })
}
