import { Command, CommanderError } from 'commander'
import { configCommand } from './commands/config.ts'
import { doctorCommand } from './commands/doctor.ts'
import { migrateCommand } from './commands/migrate.ts'
import { type ServeHost, serveCommand } from './commands/serve.ts'
import { serviceCommand } from './commands/service.ts'
import { userCommand } from './commands/user.ts'
import { exitCode } from './exit-code.ts'
import { reportFailure } from './failure.ts'
import { repoCommand } from './repo/repo-command.ts'
import type { Terminal } from './terminal.ts'
import { programVersion } from './version.ts'

/** What other hosts bring to the command line; `bin/` puts them together. */
export interface CommandLineParts {
  readonly terminal: Terminal
  readonly serve: ServeHost
}

/** Runs one command to its end and answers the exit code. Never throws: every failure is told on standard error. */
export async function runCommandLine(argv: readonly string[], parts: CommandLineParts): Promise<number> {
  let code: number = exitCode.success
  const finish = (value: number) => {
    code = value
  }
  const program = buildProgram(parts, finish)
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.success : exitCode.usage
    return reportFailure(error, { terminal: parts.terminal, json: argv.includes('--json'), restic: argv[0] === 'repo' })
  }
}

/** Tells `runCommandLine` the exit code of a command that ended without an error. */
export type Finish = (code: number) => void

function buildProgram({ terminal, serve }: CommandLineParts, finish: Finish): Command {
  const program = new Command('kuraban')
    .description('Kuraban (蔵番): back up, watch over and explain a site')
    .version(programVersion)
    .exitOverride()
    .showHelpAfterError()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.printError(text.trimEnd()),
    })
  const commands = [
    repoCommand(terminal, finish),
    serveCommand(terminal, serve),
    userCommand(terminal),
    configCommand(terminal),
    migrateCommand(terminal, finish),
    doctorCommand(terminal, finish),
    serviceCommand(terminal),
  ]
  for (const command of commands) program.addCommand(inherit(command, program))
  return program
}

function inherit(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent)
  for (const child of command.commands) inherit(child, command)
  return command
}
