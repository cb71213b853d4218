import { spawn } from 'node:child_process'
import { Command } from 'commander'
import { z } from 'zod'
import { serveResultSchema } from '#shared/contract/cli/serve.ts'
import { readFlags } from '../flags.ts'
import type { Terminal } from '../terminal.ts'

/** What the server host offers the command line. */
export interface RunningServer {
  readonly url: string
  readonly signInUrl: string
  close(): Promise<void>
}

/** How the server is started; given by `bin/`, since hosts do not know each other. */
export type ServeHost = (options: ServeOptions, terminal: Terminal) => Promise<RunningServer>

const serveOptionsSchema = z.object({
  host: z.string().min(1).optional(),
  port: z.coerce.number('a number from 0 to 65535').int().min(0).max(65_535).optional(),
  data: z.string().min(1).optional(),
  environment: z.string().optional(),
  demo: z.boolean().default(false),
  open: z.boolean().default(false),
  json: z.boolean().default(false),
})
export type ServeOptions = z.output<typeof serveOptionsSchema>

/** `kuraban serve`: runs the application for browsers on this machine until it is stopped. */
export function serveCommand(terminal: Terminal, start: ServeHost): Command {
  return new Command('serve')
    .description('run the application for browsers on this machine')
    .option('--host <address>', 'address to listen on (default: 127.0.0.1)')
    .option('--port <number>', 'port to listen on, 0 for any free one')
    .option('--data <folder>', 'data folder')
    .option('--environment <name>', 'development, staging or production')
    .option('--demo', 'use a throw-away profile and fill it by really doing the work')
    .option('--open', 'open the browser')
    .option('--json', 'print {"url","signInUrl"} as one JSON line once it answers')
    .action(async (flags: unknown) => {
      const options = readFlags(serveOptionsSchema, flags)
      const server = await start(options, terminal)
      try {
        announce(server, options, terminal)
        await stopped(terminal.signal)
      } finally {
        await server.close()
      }
    })
}

function announce(server: RunningServer, { json, open }: ServeOptions, terminal: Terminal): void {
  if (json) {
    terminal.print(JSON.stringify(serveResultSchema.parse({ url: server.url, signInUrl: server.signInUrl })))
  } else {
    terminal.print(terminal.language === 'ja' ? `蔵番を開きました: ${server.url}` : `Kuraban is open at ${server.url}`)
    terminal.print(
      terminal.language === 'ja'
        ? `60 秒以内に 1 回だけ使えるサインイン用リンク: ${server.signInUrl}`
        : `Sign-in link, good once within 60 seconds: ${server.signInUrl}`,
    )
  }
  if (open) openBrowser(server.signInUrl, terminal)
}

const browserPrograms: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

/** Opening a browser is a convenience: where there is none, the printed link is the way. */
function openBrowser(url: string, terminal: Terminal): void {
  const [program, ...args] = browserPrograms[process.platform] ?? ['xdg-open']
  const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true })
  child.on('error', () => {
    terminal.printError(
      terminal.language === 'ja'
        ? 'ブラウザを開けません。上のリンクを開いてください。'
        : 'No browser could be opened: open the link above.',
    )
  })
  child.unref()
}

function stopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
