import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { MemoryBackend } from './backend/memory.ts'
import { hashBlob } from './crypto/blob.ts'
import { encrypt } from './crypto/cipher.ts'
import { addKeyFile } from './crypto/key-file.ts'
import { initRepository, openRepository } from './open-repository.ts'

const polynomial = 0x3da3358b4dc173n

describe('a repository', () => {
  it('opens with any of its passwords and no other', async () => {
    const backend = new MemoryBackend()
    const made = await initRepository(backend, '最初の鍵', { chunkerPolynomial: polynomial })
    await addKeyFile(backend, made.keys, 'second')
    for (const password of ['最初の鍵', 'second']) {
      const opened = await openRepository(backend, password)
      expect(opened.id).toBe(made.id)
      expect(opened.version).toBe(2)
      expect(opened.chunkerPolynomial).toBe(polynomial)
      expect(Buffer.compare(opened.keys.encrypt, made.keys.encrypt)).toBe(0)
    }
    await expect(openRepository(backend, 'wrong')).rejects.toMatchObject({
      code: 'wrong-password',
      detail: { triedKeys: 2 },
    })
  })

  it('is not made where one is, or where its keys are left', async () => {
    const backend = new MemoryBackend()
    await initRepository(backend, 'x')
    await expect(initRepository(backend, 'x')).rejects.toMatchObject({ code: 'already-initialized' })
    await backend.remove({ kind: 'config', name: '' })
    await expect(initRepository(backend, 'x')).rejects.toMatchObject({ code: 'already-initialized' })
    await expect(openRepository(backend, 'x')).rejects.toMatchObject({ code: 'not-a-repository' })
  })

  it('has an own random id and polynomial', async () => {
    const [one, two] = [await initRepository(new MemoryBackend(), 'x'), await initRepository(new MemoryBackend(), 'x')]
    expect(one.id).toMatch(/^[0-9a-f]{64}$/)
    expect(one.id).not.toBe(two.id)
    expect(one.chunkerPolynomial).not.toBe(two.chunkerPolynomial)
  })

  it('is none where there is no config, or no key', async () => {
    const backend = new MemoryBackend()
    await expect(openRepository(backend, 'x')).rejects.toMatchObject({ code: 'not-a-repository' })
    await backend.write({ kind: 'config', name: '' }, [randomBytes(100)])
    await expect(openRepository(backend, 'x')).rejects.toMatchObject({ code: 'not-a-repository' })
  })

  it.each([
    [
      'a version of the future',
      { version: 3, id: 'a'.repeat(64), chunker_polynomial: '3da3358b4dc173' },
      'unsupported-format',
    ],
    [
      'a polynomial that can be factored',
      { version: 2, id: 'a'.repeat(64), chunker_polynomial: '3da3358b4dc172' },
      'damaged',
    ],
    ['no id', { version: 2, chunker_polynomial: '3da3358b4dc173' }, 'damaged'],
  ])('with %s is refused', async (_title, config, code) => {
    const backend = new MemoryBackend()
    const { keys } = await initRepository(backend, 'x')
    await backend.remove({ kind: 'config', name: '' })
    await backend.write({ kind: 'config', name: '' }, [encrypt(keys, Buffer.from(JSON.stringify(config)))])
    await expect(openRepository(backend, 'x')).rejects.toMatchObject({ code })
  })

  it('whose only key file is hostile or broken is refused at once', async () => {
    const good = { kdf: 'scrypt', N: 2 ** 15, r: 8, p: 5, salt: randomBytes(64).toString('base64'), data: 'AAAA' }
    const broken = [
      { ...good, N: 2 ** 30 },
      { ...good, p: 2 ** 20 },
      { ...good, N: 3 },
      { ...good, salt: 'AAAA' },
      { ...good, kdf: 'x' },
      'x',
    ]
    for (const content of broken) {
      const backend = new MemoryBackend()
      await backend.write({ kind: 'config', name: '' }, [randomBytes(100)])
      const bytes = Buffer.from(JSON.stringify(content))
      await backend.write({ kind: 'key', name: hashBlob(bytes) }, [bytes])
      await expect(openRepository(backend, 'x')).rejects.toMatchObject({ code: 'damaged' })
    }
  })

  it('opens in spite of a broken key file beside a good one, and can be cancelled', async () => {
    const backend = new MemoryBackend()
    const { id } = await initRepository(backend, 'x')
    await backend.write({ kind: 'key', name: 'a'.repeat(64) }, [Buffer.from('{')])
    expect((await openRepository(backend, 'x')).id).toBe(id)
    await expect(openRepository(backend, 'x', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    })
  })
})
