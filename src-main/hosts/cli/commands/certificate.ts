import { Command } from 'commander'
import { certificateStatusSchema } from '#shared/features/security/contract/centre.ts'
import { readFlags } from '../flags.ts'
import { commandWords } from '../help/words.ts'
import type { Terminal } from '../terminal.ts'
import { withApplication } from './application.ts'
import { dataFolderFlagsSchema, withDataFolderFlags } from './data-folder-flags.ts'

/** `kuraban certificate status`: what the running server shows, and why it has not taken a newer file. */
export function certificateCommand(terminal: Terminal): Command {
  const words = commandWords(terminal.language)
  const certificate = new Command('certificate').description(words.certificate)
  withDataFolderFlags(certificate.command('status'), words)
    .description(words.certificateStatus)
    .action(async (given: Record<string, unknown>) => {
      const flags = readFlags(dataFolderFlagsSchema, given)
      const answer = await withApplication(flags, terminal, (call) => call('security.certificate.status', {}))
      const status = certificateStatusSchema.parse(answer)
      if (flags.json) return terminal.print(JSON.stringify(status))
      for (const [name, value] of Object.entries(status)) {
        if (value !== null) terminal.print(`${name}: ${Array.isArray(value) ? value.join(', ') : value}`)
      }
    })
  return certificate
}
