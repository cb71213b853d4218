import { expect, it } from 'vitest'
import { appErrorOf } from './app-error.ts'
import { StorageError } from './storage-error.ts'

it('keeps what a person needs to act on', () => {
  const location = '/data/kuraban.db'
  const corrupt = new StorageError('DATABASE_CORRUPT', { location, quarantine: null, findings: ['x'] })
  expect(appErrorOf(corrupt)).toMatchObject({ code: 'DATABASE_CORRUPT', data: { path: location, quarantinePath: '' } })
  const denied = new StorageError('DATABASE_CANNOT_OPEN', { location, reason: 'EACCES' })
  expect(appErrorOf(denied)).toMatchObject({ code: 'DATABASE_UNUSABLE', data: { path: location, reason: 'EACCES' } })
  const uncopied = new StorageError('MIGRATION_COPY_FAILED', { migration: 'm', reason: 'ENOSPC' })
  expect(appErrorOf(uncopied)).toMatchObject({
    code: 'DATABASE_MIGRATION_FAILED',
    data: { migration: 'm', copyPath: '' },
  })
  const newer = new StorageError('DATABASE_NEWER', { unknown: ['m'], databaseVersion: '2', programVersion: '1' })
  expect(appErrorOf(newer)).toMatchObject({
    code: 'DATABASE_NEWER',
    data: { databaseVersion: '2', programVersion: '1' },
  })
})

it('calls every passing failure busy, and leaves mistakes of the program alone', () => {
  const waited = new StorageError('DATABASE_TIMEOUT', { limitMs: 1, waitingFor: 'connection' })
  expect(appErrorOf(waited)).toMatchObject({ code: 'DATABASE_LOCKED' })
  const closed = new StorageError('DATABASE_CLOSED', {})
  expect(appErrorOf(closed)).toMatchObject({ code: 'UNAVAILABLE', data: { what: 'stopping' } })
  expect(appErrorOf(new StorageError('DATABASE_MISUSE', { rule: 'r' }))).toBeNull()
  expect(appErrorOf(new StorageError('DATABASE_CONSTRAINT', { kind: 'unique', constraint: 'c' }))).toBeNull()
})
