import type { Command } from 'commander'
import { z } from 'zod'
import type { CommandWords } from '../help/words.ts'

/** Flags of every command that works on a data folder. */
export const dataFolderFlagsSchema = z.object({
  data: z.string().min(1, 'a folder').optional(),
  environment: z.string().min(1, 'development, staging or production').optional(),
  json: z.boolean().default(false),
})
export type DataFolderFlags = z.output<typeof dataFolderFlagsSchema>

/** Adds the flags that name a data folder and its environment. */
export function withDataFolderFlags(command: Command, words: CommandWords): Command {
  return command
    .option('--data <folder>', words.data)
    .option('--environment <name>', words.environment)
    .option('--json', words.json)
}
