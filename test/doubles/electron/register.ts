import { realpathSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { isMainThread } from 'node:worker_threads'
import { serveControl } from './control/serve-control.ts'
import { app } from './electron/app.ts'
import { machine } from './electron/machine.ts'
import { resolveElectronToDouble } from './module-hook.ts'

/**
 * Turns this Node into the double: `node --import register.ts MAIN [flags]`. Chromium starts beside the entry; the app
 * becomes ready once the entry has been evaluated to its end, as in Electron; with ELECTRON_DOUBLE_WAITS=true not before the
 * test that controls it says `proceed`. Worker threads import this as well and are left alone: Electron has none for them.
 */
async function live(entry: string): Promise<void> {
  await import(pathToFileURL(realpathSync(entry)).href)
  await machine.chromium
  if (process.env.ELECTRON_DOUBLE_WAITS === 'true') await machine.proceeding.promise
  app.becomeReady()
}

function become(entry: string): void {
  resolveElectronToDouble()
  serveControl()
  setImmediate(() => {
    live(entry).catch((error: unknown) => {
      console.error(error)
      app.exit(1)
    })
  })
}

if (isMainThread) become(process.argv[1] ?? '')
