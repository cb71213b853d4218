import { join } from 'node:path'
import { _electron } from '@playwright/test'
import type { HostStart, StartedHost } from './started-host.ts'

const project = join(import.meta.dirname, '..', '..', '..')

/** Starts the built desktop bundles on real Electron. */
export async function startElectronHost(start: HostStart): Promise<StartedHost> {
  const place = start.demo ? ['--demo'] : ['--data', start.dataFolder]
  const application = await _electron.launch({
    args: [project, '--lang=ja', ...place],
    env: { ...process.env, TMPDIR: start.temporaryFolder },
  })
  await start.onContext(application.context(), (address) => address.startsWith('app://kuraban/'))
  const page = await application.firstWindow()
  const exited = new Promise<number | null>((resolve) => application.process().once('exit', resolve))
  return {
    kind: 'electron',
    page,
    openWindow: async () => {
      const another = application.waitForEvent('window')
      await application.evaluate(({ Menu }) => {
        const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? []
        items.find(({ label }) => label === '新しいウィンドウ')?.click()
      })
      return another
    },
    output: () => '',
    stop: async () => {
      await application.evaluate(({ app }) => setImmediate(() => app.quit()))
      return { code: await exited, leftovers: [] }
    },
  }
}
