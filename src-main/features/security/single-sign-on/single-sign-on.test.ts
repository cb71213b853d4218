import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { clientSecret, IdentityProvider, type KnownPerson } from '#test/fixtures/identity-provider.ts'
import { redirectUri, SignOnWorld, signedIn } from '#test/fixtures/sign-on-world.ts'
import { recordedEffects } from '#test/hosts/test-application.ts'

describe.each(['sqlite', 'postgres'] as const)('single sign-on (%s)', (engine) => {
  let world: SignOnWorld

  describe('at a real provider', () => {
    let provider: IdentityProvider
    const hiroshi = {
      sub: 'hiroshi-1',
      preferred_username: 'hiroshi',
      email: 'h@works.example.jp',
      email_verified: true,
    }

    beforeAll(async () => {
      provider = await IdentityProvider.start([redirectUri])
    })
    afterAll(() => provider.stop())
    beforeEach(async () => {
      provider.person = hiroshi
      world = await SignOnWorld.open(provider.issuer, engine)
    })
    afterEach(() => world.close())

    function signOn(person: KnownPerson = hiroshi) {
      provider.person = person
      return world.signOn((address) => provider.follow(address))
    }

    it('is offered by its label before anybody has signed in', async () => {
      const { ways } = await world.client().setup.status()
      expect(ways.singleSignOn).toEqual([{ id: 'works', label: '工場の認証' }])
    })

    it('sends state, nonce and a PKCE challenge, each new, and no secret in the address', async () => {
      const [one, two] = [await world.begin(), await world.begin()]
      const asked = new URL(one.address).searchParams
      const again = new URL(two.address).searchParams
      expect(asked.get('code_challenge_method')).toBe('S256')
      expect(asked.get('redirect_uri')).toBe(redirectUri)
      for (const name of ['state', 'nonce', 'code_challenge']) {
        expect(asked.get(name)).toMatch(/^[\w-]{43}$/)
        expect(asked.get(name)).not.toBe(again.get(name))
      }
      expect(one.address).not.toContain(one.binding)
      expect(one.address).not.toContain(encodeURIComponent(clientSecret))
    })

    it('makes the person at their first sign-in and knows them by their subject afterwards', async () => {
      const first = await signOn()
      expect(first.user).toMatchObject({ name: 'hiroshi', email: 'h@works.example.jp', role: 'viewer' })
      const later = await signOn({ ...hiroshi, preferred_username: 'renamed', email: 'new@works.example.jp' })
      expect(later.user.id).toBe(first.user.id)
    })

    it('gives a session that works, recorded as signed in elsewhere', async () => {
      const effects = recordedEffects()
      const { address, binding } = await world.begin()
      await world.client(undefined, effects).singleSignOn.complete({ binding, answer: await provider.follow(address) })
      const { items } = await world.client(effects.token ?? '').session.listOwn()
      expect(items).toMatchObject([{ method: 'single-sign-on', transport: 'rest', current: true }])
    })

    it('lets nobody in whom it would have to make where none are made', async () => {
      world.change({ createAs: null })
      await expect(signOn()).rejects.toMatchObject({ code: 'SIGN_IN_FAILED', data: { retryAfterSeconds: 0 } })
    })

    it('never lets anybody become somebody else by having their name', async () => {
      const session = await signOn({ ...hiroshi, preferred_username: 'ADMIN' })
      expect(session.user.id).not.toBe(world.administrator.userId)
      expect(session.user).toMatchObject({ name: 'ADMIN (works)', role: 'viewer' })
    })

    describe('for somebody who exists already', () => {
      beforeEach(async () => {
        await world
          .client(world.administrator.token)
          .users.update({ id: world.administrator.userId, email: 'Boss@works.example.jp' })
      })
      const boss = { ...hiroshi, email: 'boss@WORKS.example.jp' }

      it('links by the verified address where the setting allows it', async () => {
        world.change({ linkByEmail: true, createAs: null })
        expect((await signOn(boss)).user.id).toBe(world.administrator.userId)
      })

      it.each([
        ['without the setting', { linkByEmail: false }, boss],
        ['with an address nobody has verified', { linkByEmail: true }, { ...boss, email_verified: false }],
      ])('does not link %s', async (_name, setting, person) => {
        world.change({ ...setting, createAs: null })
        await expect(signOn(person)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
      })
    })

    it('lets in only addresses of the domains that are named', async () => {
      world.change({ domains: ['works.example.jp'] })
      await signOn()
      for (const email of ['h@evil.example', 'h@notworks.example.jp', 'h@works.example.jp.evil.example']) {
        await expect(signOn({ ...hiroshi, sub: email, email })).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
      }
      const unverified = { ...hiroshi, sub: 'u', email_verified: false }
      await expect(signOn(unverified)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    })

    it('follows the groups of the provider at every sign-in', async () => {
      world.change({
        groupRoles: [
          { group: 'admins', role: 'administrator' },
          { group: 'ops', role: 'operator' },
        ],
      })
      const role = async (...groups: string[]) => (await signOn({ ...hiroshi, groups })).user.role
      expect(await role('ops', 'other')).toBe('operator')
      expect(await role('ops', 'admins')).toBe('administrator')
      expect(await role('other')).toBe('viewer')
      world.change({ createAs: null })
      await expect(signOn({ ...hiroshi, groups: [] })).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    })

    it('is refused for a disabled account', async () => {
      const { user } = await signOn()
      await world.client(world.administrator.token).users.setState({ id: user.id, state: 'disabled' })
      await expect(signOn()).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    })

    it('takes an answer once, with its binding only, under its own address only', async () => {
      const { address, binding } = await world.begin()
      const answer = await provider.follow(address)
      const other = await world.begin()
      await expect(world.complete(other.binding, answer)).rejects.toMatchObject({ code: 'SINGLE_SIGN_ON_FAILED' })
      await expect(world.complete('x'.repeat(43), answer)).rejects.toMatchObject({
        data: { reason: 'sign-on-expired' },
      })
      signedIn(await world.complete(binding, answer))
      await expect(world.complete(binding, answer)).rejects.toMatchObject({ data: { reason: 'sign-on-expired' } })
    })

    it.each([
      ['another state', (url: URL) => url.searchParams.set('state', 'x'.repeat(43))],
      ['no state', (url: URL) => url.searchParams.delete('state')],
      ['another issuer', (url: URL) => url.searchParams.set('iss', 'https://evil.example')],
      ['another code', (url: URL) => url.searchParams.set('code', 'guessed')],
      ['no code', (url: URL) => url.searchParams.delete('code')],
      ['another path', (url: URL) => Object.assign(url, { pathname: '/elsewhere' })],
      ['another host', (url: URL) => Object.assign(url, { host: 'evil.example' })],
    ])('refuses an answer with %s, and the answer is spent', async (_name, spoil) => {
      const { address, binding } = await world.begin()
      const answer = await provider.follow(address)
      const spoilt = new URL(answer)
      spoil(spoilt)
      await expect(world.complete(binding, spoilt.href)).rejects.toMatchObject({ code: 'SINGLE_SIGN_ON_FAILED' })
      await expect(world.complete(binding, answer)).rejects.toMatchObject({ data: { reason: 'sign-on-expired' } })
    })

    it('refuses a code that was used in another window', async () => {
      const first = await world.begin()
      const answer = new URL(await provider.follow(first.address))
      signedIn(await world.complete(first.binding, answer.href))
      const second = await world.begin()
      answer.searchParams.set('state', new URL(second.address).searchParams.get('state') ?? '')
      await expect(world.complete(second.binding, answer.href)).rejects.toMatchObject({
        data: { reason: 'sign-on-answer' },
      })
    })

    it('says that the provider refused', async () => {
      const { address, binding } = await world.begin()
      const back = new URL(redirectUri)
      back.searchParams.set('error', 'access_denied')
      back.searchParams.set('state', new URL(address).searchParams.get('state') ?? '')
      back.searchParams.set('iss', provider.issuer)
      await expect(world.complete(binding, back.href)).rejects.toMatchObject({ data: { reason: 'sign-on-refused' } })
    })

    it('makes one person of many first sign-ins at once', async () => {
      const answers = await Promise.all(
        Array.from({ length: 4 }, async () => {
          const { address, binding } = await world.begin()
          return { binding, answer: await provider.follow(address) }
        }),
      )
      const outcomes = await Promise.all(answers.map(({ binding, answer }) => world.complete(binding, answer)))
      expect(new Set(outcomes.map((outcome) => signedIn(outcome).user.id)).size).toBe(1)
    })
  })
})
