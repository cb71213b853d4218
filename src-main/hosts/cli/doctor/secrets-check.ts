import { stat } from 'node:fs/promises'
import { openConfiguredSecrets } from '#main/app/configured-secrets.ts'
import { silentLogger } from '#main/platform/logger.ts'
import type { DoctorCheck } from '#shared/contract/cli/doctor.ts'
import { type Patient, passed, warned } from './patient.ts'

/** Opens the secret store and says by how many ways, and how strong they are. */
export async function secretsCheck({ paths, config, processEnvironment, words }: Patient): Promise<DoctorCheck> {
  if ((await stat(paths.secretsFile).catch(() => null)) === null) return passed('secrets', words.missingYet)
  const looking = { log: silentLogger, hide: () => {}, onlyLook: true }
  const store = await openConfiguredSecrets({ config, paths, processEnvironment, ...looking })
  const detail = store.slotKinds.join(', ')
  if (store.description.weak) return warned('secrets', detail, words.secretsWeak)
  return store.slotKinds.length === 1 ? warned('secrets', detail, words.secretsSingle) : passed('secrets', detail)
}
