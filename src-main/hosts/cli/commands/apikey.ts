import { Command } from 'commander'
import { z } from 'zod'
import {
  apiKeyCreatedSchema,
  apiKeyListSchema,
  apiKeyPageSchema,
  apiKeyRevokedSchema,
} from '#shared/contract/cli/apikey.ts'
import { permissionSchema } from '#shared/contract/permissions.ts'
import type { ApiKey } from '#shared/features/security/contract/credentials.ts'
import { readFlags, wholeNumber } from '../flags.ts'
import { type CommandWords, commandWords } from '../help/words.ts'
import type { Terminal } from '../terminal.ts'
import { type CallApplication, withApplication } from './application.ts'
import { dataFolderFlagsSchema, withDataFolderFlags } from './data-folder-flags.ts'

const scopesAllowed = permissionSchema.options.join(', ')
const daysAllowed = '1..365'
const listOf = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

const createFlagsSchema = dataFolderFlagsSchema.extend({
  name: z.string('a name').min(1, 'a name').max(100, 'a name'),
  scopes: z
    .string(scopesAllowed)
    .transform(listOf)
    .pipe(z.array(z.enum(permissionSchema.options, scopesAllowed), scopesAllowed).min(1, scopesAllowed)),
  networks: z
    .string()
    .transform(listOf)
    .pipe(z.array(z.union([z.cidrv4(), z.cidrv6()], 'CIDR, CIDR, …'), 'CIDR, CIDR, …'))
    .optional(),
  days: wholeNumber(daysAllowed, 1, 365).optional(),
  owner: z.string().min(1, 'a name').optional(),
})

/** `kuraban apikey`: keys with which other programs call. */
export function apiKeyCommand(terminal: Terminal): Command {
  const words = commandWords(terminal.language)
  const apikey = new Command('apikey').description(words.apikey)
  apikey.addCommand(createCommand(terminal, words))
  apikey.addCommand(listCommand(terminal, words))
  apikey.addCommand(revokeCommand(terminal, words))
  return apikey
}

function createCommand(terminal: Terminal, words: CommandWords): Command {
  return withDataFolderFlags(new Command('create'), words)
    .description(words.apikeyCreate)
    .option('--name <name>', words.apikeyName)
    .option('--scopes <permissions>', words.apikeyScopes)
    .option('--networks <list>', words.apikeyNetworks)
    .option('--days <number>', words.apikeyDays)
    .option('--owner <name>', words.apikeyOwner)
    .action(async (given: Record<string, unknown>) => {
      const { name, scopes, networks = [], days = 90, owner, ...flags } = readFlags(createFlagsSchema, given)
      const input = { name, scopes, networks, validDays: days, ...(owner === undefined ? {} : { owner }) }
      const created = await withApplication(flags, terminal, (call) => call('security.apiKeys.create', input))
      const { apiKey, key } = apiKeyCreatedSchema.parse(created)
      const lines = flags.json ? [JSON.stringify({ apiKey, key })] : [key, lineOf(apiKey), words.apikeyOnce]
      for (const line of lines) terminal.print(line)
    })
}

function listCommand(terminal: Terminal, words: CommandWords): Command {
  return withDataFolderFlags(new Command('list'), words)
    .description(words.apikeyList)
    .action(async (given: Record<string, unknown>) => {
      const flags = readFlags(dataFolderFlagsSchema, given)
      const keys = apiKeyListSchema.parse(await withApplication(flags, terminal, allKeys))
      if (flags.json) terminal.print(JSON.stringify(keys))
      else for (const key of keys) terminal.print(lineOf(key))
    })
}

function revokeCommand(terminal: Terminal, words: CommandWords): Command {
  return withDataFolderFlags(new Command('revoke'), words)
    .description(words.apikeyRevoke)
    .argument('<id>', words.apikeyId)
    .action(async (which: string, given: Record<string, unknown>) => {
      const flags = readFlags(dataFolderFlagsSchema, given)
      const revoked = await withApplication(flags, terminal, async (call) => {
        const named = (await allKeys(call)).find(({ id, prefix }) => id === which || prefix === which)
        return call('security.apiKeys.revoke', { id: named?.id ?? which })
      })
      const key = apiKeyRevokedSchema.parse(revoked)
      terminal.print(flags.json ? JSON.stringify(key) : lineOf(key))
    })
}

async function allKeys(call: CallApplication): Promise<ApiKey[]> {
  const keys: ApiKey[] = []
  let cursor: string | null = null
  do {
    const input: { limit: number; cursor?: string } = cursor === null ? { limit: 200 } : { limit: 200, cursor }
    const page = apiKeyPageSchema.parse(await call('security.apiKeys.list', input))
    keys.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return keys
}

function lineOf({ prefix, state, name, createdBy, scopes, expiresAt }: ApiKey): string {
  return [prefix, state, name, createdBy, scopes.join(','), expiresAt.slice(0, 10)].join('\t')
}
