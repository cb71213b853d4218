import { Command } from 'commander'
import type { Finish } from '../finish.ts'
import { commandWords } from '../help/words.ts'
import type { Terminal } from '../terminal.ts'
import { backupCommand } from './backup.ts'
import { catCommand } from './cat.ts'
import { checkCommand } from './check.ts'
import { initCommand } from './init.ts'
import { withRepositoryFlags } from './location.ts'
import { lsCommand } from './ls.ts'
import { restoreCommand } from './restore.ts'
import { snapshotsCommand } from './snapshots.ts'
import { unlockCommand } from './unlock.ts'

/**
 * `kuraban repo`: a repository in the open restic format, in the words of restic's manual; touches no data folder. The
 * flags that every command shares may stand before its name as well.
 */
export function repoCommand(terminal: Terminal, finish: Finish): Command {
  const repo = withRepositoryFlags(new Command('repo')).description(commandWords(terminal.language).repo)
  const commands = [
    initCommand(terminal),
    backupCommand(terminal, finish),
    snapshotsCommand(terminal),
    lsCommand(terminal),
    restoreCommand(terminal, finish),
    checkCommand(terminal, finish),
    catCommand(terminal),
    unlockCommand(terminal),
  ]
  for (const command of commands) repo.addCommand(command)
  return repo
}
