import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'

/** A log file that is written no more. */
export interface RotatedFile {
  readonly path: string
  readonly compressed: boolean
  /** Bytes on the disk. */
  readonly bytes: number
  readonly lastWrittenMs: number
}

/** Name for the log file that ends at that moment; `kuraban.log` becomes `kuraban-20261122T101500123Z.log`. */
export function rotatedName(file: string, at: Date, attempt = 0): string {
  const { dir, name, ext } = path.parse(file)
  const moment = at.toISOString().replaceAll(/[-:.]/g, '')
  return path.join(dir, `${name}-${moment}${attempt === 0 ? '' : `-${attempt}`}${ext}`)
}

function pattern(file: string): RegExp {
  const { name, ext } = path.parse(file)
  const literally = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  return new RegExp(`^${literally(name)}-\\d{8}T\\d{9}Z(-\\d+)?${literally(ext)}(\\.zst)?$`)
}

/** The rotated files beside a log file, oldest first. A folder that is gone has none. */
export function rotatedFiles(file: string): RotatedFile[] {
  const folder = path.dirname(file)
  const rotated = pattern(file)
  const found: RotatedFile[] = []
  for (const name of namesIn(folder)
    .filter((one) => rotated.test(one))
    .sort()) {
    const entry = statSync(path.join(folder, name), { throwIfNoEntry: false })
    if (entry?.isFile() !== true) continue
    const compressed = name.endsWith('.zst')
    found.push({ path: path.join(folder, name), compressed, bytes: entry.size, lastWrittenMs: entry.mtimeMs })
  }
  return found
}

/** What compressing began and an end of the program cut short. */
export function unfinishedFiles(file: string): string[] {
  const folder = path.dirname(file)
  const rotated = pattern(file)
  return namesIn(folder)
    .filter((name) => name.endsWith('.part') && rotated.test(name.slice(0, -'.part'.length)))
    .map((name) => path.join(folder, name))
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
