import { Command } from 'commander'
import { initRepository, LocalBackend } from '#main/engine/repository/index.ts'
import type { Terminal } from '../terminal.ts'
import { type RepositoryFlags, repositoryPath, withRepositoryFlags } from './location.ts'
import { newRepositoryPassword } from './password.ts'

/** `kuraban repo init`: makes a new repository of format version 2. */
export function initCommand(terminal: Terminal): Command {
  return withRepositoryFlags(new Command('init'))
    .description('initialize a new repository')
    .action(async (_flags, command: Command) => {
      const flags = command.optsWithGlobals<RepositoryFlags>()
      const path = await repositoryPath(flags, terminal)
      const repository = await initRepository(new LocalBackend(path), await newRepositoryPassword(flags, terminal))
      try {
        if (flags.json === true) {
          terminal.print(JSON.stringify({ message_type: 'initialized', id: repository.id, repository: path }))
          return
        }
        if (flags.quiet === true) return
        terminal.print(`created repository ${repository.id.slice(0, 10)} at ${path}`)
        terminal.printError(
          'Please note that knowledge of your password is required to access the repository. Losing it means that your data is lost.',
        )
      } finally {
        await repository.close()
      }
    })
}
