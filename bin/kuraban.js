#!/usr/bin/env node
// The command's entry. Runs on any Node from 18 on: it finds the Node the program is made for and, in a checkout,
// builds what the sources have outrun.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = join(dirname(fileURLToPath(import.meta.url)), '..')
const bundle = join(project, 'dist', 'main', 'kuraban.js')
const bundledNode = join(project, 'node_modules', 'node', 'bin', 'node')
const node = Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : bundledNode

function newestChange(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return Math.max(...names.map((name) => statSync(join(folder, name)).mtimeMs))
}

function buildIfOutrun() {
  const sources = ['src-main', 'src-shared', 'src-renderer', 'resources', 'bin'].map((name) => join(project, name))
  if (!sources.every(existsSync)) return
  const built = existsSync(bundle) ? statSync(bundle).mtimeMs : 0
  if (Math.max(...sources.map(newestChange)) <= built) return
  process.stderr.write('kuraban: building from source...\n')
  const build = spawnSync(node, [join(project, 'scripts', 'build.ts')], { cwd: project, stdio: ['ignore', 2, 2] })
  if (build.status !== 0) process.exit(build.status ?? 1)
}

if (!existsSync(node)) {
  process.stderr.write('kuraban: needs Node 24 or newer; in a checkout run `npm ci` first.\n')
  process.exit(1)
}
buildIfOutrun()
if (node === process.execPath) {
  await import(bundle)
} else {
  const child = spawn(node, [bundle, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => (signal === null ? process.exit(code ?? 1) : process.kill(process.pid, signal)))
}
