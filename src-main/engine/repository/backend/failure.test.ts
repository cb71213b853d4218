import { expect, it } from 'vitest'
import { RepositoryError } from '../errors.ts'
import { storageFailure, throwIfCancelled } from './failure.ts'

const file = { kind: 'index', name: 'x' } as const
const systemError = (code: string) => Object.assign(new Error(`${code}: text`), { code })

it('tells a full storage, a missing file and other failures apart', () => {
  for (const code of ['ENOSPC', 'EDQUOT']) {
    expect(storageFailure(systemError(code), 'write', file)).toMatchObject({
      code: 'storage-full',
      detail: { operation: 'write', file: 'index/x' },
    })
  }
  expect(storageFailure(systemError('ENOENT'), 'read', file)).toMatchObject({ code: 'missing', detail: { id: 'x' } })
  expect(storageFailure(systemError('EIO'), 'read', file)).toMatchObject({
    code: 'storage-failed',
    detail: { reason: 'EIO: text' },
  })
})

it('keeps an error that is one of the engine already', () => {
  const error = new RepositoryError('cancelled', {})
  expect(storageFailure(error, 'read', file)).toBe(error)
})

it('throws the reason of an abort when that is a lost lock', () => {
  const lost = new RepositoryError('lock-lost', { lockId: 'x' })
  expect(() => throwIfCancelled(AbortSignal.abort(lost))).toThrow(lost)
  expect(() => throwIfCancelled(AbortSignal.abort())).toThrow('cancelled')
  expect(() => throwIfCancelled(undefined)).not.toThrow()
})
