import type { ConfigValues } from '#main/platform/config/index.ts'
import type { DataFolderPaths } from '#main/platform/paths.ts'
import { appErrorOf } from '#main/storage/app-error.ts'
import { StorageError } from '#main/storage/storage-error.ts'
import type { DoctorCheck } from '#shared/contract/cli/doctor.ts'
import { errorText } from '#shared/contract/error-text.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import type { DoctorWords } from './words.ts'

/** What doctor looks at. */
export interface Patient {
  readonly paths: DataFolderPaths
  readonly config: ConfigValues
  readonly processEnvironment: Readonly<Record<string, string | undefined>>
  readonly words: DoctorWords
  readonly language: Language
}

export const passed = (name: string, detail: string): DoctorCheck => ({ name, ok: true, detail, consequence: '' })

/** Works, but should not stay as it is. */
export const warned = (name: string, detail: string, consequence: string): DoctorCheck => {
  return { name, ok: true, detail, consequence }
}

/** Does not work; the detail says in the reader's language what was found. */
export function failed(name: string, error: unknown, consequence: string, language: Language): DoctorCheck {
  return { name, ok: false, detail: reasonOf(error, language), consequence }
}

function reasonOf(error: unknown, language: Language): string {
  const known = error instanceof StorageError ? appErrorOf(error) : error
  if (known instanceof AppError) return errorText(language, known.code, known.data).whatHappened
  return error instanceof Error ? error.message : String(error)
}
