import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { DoctorCheck } from '#shared/contract/cli/doctor.ts'
import { passed, warned } from './patient.ts'
import type { DoctorWords } from './words.ts'

/** Whether the restic command is there, which nothing depends on but an independent look at a repository. */
export async function resticCheck(words: DoctorWords): Promise<DoctorCheck> {
  return await promisify(execFile)('restic', ['version']).then(
    ({ stdout }) => passed('restic', stdout.trim()),
    () => warned('restic', words.missing, words.restic),
  )
}
