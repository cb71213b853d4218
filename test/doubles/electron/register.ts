import { realpathSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { serveControl } from './control/serve-control.ts'
import { app } from './electron/app.ts'
import { machine } from './electron/machine.ts'
import { resolveElectronToDouble } from './module-hook.ts'

/**
 * Turns this Node into the double: `node --import register.ts MAIN [flags]`. Chromium starts beside the entry; the app
 * becomes ready once the entry has been evaluated to its end, as in Electron; with ELECTRON_DOUBLE_WAITS=true not before the
 * test that controls it says `proceed`.
 */
const [, entry = ''] = process.argv
resolveElectronToDouble()
serveControl()

async function live(): Promise<void> {
  await import(pathToFileURL(realpathSync(entry)).href)
  await machine.chromium
  if (process.env.ELECTRON_DOUBLE_WAITS === 'true') await machine.proceeding.promise
  app.becomeReady()
}

setImmediate(() => {
  live().catch((error: unknown) => {
    console.error(error)
    app.exit(1)
  })
})
