import { type SpawnOptions, spawn } from 'node:child_process'
import { join } from 'node:path'

const project = join(import.meta.dirname, '..')

/** Path of a development tool that npm has installed. */
export function tool(name: string): string {
  return join(project, 'node_modules', '.bin', name)
}

/** Runs a program to its end with our own output; resolves to its exit code. SIGINT and SIGTERM are passed on. */
export function runProgram(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<number> {
  const path = `${join(project, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`
  const child = spawn(command, args, {
    cwd: project,
    stdio: 'inherit',
    ...options,
    env: { ...process.env, PATH: path, ...options.env },
  })
  const pass = (signal: NodeJS.Signals) => void child.kill(signal)
  process.on('SIGINT', pass).on('SIGTERM', pass)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      process.off('SIGINT', pass).off('SIGTERM', pass)
      resolve(signal === null ? (code ?? 1) : 1)
    })
  })
}
