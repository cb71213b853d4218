import { join } from 'node:path'
import { findElectron } from './electron-binary.ts'
import { runProgram } from './run-program.ts'

/** Opens the desktop window, or, where Electron cannot run, the same application in the browser. */
const project = join(import.meta.dirname, '..')
const flags = process.argv.slice(2)
const electron = findElectron(project)

if ('path' in electron) {
  const built = await runProgram(process.execPath, ['bin/kuraban.js', '--version'], { stdio: 'ignore' })
  process.exitCode = built === 0 ? await runProgram(electron.path, [project, ...flags]) : built
} else {
  console.log(`Electron cannot open a window here (${electron.missing}): opening the same application in the browser.`)
  process.exitCode = await runProgram(process.execPath, ['bin/kuraban.js', 'serve', '--port', '0', '--open', ...flags])
}
