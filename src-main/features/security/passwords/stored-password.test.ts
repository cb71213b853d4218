import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readStoredPassword, writeStoredPassword } from './stored-password.ts'

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })

describe('a stored password', () => {
  it('is read as it was written', () => {
    const peppered = fc.record({
      kind: fc.constant('peppered' as const),
      cost: fc.record({
        memoryCost: fc.integer({ min: 128, max: 262_144 }),
        timeCost: fc.integer({ min: 1, max: 16 }),
        parallelism: fc.integer({ min: 1, max: 16 }),
      }),
      keyId: fc.stringMatching(/^[0-9a-f]{16}$/),
      salt: bytes(16),
      mac: bytes(32),
    })
    fc.assert(
      fc.property(peppered, (stored) => {
        const read = readStoredPassword(writeStoredPassword(stored))
        if (read?.kind !== 'peppered') return false
        expect({ ...read, salt: [...read.salt], mac: [...read.mac] }).toEqual({
          ...stored,
          salt: [...stored.salt],
          mac: [...stored.mac],
        })
        return true
      }),
    )
  })

  it('never makes the reader fail, whatever stands there', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => void readStoredPassword(text)))
    const near = fc.stringMatching(/^\$(argon2id\$v=19\$m=\d{1,9},t=\d{1,4},p=\d{1,4}|2[aby]\$\d\d)\$[\w+/.$]{0,120}$/)
    fc.assert(fc.property(near, (text) => void readStoredPassword(text)))
  })

  it.each([
    [
      'memory that no machine has',
      '$argon2id$v=19$m=9999999,t=3,p=4$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g',
    ],
    [
      'a hundred passes',
      '$argon2id$v=19$m=65536,t=99,p=4$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g',
    ],
    [
      'too little memory for its lanes',
      '$argon2id$v=19$m=8,t=3,p=4$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g',
    ],
    ['bcrypt of 31 rounds', '$2b$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
    ['argon2i', '$argon2i$v=19$m=65536,t=3,p=4$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g'],
    ['plain text', 'correct horse battery staple'],
    ['nothing', ''],
  ])('of %s is refused', (_, text) => {
    expect(readStoredPassword(text)).toBeNull()
  })
})
