import { spawn } from 'node:child_process'
import { Command } from 'commander'
import { z } from 'zod'
import { serveResultSchema } from '#shared/contract/cli/serve.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import { readFlags, wholeNumber } from '../flags.ts'
import { commandWords } from '../help/words.ts'
import type { Terminal } from '../terminal.ts'

/** What the server host offers the command line. */
export interface RunningServer {
  readonly url: string
  readonly httpUrl: string | null
  readonly certificateFingerprint: string | null
  readonly signInUrl: string
  createSignInUrl(): string
  close(): Promise<void>
}

/** How the server is started; given by `bin/`, since hosts do not know each other. */
export type ServeHost = (options: ServeOptions, terminal: Terminal) => Promise<RunningServer>

const portSchema = wholeNumber('a number from 0 to 65535', 0, 65_535)

const serveOptionsSchema = z.object({
  host: z.string().min(1).optional(),
  port: portSchema.optional(),
  https: z.boolean().optional(),
  httpPort: portSchema.optional(),
  data: z.string().min(1).optional(),
  environment: z.string().optional(),
  demo: z.boolean().default(false),
  open: z.boolean().default(false),
  json: z.boolean().default(false),
})
export type ServeOptions = z.output<typeof serveOptionsSchema>

/** `kuraban serve`: runs the application for browsers on this machine until it is stopped. */
export function serveCommand(terminal: Terminal, start: ServeHost): Command {
  const words = commandWords(terminal.language)
  return new Command('serve')
    .description(words.serve)
    .option('--host <address>', words.serveHost)
    .option('--port <number>', words.servePort)
    .option('--https', words.serveHttps)
    .option('--http-port <number>', words.serveHttpPort)
    .option('--data <folder>', words.data)
    .option('--environment <name>', words.environment)
    .option('--demo', words.serveDemo)
    .option('--open', words.serveOpen)
    .option('--json', words.serveJson)
    .action(async (flags: Record<string, unknown>) => {
      const options = readFlags(serveOptionsSchema, flags)
      const server = await start(options, terminal)
      try {
        announce(server, options, terminal)
        offerNewLinks(server, options, terminal)
        await stopped(terminal.signal)
      } finally {
        await server.close()
      }
    })
}

function announce(server: RunningServer, { json, open }: ServeOptions, terminal: Terminal): void {
  if (json) terminal.print(JSON.stringify(resultOf(server)))
  else for (const line of linesOf(server, terminal.language)) terminal.print(line)
  if (open) openBrowser(server.signInUrl, terminal)
}

function resultOf({ url, httpUrl, certificateFingerprint, signInUrl }: RunningServer) {
  return serveResultSchema.parse({
    url,
    ...(httpUrl === null ? {} : { httpUrl }),
    ...(certificateFingerprint === null ? {} : { certificateFingerprint }),
    signInUrl,
  })
}

function linesOf({ url, certificateFingerprint, signInUrl }: RunningServer, language: Language): readonly string[] {
  const ja = language === 'ja'
  const fingerprint = ja
    ? `証明書の指紋(SHA-256)。初めて開くときに見比べてください: ${certificateFingerprint}`
    : `Fingerprint of the certificate (SHA-256), to compare when you open it first: ${certificateFingerprint}`
  return [
    ja ? `蔵番を開きました: ${url}` : `Kuraban is open at ${url}`,
    ...(certificateFingerprint === null ? [] : [fingerprint]),
    ja
      ? `60 秒以内に 1 回だけ使えるサインイン用リンク: ${signInUrl}`
      : `Sign-in link, good once within 60 seconds: ${signInUrl}`,
  ]
}

/** At a terminal, Enter prints another link: the first is good for a minute only. */
function offerNewLinks(server: RunningServer, { json }: ServeOptions, { language, signal, print }: Terminal): void {
  if (json || process.stdin.isTTY !== true) return
  print(
    language === 'ja'
      ? 'Enter キーで新しいリンクを表示、Ctrl+C で終了します。'
      : 'Press Enter for a new link, Ctrl+C to stop.',
  )
  process.stdin.on('data', () => print(server.createSignInUrl()))
  signal.addEventListener('abort', () => process.stdin.pause(), { once: true })
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
