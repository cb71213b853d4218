import { Command } from 'commander'
import { type Config, explainConfig, loadConfig } from '#main/platform/config/index.ts'
import { dataFolderOf } from '#main/platform/paths.ts'
import { configShowSchema } from '#shared/contract/cli/config.ts'
import { readFlags } from '../flags.ts'
import { columns } from '../quantities.ts'
import type { Terminal } from '../terminal.ts'
import { dataFolderFlagsSchema, withDataFolderFlags } from './data-folder-flags.ts'

/** `kuraban config show`: every effective setting with its origin, secrets masked. */
export function configCommand(terminal: Terminal): Command {
  const config = new Command('config').description('settings and where they come from')
  withDataFolderFlags(config.command('show'))
    .description('print each effective value with its origin; secrets are masked')
    .action(async (given: unknown) => {
      const flags = readFlags(dataFolderFlagsSchema, given)
      const loaded = await loadConfig({
        dataFolder: dataFolderOf(flags.data),
        processEnvironment: terminal.environment,
        flags: flags.environment === undefined ? {} : { environment: flags.environment },
      })
      if (flags.json) printJson(loaded, terminal)
      else printTable(loaded, terminal)
    })
  return config
}

function printJson(config: Config, terminal: Terminal): void {
  const settings = explainConfig(config).map(({ description: _, ...setting }) => setting)
  terminal.print(JSON.stringify(configShowSchema.parse({ settings, ignored: config.ignored })))
}

function printTable(config: Config, terminal: Terminal): void {
  const rows = explainConfig(config).map(({ key, value, place }) => [
    key,
    Array.isArray(value) ? value.join(', ') : String(value),
    place,
  ])
  const head = terminal.language === 'ja' ? ['設定', '値', '出どころ'] : ['SETTING', 'VALUE', 'ORIGIN']
  for (const line of columns([head, ...rows])) terminal.print(line)
  for (const { key, place } of config.ignored) {
    terminal.printError(terminal.language === 'ja' ? `無視された設定: ${key}(${place})` : `ignored: ${key} (${place})`)
  }
}
