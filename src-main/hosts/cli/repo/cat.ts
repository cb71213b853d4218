import { Command } from 'commander'
import { repositoryConfigJson } from '#main/engine/repository/index.ts'
import type { Terminal } from '../terminal.ts'
import { withRepositoryFlags } from './location.ts'
import { withRepository } from './session.ts'

/** `kuraban repo cat config`: prints the repository's configuration; also the way to ask whether there is a repository. */
export function catCommand(terminal: Terminal): Command {
  const cat = new Command('cat').description('print internal objects to standard output')
  cat.addCommand(
    withRepositoryFlags(new Command('config'))
      .description('print the configuration of the repository')
      .action(async (_flags, command: Command) => {
        await withRepository(command, terminal, 'none', async ({ repository }) =>
          terminal.print(repositoryConfigJson(repository)),
        )
      }),
  )
  return cat
}
