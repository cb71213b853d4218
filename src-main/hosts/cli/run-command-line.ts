import { Command, CommanderError } from 'commander'
import { programVersion } from '#main/platform/program-version.ts'
import type { ServeHost } from './commands/serve.ts'
import { exitCode } from './exit-code.ts'
import { reportFailure } from './failure.ts'
import type { Finish } from './finish.ts'
import { commandWords } from './help/words.ts'
import { eachLine, type Terminal } from './terminal.ts'
import { usageError } from './usage-error.ts'

/** What other hosts bring to the command line; `bin/` puts them together. */
export interface CommandLineParts {
  readonly terminal: Terminal
  readonly serve: ServeHost
}

type LoadCommand = (parts: CommandLineParts, finish: Finish) => Promise<Command>

/** Each command is loaded when it is named, so that a backup does not wait for what only the server needs. */
const commands: Readonly<Record<string, LoadCommand>> = {
  repo: async ({ terminal }, finish) => (await import('./repo/repo-command.ts')).repoCommand(terminal, finish),
  serve: async ({ terminal, serve }) => (await import('./commands/serve.ts')).serveCommand(terminal, serve),
  certificate: async ({ terminal }) => (await import('./commands/certificate.ts')).certificateCommand(terminal),
  user: async ({ terminal }) => (await import('./commands/user.ts')).userCommand(terminal),
  audit: async ({ terminal }, finish) => (await import('./commands/audit.ts')).auditCommand(terminal, finish),
  secrets: async ({ terminal }) => (await import('./commands/secrets.ts')).secretsCommand(terminal),
  'recover-admin': async ({ terminal }) => (await import('./commands/recover-admin.ts')).recoverAdminCommand(terminal),
  apikey: async ({ terminal }) => (await import('./commands/apikey.ts')).apiKeyCommand(terminal),
  config: async ({ terminal }) => (await import('./commands/config.ts')).configCommand(terminal),
  migrate: async ({ terminal }, finish) => (await import('./commands/migrate.ts')).migrateCommand(terminal, finish),
  doctor: async ({ terminal }, finish) => (await import('./commands/doctor.ts')).doctorCommand(terminal, finish),
  rules: async ({ terminal }, finish) => (await import('./commands/rules.ts')).rulesCommand(terminal, finish),
  promql: async ({ terminal }) => (await import('./commands/promql.ts')).promqlCommand(terminal),
  service: async ({ terminal }) => (await import('./commands/service.ts')).serviceCommand(terminal),
}

/** Runs one command to its end and answers the exit code. Never throws: every failure is told on standard error. */
export async function runCommandLine(argv: readonly string[], parts: CommandLineParts): Promise<number> {
  let code: number = exitCode.success
  try {
    const program = await buildProgram(argv[0], parts, (value) => {
      code = value
    })
    await program.parseAsync(argv.map(withoutLevel), { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCode.success
    const form = { terminal: parts.terminal, json: argv.includes('--json'), restic: argv[0] === 'repo' }
    const isUsage = error instanceof CommanderError
    return await reportFailure(isUsage ? usageError(error, parts.terminal.language) : error, form)
  }
}

/** restic takes a level (`--verbose=2`); there is one here. */
function withoutLevel(word: string): string {
  return /^--verbose=[12]$/.test(word) ? '--verbose' : word
}

async function buildProgram(name: string | undefined, parts: CommandLineParts, finish: Finish): Promise<Command> {
  const { terminal } = parts
  const words = commandWords(terminal.language)
  const program = new Command('kuraban')
    .description(words.program)
    .version(programVersion, '-V, --version', words.version)
    .helpOption('-h, --help', words.help)
    .helpCommand('help [command]', words.help)
    .configureHelp({ styleTitle: (title) => words.titles[title] ?? title })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => eachLine(text, terminal.print),
      writeErr: (text) => eachLine(text, terminal.printError),
      outputError: () => {},
    })
  const named = name === undefined ? undefined : commands[name]
  const loaders = name === '--version' || name === '-V' ? [] : named === undefined ? Object.values(commands) : [named]
  for (const load of loaders) program.addCommand(inheritSettings(await load(parts, finish), program))
  return program
}

function inheritSettings(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent)
  for (const child of command.commands) inheritSettings(child, command)
  return command
}
