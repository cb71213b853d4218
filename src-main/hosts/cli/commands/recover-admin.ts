import { Command } from 'commander'
import { z } from 'zod'
import { emergencyAdministratorSchema, restoredAdministratorSchema } from '#shared/contract/cli/user.ts'
import { readFlags, wrongFlag } from '../flags.ts'
import { commandWords } from '../help/words.ts'
import type { Terminal } from '../terminal.ts'
import { withApplication } from './application.ts'
import { dataFolderFlagsSchema, withDataFolderFlags } from './data-folder-flags.ts'
import { firstLineOf } from './secret-file.ts'
import { userWords } from './user-words.ts'

const flagsSchema = dataFolderFlagsSchema.extend({
  name: z.string('a name').min(1, 'a name').optional(),
  user: z.string('a name').min(1, 'a name').optional(),
  passwordFile: z.string('a readable file').min(1, 'a readable file').optional(),
})
type Flags = z.output<typeof flagsSchema>

/** `kuraban recover-admin`: the way in for whoever owns the machine when no administrator can sign in. */
export function recoverAdminCommand(terminal: Terminal): Command {
  const words = commandWords(terminal.language)
  return withDataFolderFlags(new Command('recover-admin'), words)
    .description(words.recoverAdmin)
    .option('--name <name>', words.recoverName)
    .option('--password-file <file>', words.recoverPasswordFile)
    .option('--user <name>', words.recoverUser)
    .action(async (given: Record<string, unknown>) => {
      const flags = readFlags(flagsSchema, given)
      if ((flags.name === undefined) === (flags.user === undefined)) {
        throw wrongFlag('--name', flags.name ?? '', 'one of --name, --user')
      }
      await (flags.user === undefined
        ? createOne(flags, flags.name ?? '', terminal)
        : restore(flags, flags.user, terminal))
    })
}

async function createOne(flags: Flags, name: string, terminal: Terminal): Promise<void> {
  const { passwordFile, json } = flags
  const chosen = passwordFile === undefined ? {} : { password: await firstLineOf('--password-file', passwordFile) }
  const input = { name, language: terminal.language, ...chosen }
  const answer = await withApplication(flags, terminal, (call) => call('security.recovery.createAdministrator', input))
  const made = emergencyAdministratorSchema.parse(answer)
  if (json) return terminal.print(JSON.stringify(made))
  const words = userWords(terminal.language)
  terminal.print(words.emergency(made.user.name, made.expiresAt))
  if (made.password !== null) terminal.print(words.password(made.password))
}

async function restore(flags: Flags, name: string, terminal: Terminal): Promise<void> {
  const answer = await withApplication(flags, terminal, (call) =>
    call('security.recovery.restoreAdministrator', { name }),
  )
  const restored = restoredAdministratorSchema.parse(answer)
  if (flags.json) return terminal.print(JSON.stringify(restored))
  terminal.print(userWords(terminal.language).restored(restored.user.name, restored.expiresAt))
  terminal.print(restored.code)
}
