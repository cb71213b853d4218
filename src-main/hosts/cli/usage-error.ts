import type { CommanderError } from 'commander'
import type { AppError } from '#shared/contract/errors.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import { wrongFlag } from './flags.ts'

const allowed: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'commander.unknownOption': {
    ja: 'このコマンドにあるフラグ(--help で一覧)',
    en: 'a flag of this command (--help lists them)',
  },
  'commander.unknownCommand': { ja: 'あるコマンド(--help で一覧)', en: 'a command there is (--help lists them)' },
  'commander.help': { ja: 'コマンド(--help で一覧)', en: 'a command (--help lists them)' },
  'commander.missingArgument': { ja: '必要な引数', en: 'an argument, which is missing' },
  'commander.optionMissingArgument': { ja: '値', en: 'a value, which is missing' },
  'commander.excessArguments': { ja: 'これより少ない引数', en: 'fewer arguments' },
}

/** What commander found wrong with the words of the command line, as the program's own error. */
export function usageError(error: CommanderError, language: Language): AppError<'CONFIG_INVALID'> {
  const [, named = 'kuraban'] = /'([^']+)'/.exec(error.message) ?? []
  const [key = named] = named.match(/--[\w-]+/) ?? []
  return wrongFlag(key, '', allowed[error.code]?.[language] ?? error.message, { cause: error })
}
