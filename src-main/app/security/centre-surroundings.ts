import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { BackupFeature } from '#main/features/backup/index.ts'
import type { CentreSurroundings } from '#main/features/security/index.ts'
import { probeRedaction } from '#main/platform/log/redaction.ts'
import { installedPath, resourcePath } from '#main/platform/resources.ts'
import { migrationState } from '#main/storage/migrate/migration-state.ts'
import { assertPlainInput } from '../api/plain-input.ts'
import type { AppPorts } from '../app-ports.ts'
import { contentPolicy } from '../renderer-files.ts'
import type { FailureCounter } from './failure-counter.ts'

const supportSchema = z.object({ knownAt: z.iso.date(), supportedMajors: z.array(z.number().int()) })
const inventorySchema = z.object({
  metadata: z.object({ timestamp: z.iso.datetime() }),
  components: z.array(z.unknown()),
})

/** What the security centre looks at outside its own feature. */
export function centreSurroundings(
  ports: AppPorts,
  { backup, failures }: { readonly backup: () => BackupFeature; readonly failures: FailureCounter },
): CentreSurroundings {
  return {
    isNetworked: () => ports.exposure().isNetworked,
    rateLimits: () => ({ enabled: ports.exposure().areCallsLimited, shared: ports.redis !== undefined }),
    contentPolicy: contentPolicy('nonce'),
    unexpectedFailures: () => failures.lastDay,
    probeInputs,
    probeMasking: probeRedaction,
    verifiedSince: (sinceMs) => backup().verificationFigures(sinceMs),
    electronVersion: () => process.versions.electron ?? null,
    electronSupport: async () =>
      supportSchema.parse(JSON.parse(await readFile(resourcePath('electron-support.json'), 'utf8'))),
    inventory,
    migrations: () => migrationState(ports.storage),
  }
}

/** Hostile inputs that must be refused before any schema sees them. */
function probeInputs(): { tried: number; taken: number } {
  const deep: unknown = Array.from({ length: 40 }).reduce((inner) => ({ inner }), {})
  const hostile: unknown[] = [JSON.parse('{"__proto__":{"a":1}}'), { constructor: { prototype: {} } }, deep]
  return { tried: hostile.length, taken: hostile.filter((input) => isTaken(input)).length }
}

function isTaken(input: unknown): boolean {
  try {
    assertPlainInput(input)
    return true
  } catch {
    return false
  }
}

/** The list of parts that the build wrote beside the program; null in a checkout that was never built. */
async function inventory(): Promise<{ components: number; madeAt: string } | null> {
  const file = installedPath('dist/parts.cdx.json')
  if (file === null) return null
  const { metadata, components } = inventorySchema.parse(JSON.parse(await readFile(file, 'utf8')))
  return { components: components.length, madeAt: metadata.timestamp }
}
