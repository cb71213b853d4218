#!/usr/bin/env node
// The command's entry. Runs on any Node from 18 on: it finds the Node the program is made for and, in a checkout,
// builds what the sources have outrun. Standard output belongs to the command alone.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const project = join(dirname(fileURLToPath(import.meta.url)), '..')
const bundle = join(project, 'dist', 'main', 'kuraban.js')
const bundledNode = join(project, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
const node = Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : bundledNode

const changedAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

function newestChange(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => !/\.test\.tsx?$/.test(name))
  return names.reduce((newest, name) => Math.max(newest, changedAt(join(folder, name))), 0)
}

/** In a checkout only: an installed program has no sources. */
function buildIfOutrun() {
  const folders = ['src-main', 'src-shared', 'src-renderer', 'bin', 'scripts/build'].map((name) => join(project, name))
  if (!folders.every(existsSync)) return
  const files = ['package-lock.json', 'vite.renderer.config.ts'].map((name) => changedAt(join(project, name)))
  if (Math.max(...files, ...folders.map(newestChange)) <= changedAt(bundle)) return
  process.stderr.write('kuraban: building from source...\n')
  const build = spawnSync(node, [join(project, 'scripts', 'build.ts')], { cwd: project, stdio: ['ignore', 2, 2] })
  if (build.status !== 0) process.exit(build.status ?? 1)
}

function runWithBundledNode() {
  const child = spawn(node, [bundle, ...process.argv.slice(2)], { stdio: 'inherit' })
  const passed = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of passed) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1)
    for (const name of passed) process.removeAllListeners(name)
    process.kill(process.pid, signal)
  })
}

if (!existsSync(node)) {
  process.stderr.write('kuraban: needs Node 24 or newer; in a checkout run `npm ci` first.\n')
  process.exit(1)
}
buildIfOutrun()
if (node === process.execPath) await import(pathToFileURL(bundle).href)
else runWithBundledNode()
