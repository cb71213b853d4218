import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { AppError } from '#shared/contract/errors.ts'
import { writeFileAtomically } from '../atomic-file.ts'

/** Names that would reach into JavaScript's own objects. */
const forbiddenNames = new Set(['__proto__', 'constructor', 'prototype'])

/** A value as settings.json holds it; null is not set. */
export type SettingsFileValue = string | number | boolean | readonly string[] | null

export type SettingsFileContent = ReadonlyMap<string, unknown>

function notJson(file: string, cause: unknown): AppError {
  return new AppError(
    'CONFIG_INVALID',
    {
      key: 'settings.json',
      value: cause instanceof Error ? cause.message : '',
      allowed: '{ "KEY": VALUE, … }',
      origin: file,
    },
    { cause },
  )
}

/** The settings in the file, whatever their names; none where there is no file. Fails with CONFIG_INVALID if it is no JSON object. */
export async function readSettingsFile(file: string): Promise<SettingsFileContent> {
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}'
    throw new AppError('UNAVAILABLE', { what: file }, { cause: error })
  })
  try {
    const parsed: unknown = JSON.parse(content.replace(/^\uFEFF/, ''))
    z.looseObject({}).parse(parsed)
    return new Map(Object.entries(Object(parsed)))
  } catch (error) {
    throw notJson(file, error)
  }
}

/**
 * Changes settings in the file and keeps the others; null removes one. The file is replaced as a whole: when the disk is
 * full it stays as it was, and the call fails with UNAVAILABLE. Values must have been checked before.
 */
export async function patchSettingsFile(file: string, patch: ReadonlyMap<string, SettingsFileValue>): Promise<void> {
  const settings = new Map<string, unknown>(await readSettingsFile(file))
  for (const [key, value] of patch) {
    if (forbiddenNames.has(key)) throw new AppError('NOT_FOUND', { resource: 'setting', id: key })
    if (value === null) settings.delete(key)
    else settings.set(key, value)
  }
  const sorted = [...settings].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const lines = sorted.map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  try {
    await writeFileAtomically(file, lines.length === 0 ? '{}\n' : `{\n${lines.join(',\n')}\n}\n`)
  } catch (error) {
    throw new AppError('UNAVAILABLE', { what: file }, { cause: error })
  }
}
