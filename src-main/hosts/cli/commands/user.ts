import { Command } from 'commander'
import { z } from 'zod'
import { passwordResetSchema, userCreatedSchema, userListSchema, userRemovedSchema } from '#shared/contract/cli/user.ts'
import { languageSchema } from '#shared/contract/identifiers.ts'
import { builtInRoleSchema } from '#shared/contract/permissions.ts'
import { roleReferenceSchema, type User } from '#shared/features/security/values.ts'
import { readFlags, wrongFlag } from '../flags.ts'
import { type CommandWords, commandWords } from '../help/words.ts'
import { eachLine, type Terminal } from '../terminal.ts'
import { type CallApplication, withApplication } from './application.ts'
import { type DataFolderFlags, dataFolderFlagsSchema, withDataFolderFlags } from './data-folder-flags.ts'
import { firstLineOf } from './secret-file.ts'
import { allUsers, userNamed } from './user-lookup.ts'
import { userLine, userWords } from './user-words.ts'

const file = z.string('a readable file').min(1, 'a readable file')
const roles = `${builtInRoleSchema.options.join(', ')}, ID`
const createFlagsSchema = dataFolderFlagsSchema.extend({
  name: z.string('a name').min(1, 'a name'),
  role: z.string(roles).refine((role) => roleReferenceSchema.safeParse(role).success, roles),
  email: z.email('an e-mail address').optional(),
  passwordFile: file.optional(),
  passwordHashFile: file.optional(),
  mustChangePassword: z.boolean().default(false),
  language: z.enum(languageSchema.options, languageSchema.options.join(', ')).default('ja'),
})
const listFlagsSchema = dataFolderFlagsSchema.extend({
  search: z.string().max(100, '0..100 characters').optional(),
  state: z.enum(['active', 'disabled'], 'active, disabled').optional(),
})
const namedFlagsSchema = dataFolderFlagsSchema.extend({ name: z.string('a name').min(1, 'a name') })
const resetFlagsSchema = namedFlagsSchema.extend({ by: z.enum(['letter', 'mail'], 'letter, mail').default('letter') })

/** What a command does with one person. */
type NamedAction = (call: CallApplication, user: User, terminal: Terminal, json: boolean) => Promise<void>

/** `kuraban user`: people who may sign in. */
export function userCommand(terminal: Terminal): Command {
  const words = commandWords(terminal.language)
  const user = new Command('user').description(words.user)
  addList(user, terminal, words)
  addCreate(user, terminal, words)
  addResetPassword(user, terminal, words)
  addNamed(user, terminal, words, 'disable', setState('disabled'))
  addNamed(user, terminal, words, 'enable', setState('active'))
  addNamed(user, terminal, words, 'reset-2fa', async (call, { id }, to, json) =>
    printUser(to, json, 'twoFactorReset', await call('security.users.resetTwoFactor', { id })),
  )
  addNamed(user, terminal, words, 'remove', async (call, { id, name }, to, json) => {
    const removed = userRemovedSchema.parse(await call('security.users.remove', { id }))
    to.print(json ? JSON.stringify(removed) : userWords(to.language).removed(name, removed.endedSessions))
  })
  return user
}

function addList(user: Command, terminal: Terminal, words: CommandWords): void {
  withDataFolderFlags(user.command('list'), words)
    .description(words.userList)
    .option('--search <text>', words.userSearch)
    .option('--state <state>', words.userState)
    .action(async (given: Record<string, unknown>) => {
      const { search, state, ...flags } = readFlags(listFlagsSchema, given)
      const filter = { ...(search === undefined ? {} : { search }), ...(state === undefined ? {} : { state }) }
      const users = await withApplication(flags, terminal, (call) => allUsers(call, filter))
      if (flags.json) terminal.print(JSON.stringify(userListSchema.parse({ users })))
      else for (const one of users) terminal.print(userLine(terminal.language, one))
    })
}

