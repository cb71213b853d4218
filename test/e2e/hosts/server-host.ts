import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { serveResultSchema } from '#shared/contract/cli/serve.ts'
import { Program } from './program.ts'
import type { HostStart, StartedHost } from './started-host.ts'

const command = join(import.meta.dirname, '..', '..', '..', 'dist', 'main', 'kuraban.js')

/** The server host with its addresses. */
export interface ServerHost extends StartedHost {
  readonly url: string
  readonly signInUrl: string
}

/** Starts the built server and opens its sign-in address in a browser profile of its own. */
export async function startServerHost(browser: Browser, start: HostStart, signsIn = true): Promise<ServerHost> {
  const place = start.demo ? ['--demo'] : ['--data', start.dataFolder]
  const program = new Program([command, 'serve', '--port', '0', '--json', ...place], {
    TMPDIR: start.temporaryFolder,
  })
  const { url, signInUrl } = serveResultSchema.parse(JSON.parse(await program.firstLine()))
  const context = await browser.newContext()
  await start.onContext(context, (address) => new URL(address).origin === url)
  const page = await context.newPage()
  await page.goto(signsIn ? signInUrl : url)
  return {
    kind: 'server',
    url,
    signInUrl,
    page,
    openWindow: async () => {
      const another = await context.newPage()
      await another.goto(url)
      return another
    },
    output: () => program.output,
    stop: async () => {
      await context.close()
      program.child.kill('SIGTERM')
      const code = await program.exited
      return { code, leftovers: await program.killLeftovers() }
    },
  }
}
