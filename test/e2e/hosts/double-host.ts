import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { RunningDouble } from '#test/doubles/electron/start-double.ts'
import type { HostStart, StartedHost } from './started-host.ts'

/** The desktop host on the double, with the strings that move it. */
export interface DoubleHost extends StartedHost {
  readonly double: RunningDouble
}

const isApplication = (page: Page) => page.url().startsWith('https://kuraban.app.test/')

async function nextWindow(context: BrowserContext): Promise<Page> {
  const page = context.pages().find(isApplication) ?? (await context.waitForEvent('page'))
  await page.waitForURL('https://kuraban.app.test/**')
  return page
}

/** Starts the built desktop bundles on the double and waits for the first window. */
export async function startDoubleHost(start: HostStart): Promise<DoubleHost> {
  const double = new RunningDouble({
    args: start.demo ? ['--demo'] : ['--data', start.dataFolder],
    temporaryFolder: start.temporaryFolder,
    environment: { ELECTRON_DOUBLE_WAITS: 'true' },
  })
  const browser = await chromium.connectOverCDP(await double.chromiumEndpoint(), { noDefaults: true })
  const [context] = browser.contexts()
  if (context === undefined) throw new Error('the double has no context')
  await start.onContext(context, isOwn)
  const opened = nextWindow(context)
  await double.control('proceed')
  const page = await opened
  return {
    kind: 'electron-double',
    double,
    page,
    openWindow: async () => {
      const another = context.waitForEvent('page')
      await double.control('chooseMenu', '新しいウィンドウ')
      return another
    },
    output: () => double.output,
    stop: async () => {
      await double.control('quit')
      const code = await double.exited
      await browser.close()
      return { code, leftovers: await double.killLeftovers() }
    },
  }
}

const isOwn = (address: string) => new URL(address).host === 'kuraban.app.test'
