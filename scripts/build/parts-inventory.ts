import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const project = join(import.meta.dirname, '..', '..')

/** Writes dist/parts.cdx.json: every package the program ships with its version and licence, in CycloneDX form. */
export function writePartsInventory(): void {
  const inventory = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev'], {
    cwd: project,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  })
  writeFileSync(join(project, 'dist', 'parts.cdx.json'), inventory)
}