function addCreate(user: Command, terminal: Terminal, words: CommandWords): void {
  withDataFolderFlags(user.command('create'), words)
    .description(words.userCreate)
    .option('--name <name>', words.userName)
    .option('--role <role>', words.userRole)
    .option('--email <address>', words.userEmail)
    .option('--password-file <file>', words.userPasswordFile)
    .option('--password-hash-file <file>', words.userPasswordHashFile)
    .option('--must-change-password', words.userMustChangePassword)
    .option('--language <language>', words.userLanguage)
    .action(async (given: Record<string, unknown>) => {
      const { name, role, email = null, language, mustChangePassword, ...rest } = readFlags(createFlagsSchema, given)
      const proof = await passwordOf(rest)
      const input = { name, role, email, language, mustChangePassword, ...proof }
      const created = await withApplication(rest, terminal, (call) => call('security.users.create', input))
      printUser(terminal, rest.json, 'created', created)
    })
}

/** A password, or the hash another system kept of it: one of the two. */
async function passwordOf(flags: { passwordFile?: string | undefined; passwordHashFile?: string | undefined }) {
  const { passwordFile, passwordHashFile } = flags
  if (passwordFile !== undefined && passwordHashFile !== undefined) {
    throw wrongFlag('--password-hash-file', passwordHashFile, 'one of --password-file, --password-hash-file')
  }
  if (passwordHashFile !== undefined) {
    return { passwordHash: (await firstLineOf('--password-hash-file', passwordHashFile)).trim() }
  }
  if (passwordFile === undefined) throw wrongFlag('--password-file', '', 'a readable file')
  return { password: await firstLineOf('--password-file', passwordFile) }
}

function addResetPassword(user: Command, terminal: Terminal, words: CommandWords): void {
  named(user, words, 'reset-password')
    .option('--by <way>', words.userResetBy)
    .action(async (argument: string | undefined, given: Record<string, unknown>) => {
      const { name, by, ...flags } = readFlags(resetFlagsSchema, nameIn(argument, given))
      const answer = await withApplication(flags, terminal, async (call) => {
        const { id } = await userNamed(call, name)
        return call('security.users.resetPassword', { id, by })
      })
      const delivery = passwordResetSchema.parse(answer)
      if (flags.json) terminal.print(JSON.stringify(delivery))
      else if (delivery.by === 'letter') eachLine(delivery.letter.text, terminal.print)
      else terminal.print(userWords(terminal.language).mailed(delivery.recipient))
    })
}

function addNamed(
  user: Command,
  terminal: Terminal,
  words: CommandWords,
  command: keyof CommandWords['userActions'],
  act: NamedAction,
): void {
  named(user, words, command).action(async (argument: string | undefined, given: Record<string, unknown>) => {
    const { name, ...flags } = readFlags(namedFlagsSchema, nameIn(argument, given))
    await withApplication(flags, terminal, async (call) => act(call, await userNamed(call, name), terminal, flags.json))
  })
}

function named(user: Command, words: CommandWords, command: keyof CommandWords['userActions']): Command {
  return withDataFolderFlags(user.command(command), words)
    .description(words.userActions[command])
    .argument('[name]', words.userName)
    .option('--name <name>', words.userName)
}

/** A name is given as the argument or as the flag. */
function nameIn(argument: string | undefined, given: Record<string, unknown>): Record<string, unknown> {
  return argument === undefined ? given : { ...given, name: argument }
}

function setState(state: User['state']): NamedAction {
  return async (call, { id }, terminal, json) =>
    printUser(terminal, json, state, await call('security.users.setState', { id, state }))
}

function printUser(
  terminal: Terminal,
  json: DataFolderFlags['json'],
  done: 'created' | 'twoFactorReset' | User['state'],
  answer: unknown,
): void {
  const user = userCreatedSchema.parse(answer)
  terminal.print(json ? JSON.stringify(user) : userWords(terminal.language)[done](user.name, user.role))
}
