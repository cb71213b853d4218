import { writeFile } from 'node:fs/promises'
import { Command } from 'commander'
import { z } from 'zod'
import { openConfiguredSecrets } from '#main/app/configured-secrets.ts'
import { loadConfig } from '#main/platform/config/index.ts'
import { ownDataFolder } from '#main/platform/data-folder-lock.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { dataFolderOf, dataFolderPaths } from '#main/platform/paths.ts'
import {
  recoverySheetSchema,
  secretsRotatedSchema,
  secretsStatusSchema,
  secretsUnlockedSchema,
} from '#shared/contract/cli/secrets.ts'
import { readFlags, wrongFlag } from '../flags.ts'
import { commandWords } from '../help/words.ts'
import { eachLine, type Terminal } from '../terminal.ts'
import { withApplication } from './application.ts'
import { type DataFolderFlags, dataFolderFlagsSchema, withDataFolderFlags } from './data-folder-flags.ts'
import { firstLineOf } from './secret-file.ts'

const sheetFlagsSchema = dataFolderFlagsSchema.extend({ output: z.string().min(1).optional() })
const unlockFlagsSchema = dataFolderFlagsSchema.extend({
  codeFile: z.string('a readable file').min(1, 'a readable file'),
})

/** `kuraban secrets`: the key of the stored passwords. */
export function secretsCommand(terminal: Terminal): Command {
  const words = commandWords(terminal.language)
  const secrets = new Command('secrets').description(words.secrets)
  withDataFolderFlags(secrets.command('status'), words)
    .description(words.secretsStatus)
    .action((given: Record<string, unknown>) => showStatus(readFlags(dataFolderFlagsSchema, given), terminal))
  withDataFolderFlags(secrets.command('recovery-sheet'), words)
    .description(words.secretsSheet)
    .option('--output <file>', words.secretsOutput)
    .action((given: Record<string, unknown>) => makeSheet(readFlags(sheetFlagsSchema, given), terminal))
  withDataFolderFlags(secrets.command('rotate'), words)
    .description(words.secretsRotate)
    .action((given: Record<string, unknown>) => rotate(readFlags(dataFolderFlagsSchema, given), terminal))
  withDataFolderFlags(secrets.command('unlock'), words)
    .description(words.secretsUnlock)
    .option('--code-file <file>', words.secretsCodeFile)
    .action((given: Record<string, unknown>) => unlock(readFlags(unlockFlagsSchema, given), terminal))
  return secrets
}

async function showStatus(flags: DataFolderFlags, terminal: Terminal): Promise<void> {
  const answer = await withApplication(flags, terminal, (call) => call('security.secrets.status', null))
  const status = secretsStatusSchema.parse(answer)
  if (flags.json) return terminal.print(JSON.stringify(status))
  const none = terminal.language === 'ja' ? 'なし' : 'none'
  const sheet = status.recoverySheetMadeAt ?? none
  terminal.print(`${status.kind}: ${status.slots.join(', ')}`)
  terminal.print(terminal.language === 'ja' ? `復旧シート: ${sheet}` : `recovery sheet: ${sheet}`)
}

/** The code is never printed beside other output: it goes to a new file that only its owner reads, or alone to the terminal. */
async function makeSheet(flags: z.output<typeof sheetFlagsSchema>, terminal: Terminal): Promise<void> {
  const { output } = flags
  if (output !== undefined) await writeFile(output, '', { flag: 'wx', mode: 0o600 }).catch(unwritable(output))
  const answer = await withApplication(flags, terminal, (call) => call('security.secrets.createRecoverySheet', null))
  const { text } = z.object({ text: z.string() }).parse(answer)
  if (output !== undefined) await writeFile(output, text)
  const result = recoverySheetSchema.parse(output === undefined ? { file: null, text } : { file: output, text: null })
  if (flags.json) terminal.print(JSON.stringify(result))
  else if (output === undefined) eachLine(text, terminal.print)
  else terminal.print(output)
}

function unwritable(file: string): (cause: unknown) => never {
  return (cause) => {
    throw wrongFlag('--output', file, 'a file that does not exist yet', { cause })
  }
}

async function rotate(flags: DataFolderFlags, terminal: Terminal): Promise<void> {
  const answer = await withApplication(flags, terminal, (call) => call('security.secrets.rotateMasterKey', null))
  const rotated = secretsRotatedSchema.parse(answer)
  if (flags.json) return terminal.print(JSON.stringify(rotated))
  const slots = rotated.slots.join(', ')
  terminal.print(terminal.language === 'ja' ? `鍵を新しくしました: ${slots}` : `made a new key: ${slots}`)
}

/** Opens the store by the code of a recovery sheet, with the program stopped, and sets up the ways of this machine. */
async function unlock(flags: z.output<typeof unlockFlagsSchema>, terminal: Terminal): Promise<void> {
  const recoveryCode = await firstLineOf('--code-file', flags.codeFile)
  const paths = dataFolderPaths(dataFolderOf(flags.data))
  const processEnvironment = terminal.environment
  const chosen = flags.environment === undefined ? {} : { environment: flags.environment }
  const config = await loadConfig({ dataFolder: paths.dataFolder, processEnvironment, flags: chosen })
  const ownership = await ownDataFolder(paths.dataFolder)
  try {
    const looking = { log: silentLogger, hide: () => {}, recoveryCode }
    const store = await openConfiguredSecrets({ config: config.values, paths, processEnvironment, ...looking })
    const unlocked = secretsUnlockedSchema.parse({ slots: store.slotKinds })
    if (flags.json) return terminal.print(JSON.stringify(unlocked))
    const slots = unlocked.slots.join(', ')
    terminal.print(terminal.language === 'ja' ? `保管庫を開けました: ${slots}` : `the store opens again: ${slots}`)
  } finally {
    await ownership.release()
  }
}
