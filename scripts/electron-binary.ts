import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Electron to open the desktop window with, or the reason why it cannot be opened here. */
export type ElectronChoice = { readonly path: string } | { readonly missing: string }

const installLimitMs = 120_000

/** Finds Electron's binary, fetching it on first use; never waits longer than two minutes. */
export function findElectron(project: string): ElectronChoice {
  if (!hasDisplay()) return { missing: 'there is no display' }
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (override !== undefined) return existing(join(override, 'electron'))
  const folder = join(project, 'node_modules', 'electron')
  if (!existsSync(join(folder, 'path.txt'))) {
    console.log('Fetching the Electron binary (first start only)...')
    spawnSync(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore', timeout: installLimitMs })
  }
  if (!existsSync(join(folder, 'path.txt'))) return { missing: 'its binary could not be had' }
  return existing(join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8')))
}

function hasDisplay(): boolean {
  if (process.platform === 'win32' || process.platform === 'darwin') return true
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

function existing(path: string): ElectronChoice {
  return existsSync(path) ? { path } : { missing: `there is none at ${path}` }
}
