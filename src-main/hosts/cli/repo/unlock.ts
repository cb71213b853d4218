import { Command } from 'commander'
import type { Terminal } from '../terminal.ts'
import { withRepositoryFlags } from './location.ts'
import { withRepository } from './session.ts'

/** `kuraban repo unlock`: removes locks that nobody holds any more. */
export function unlockCommand(terminal: Terminal): Command {
  return withRepositoryFlags(new Command('unlock'))
    .description('remove locks other processes created')
    .option('--remove-all', 'remove all locks, even non-stale ones')
    .action(async (options: { removeAll?: boolean }, command: Command) => {
      await withRepository(command, terminal, 'none', async ({ repository, flags }) => {
        const removed = await repository.unlock({ removeAll: options.removeAll === true })
        if (flags.json === true) terminal.print(JSON.stringify({ message_type: 'unlocked', removed }))
        else terminal.print(removed === 0 ? 'no locks were removed' : `successfully removed ${removed} locks`)
      })
    })
}
