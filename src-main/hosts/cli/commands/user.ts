import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import { z } from 'zod'
import { AppError } from '#shared/contract/errors.ts'
import { languageSchema, roleSchema } from '#shared/contract/identifiers.ts'
import { userSchema } from '#shared/features/security/values.ts'
import { readFlags } from '../flags.ts'
import type { Terminal } from '../terminal.ts'
import { withApplication } from './application.ts'
import { dataFolderFlagsSchema, withDataFolderFlags } from './data-folder-flags.ts'

const createFlagsSchema = dataFolderFlagsSchema.extend({
  name: z.string('a name').min(1, 'a name'),
  role: z.enum(roleSchema.options, roleSchema.options.join(', ')),
  passwordFile: z.string('a readable file').min(1, 'a readable file'),
  language: z.enum(languageSchema.options, languageSchema.options.join(', ')).default('ja'),
})

/** `kuraban user`: people who may sign in. */
export function userCommand(terminal: Terminal): Command {
  const user = new Command('user').description('people who may sign in')
  withDataFolderFlags(user.command('create'))
    .description('create a user')
    .option('--name <name>', 'name to sign in with')
    .option('--role <role>', 'administrator, operator or viewer')
    .option('--password-file <file>', 'file whose first line is the password')
    .option('--language <language>', 'ja or en (default: ja)')
    .action(async (given: unknown) => {
      const { name, role, passwordFile, language, ...flags } = readFlags(createFlagsSchema, given)
      const password = await passwordIn(passwordFile)
      const created = await withApplication(flags, terminal, (call) =>
        call('security.users.create', { name, role, password, language }),
      )
      const shown = userSchema.parse(created)
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
    throw new AppError(
      'CONFIG_INVALID',
      { key: '--password-file', value: file, allowed: 'a readable file', origin: 'command line' },
      { cause },
    )
  }
}
