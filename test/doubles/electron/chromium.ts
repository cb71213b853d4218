import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type BrowserContext, chromium } from '@playwright/test'
import { chromiumFlags, chromiumPath } from '#test/fixtures/chromium.ts'

/** A Chromium of one application: its only context is the default session. */
export interface RunningChromium {
  /** Its processes are a group of their own, named by the first. */
  readonly groupId: number
  readonly endpoint: string
  readonly context: BrowserContext
  /** Ends it at once; waits for nothing, because the process is about to exit. */
  kill(): void
}

const listening = /^DevTools listening on (ws:\S+)/

function endpointOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => reject(new Error(`Chromium ended with code ${code} before it answered`)))
    if (child.stderr === null) return
    createInterface(child.stderr).on('line', (line) => {
      const found = listening.exec(line)?.[1]
      if (found !== undefined) resolve(found)
    })
  })
}

/**
 * Starts Chromium with an empty profile and connects to it. Message ports tell of their closing, as in Electron. The
 * profile lies in the folder for temporary files, which whoever starts the double gives and removes.
 */
export async function startChromium(): Promise<RunningChromium> {
  const profile = mkdtempSync(join(tmpdir(), 'kuraban-chromium-'))
  const child = spawn(
    chromiumPath,
    [
      ...chromiumFlags,
      '--headless',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      '--window-size=1280,887',
      '--enable-blink-features=MessagePortCloseEvent',
      '--disable-background-timer-throttling',
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
      'about:blank',
    ],
    { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const endpoint = await endpointOf(child)
  const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true })
  const [context] = browser.contexts()
  const { pid } = child
  if (context === undefined || pid === undefined) throw new Error('Chromium has no default context')
  return {
    groupId: pid,
    endpoint,
    context,
    kill: () => void process.kill(-pid, 'SIGKILL'),
  }
}
