import { Command } from 'commander'
import { type Config, explainConfig, loadConfig } from '#main/platform/config/index.ts'
import { dataFolderOf } from '#main/platform/paths.ts'
import { configShowSchema } from '#shared/contract/cli/config.ts'
import type { SettingOrigin } from '#shared/features/settings/contract.ts'
import { readFlags } from '../flags.ts'
import { commandWords } from '../help/words.ts'
import { columns } from '../quantities.ts'
import type { Terminal } from '../terminal.ts'
import { dataFolderFlagsSchema, withDataFolderFlags } from './data-folder-flags.ts'

/** `kuraban config show`: every effective setting with its origin, secrets masked. */
export function configCommand(terminal: Terminal): Command {
  const words = commandWords(terminal.language)
  const config = new Command('config').description(words.config)
  withDataFolderFlags(config.command('show'), words)
    .description(words.configShow)
    .action(async (given: Record<string, unknown>) => {
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

const originsJa: Readonly<Record<SettingOrigin, string>> = {
  default: '既定値',
  'settings-file': '設定ファイル',
  'env-file': '.env',
  'env-file-of-environment': '環境ごとの .env',
  'environment-variable': '環境変数',
  flag: 'フラグ',
}

function printTable(config: Config, terminal: Terminal): void {
  const ja = terminal.language === 'ja'
  const rows = explainConfig(config).map(({ key, variable, value, origin, place }) => [
    key,
    variable,
    Array.isArray(value) ? value.join(', ') : String(value),
    origin === 'default' ? (ja ? originsJa.default : origin) : `${ja ? originsJa[origin] : origin} (${place})`,
  ])
  const head = ja ? ['設定', '変数', '値', '出どころ'] : ['SETTING', 'VARIABLE', 'VALUE', 'ORIGIN']
  for (const line of columns([head, ...rows])) terminal.print(line)
  for (const { key, place } of config.ignored) {
    terminal.printError(ja ? `無視された設定: ${key}(${place})` : `ignored: ${key} (${place})`)
  }
}
