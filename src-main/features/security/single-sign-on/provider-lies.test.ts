import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LyingProvider } from '#test/fixtures/lying-provider.ts'
import { SignOnWorld, signedIn } from '#test/fixtures/sign-on-world.ts'
import { listenForReturn } from './loopback-return.ts'

const azureClaims = { subject: 'oid', name: 'preferred_username', email: 'email', groups: 'groups', tenant: 'tid' }

describe('single sign-on', () => {
  let world: SignOnWorld

  describe('at a provider that lies', () => {
    let provider: LyingProvider

    beforeEach(async () => {
      provider = await LyingProvider.start()
      world = await SignOnWorld.open(provider.issuer)
    })
    afterEach(async () => {
      await world.close()
      await provider.stop()
    })

    const signOn = () => world.signOn((address) => provider.returnFrom(address))

    it('is believed while it says the truth', async () => {
      expect((await signOn()).user.name).toBe('person')
    })

    const now = () => Math.floor(Date.now() / 1000)
    it.each([
      ['signed with nothing', { header: { alg: 'none' }, signature: 'none' }],
      ['without its signature', { signature: 'none' }],
      ['signed with the secret we share', { header: { alg: 'HS256' }, signature: 'hmac' }],
      ['signed by a foreign key', { signature: 'foreign' }],
      ['that names an unknown key', { header: { kid: 'unknown' }, signature: 'foreign' }],
      ['that brings its own key', { header: { jwk: { kty: 'RSA' }, kid: 'x' }, signature: 'foreign' }],
      ['for another audience', { claims: { aud: 'another' } }],
      ['for several audiences', { claims: { aud: ['kuraban-test', 'another'], azp: 'another' } }],
      ['of another issuer', { claims: { iss: 'https://evil.example' } }],
      ['with another nonce', { claims: { nonce: 'another' } }],
      ['without the nonce', { claims: { nonce: undefined } }],
      ['that has run out', { claims: { exp: now() - 120 } }],
      ['that begins later', { claims: { nbf: now() + 300 } }],
      ['without a subject', { claims: { sub: undefined } }],
      ['that is missing', { noToken: true }],
    ] as const)('refuses a token %s', async (_name, lie) => {
      provider.lie = lie
      await expect(signOn()).rejects.toMatchObject({ code: 'SINGLE_SIGN_ON_FAILED' })
    })

    it.each(['https://evil.example/sign-in/callback', 'https://kuraban.example.jp/elsewhere'])(
      'takes no answer that came back to %s, though the provider would',
      async (place) => {
        const { address, binding } = await world.begin()
        const answer = `${place}${new URL(provider.returnFrom(address)).search}`
        await expect(world.complete(binding, answer)).rejects.toMatchObject({ data: { reason: 'sign-on-answer' } })
        expect(provider.asked).not.toContain('/token')
      },
    )

    it('allows for clocks that differ by half a minute', async () => {
      provider.lie = { claims: { exp: now() - 30, nbf: now() + 30 } }
      await signOn()
    })

    it('lets in only people of the tenants that are named, by the claim that Azure AD uses', async () => {
      world.change({ tenants: ['tenant-1'], claims: azureClaims })
      provider.lie = { claims: { oid: 'object-1', tid: 'tenant-1', sub: 'changes-per-client' } }
      const { user } = await signOn()
      provider.lie = { claims: { oid: 'object-1', tid: 'tenant-1', sub: 'other-client' } }
      expect((await signOn()).user.id).toBe(user.id)
      for (const tid of ['tenant-2', undefined]) {
        provider.lie = { claims: { oid: 'object-2', tid } }
        await expect(signOn()).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
      }
    })

    it('asks what the provider is about once, not at each sign-in', async () => {
      await signOn()
      await signOn()
      expect(provider.asked.filter((path) => path.startsWith('/.well-known/')).length).toBe(1)
      expect(provider.asked.filter((path) => path === '/keys').length).toBe(1)
    })

    it.each([[500], [503]])('says that the provider is not available when it answers %i', async (status) => {
      provider.lie = { status }
      await expect(signOn()).rejects.toMatchObject({ code: 'UNAVAILABLE', data: { what: 'identity-provider' } })
    })

    it('waits at most five seconds for a provider that hangs', async () => {
      provider.lie = { hangs: true }
      const startedMs = performance.now()
      await expect(signOn()).rejects.toMatchObject({ code: 'UNAVAILABLE' })
      expect(performance.now() - startedMs).toBeLessThan(8000)
    })
  })

  it('says at once that a provider is not there, and does not try again for every click', async () => {
    const provider = await LyingProvider.start()
    await provider.stop()
    world = await SignOnWorld.open(provider.issuer)
    for (let click = 0; click < 3; click++) {
      await expect(world.begin()).rejects.toMatchObject({ code: 'UNAVAILABLE', data: { what: 'identity-provider' } })
    }
    await world.close()
  })

  it('knows no provider by another name', async () => {
    world = await SignOnWorld.open('https://unused.example')
    const unknown = world.client().singleSignOn.begin({ provider: '__proto__' })
    await expect(unknown).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await world.close()
  })

  it('on the desktop goes by the browser of the machine and comes back by itself', async () => {
    const provider = await LyingProvider.start()
    world = await SignOnWorld.open(provider.issuer)
    const visited: string[] = []
    world.opened.app.security.singleSignOn.returnBy({
      kind: 'browser',
      listen: listenForReturn,
      openAddress: async (address) => void visited.push(address),
    })
    const { binding, address, opened: isOpened } = await world.begin()
    expect({ isOpened, visited }).toEqual({ isOpened: true, visited: [address] })
    const completed = world.complete(binding)
    const back = provider.returnFrom(address)
    expect(back).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sign-in\/callback\?/)
    const foreign = new URL(back)
    foreign.searchParams.set('state', 'guessed')
    expect((await fetch(foreign)).status).toBe(404)
    expect((await fetch(new URL('/', back))).status).toBe(404)
    expect((await fetch(back, { method: 'POST' })).status).toBe(404)
    const page = await fetch(back)
    expect({ status: page.status, text: await page.text() }).toMatchObject({
      status: 200,
      text: expect.stringContaining('閉じて'),
    })
    expect(signedIn(await completed).user.name).toBe('person')
    await expect(fetch(back)).rejects.toThrow()
    await world.close()
    await provider.stop()
  })
})
