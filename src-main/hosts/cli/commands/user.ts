import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import { z } from 'zod'
import { userCreatedSchema } from '#shared/contract/cli/user.ts'
import { languageSchema } from '#shared/contract/identifiers.ts'
import { builtInRoleSchema } from '#shared/contract/permissions.ts'
import { readFlags, wrongFlag } from '../flags.ts'
import { commandWords } from '../help/words.ts'
import type { Terminal } from '../terminal.ts'
import { withApplication } from './application.ts'
import { dataFolderFlagsSchema, withDataFolderFlags } from './data-folder-flags.ts'

const createFlagsSchema = dataFolderFlagsSchema.extend({
  name: z.string('a name').min(1, 'a name'),
  role: z.enum(builtInRoleSchema.options, builtInRoleSchema.options.join(', ')),
  passwordFile: z.string('a readable file').min(1, 'a readable file'),
  language: z.enum(languageSchema.options, languageSchema.options.join(', ')).default('ja'),
})

/** `kuraban user`: people who may sign in. */
export function userCommand(terminal: Terminal): Command {
  const words = commandWords(terminal.language)
  const user = new Command('user').description(words.user)
  withDataFolderFlags(user.command('create'), words)
    .description(words.userCreate)
    .option('--name <name>', words.userName)
    .option('--role <role>', words.userRole)
    .option('--password-file <file>', words.userPasswordFile)
    .option('--language <language>', words.userLanguage)
    .action(async (given: Record<string, unknown>) => {
      const { name, role, passwordFile, language, ...flags } = readFlags(createFlagsSchema, given)
      const password = await passwordIn(passwordFile)
      const created = await withApplication(flags, terminal, (call) =>
        call('security.users.create', { name, role, password, language }),
      )
      const shown = userCreatedSchema.parse(created)
      if (flags.json) terminal.print(JSON.stringify(shown))
      else
        terminal.print(
          terminal.language === 'ja'
            ? `利用者を作りました: ${shown.name}(${shown.role})`
            : `created ${shown.name} (${shown.role})`,
        )
    })
  return user
}

async function passwordIn(file: string): Promise<string> {
  try {
    const [line = ''] = (await readFile(file, 'utf8')).split(/\r?\n/, 1)
    return line
  } catch (cause) {
    throw wrongFlag('--password-file', file, 'a readable file', { cause })
  }
}
