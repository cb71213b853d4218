import { runCommandLine } from '#main/hosts/cli/run-command-line.ts'
import { processTerminal } from '#main/hosts/cli/terminal.ts'
import { programVersion } from '#main/platform/program-version.ts'

/** The command: puts the command line and the server host together, since hosts do not know each other. */
process.exitCode = await runCommandLine(process.argv.slice(2), {
  terminal: processTerminal(),
  serve: async (options, { environment, language, printError }) => {
    const { serve } = await import('#main/hosts/server/serve.ts')
    return await serve(options, { programVersion, environment, language, say: printError })
  },
})
