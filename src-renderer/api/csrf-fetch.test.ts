import { describe, expect, it } from 'vitest'
import { csrfFetch } from './csrf-fetch.ts'

/** A server whose session has the token; notes what came and what it held. */
function serverWith(state: { token: string }) {
  const seen: { method: string; token: string | null; body: string }[] = []
  const send = async (request: Request) => {
    const token = request.headers.get('x-csrf-token')
    seen.push({ method: request.method, token, body: await request.text() })
    const refused = request.method !== 'GET' && token !== state.token
    return new Response(null, { status: refused ? 403 : 200, headers: { 'x-csrf-token': state.token } })
  }
  return { seen, call: csrfFetch(send) }
}

const post = () => new Request('http://localhost/api', { method: 'POST', body: 'once' })

describe('calls with the token of the session', () => {
  it('bring the token that an earlier answer gave, with changes only', async () => {
    const { seen, call } = serverWith({ token: 'a' })
    await call(new Request('http://localhost/api'))
    expect((await call(post())).status).toBe(200)
    await call(new Request('http://localhost/api'))
    expect(seen.map(({ method, token }) => [method, token])).toEqual([
      ['GET', null],
      ['POST', 'a'],
      ['GET', null],
    ])
  })

  it('are made once more, whole, when another tab has changed the session', async () => {
    const state = { token: 'a' }
    const { seen, call } = serverWith(state)
    await call(new Request('http://localhost/api'))
    state.token = 'b'
    expect((await call(post())).status).toBe(200)
    expect(seen.slice(1)).toEqual([
      { method: 'POST', token: 'a', body: 'once' },
      { method: 'POST', token: 'b', body: 'once' },
    ])
  })

  it('are not made again when the refusal has another reason', async () => {
    let calls = 0
    const call = csrfFetch(async () => {
      calls += 1
      return new Response(null, { status: 403 })
    })
    expect((await call(post())).status).toBe(403)
    expect(calls).toBe(1)
  })
})
