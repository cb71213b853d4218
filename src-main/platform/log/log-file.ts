import { appendFileSync, chmodSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'

/** The file a log is written to. When it has grown beyond `maximumBytes` it becomes `.1`, `.1` becomes `.2`, and so on. */
export interface LogFileSettings {
  readonly path: string
  readonly maximumBytes: number
  /** Files in all, the current one included. */
  readonly count: number
  /** 0600 keeps it to the owner, 0640 lets a group of log readers in. */
  readonly mode: 0o600 | 0o640
}

/** Name of the n-th older file: `kuraban.log` becomes `kuraban.1.log`. */
export function olderLogFile(file: string, index: number): string {
  const { dir, name, ext } = path.parse(file)
  return path.join(dir, `${name}.${index}${ext}`)
}

/** Makes the folder and the file, with the mode it shall have. Throws where it cannot be written. */
export function prepareLogFile(settings: LogFileSettings): void {
  mkdirSync(path.dirname(settings.path), { recursive: true, mode: 0o700 })
  appendFileSync(settings.path, '', { mode: settings.mode })
  chmodSync(settings.path, settings.mode)
}

/** Moves every file one place on; the oldest goes. */
export function rotateLogFiles({ path: file, count }: LogFileSettings): void {
  rmSync(count <= 1 ? file : olderLogFile(file, count - 1), { force: true })
  if (count <= 1) return
  for (let index = count - 2; index >= 1; index -= 1) {
    const older = olderLogFile(file, index)
    if (existsSync(older)) renameSync(older, olderLogFile(file, index + 1))
  }
  renameSync(file, olderLogFile(file, 1))
}
