import { EventEmitter } from 'node:events'
import { createRouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DesktopSession } from '#main/hosts/electron/calls.ts'
import { lockWithMachine } from '#main/hosts/electron/lock-with-machine.ts'
import { Owner } from '#main/platform/lifecycle.ts'
import type { AppEvent } from '#shared/contract/events.ts'
import { openPort } from './port-client.ts'
import { adminPassword, openTestApplication, setUp, type TestApplication } from './test-application.ts'

let opened: TestApplication
let session: DesktopSession
let owner: Owner
let events: AppEvent[]
const powerMonitor = new EventEmitter()

beforeEach(async () => {
  opened = await openTestApplication()
  session = new DesktopSession()
  session.token = (await setUp(opened.app)).token
  owner = new Owner('test')
  events = []
  opened.app.events.listen((event) => void events.push(event))
  lockWithMachine(powerMonitor, opened.app, session, owner)
})

afterEach(async () => {
  await owner.stop()
  await opened.remove()
})

describe('when a person leaves the machine', () => {
  it.each(['suspend', 'lock-screen'])(
    'the session ends on %s, its token is dead and the windows hear of it',
    async (moment) => {
      const token = session.token ?? ''
      powerMonitor.emit(moment)
      expect(session.token).toBeNull()
      await expect.poll(() => events.some(({ type }) => type === 'security.session.ended')).toBe(true)
      const { port, api } = openPort(opened.app, token)
      await expect(api.security.profile()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
      port.close()
    },
  )

  it('the token is forgotten at once, before the end is written', async () => {
    const ending = session.lock(opened.app)
    expect(session.token).toBeNull()
    await ending
  })

  it('what was under way opens no window again', async () => {
    for (const token of [session.token, null]) {
      session.token = token
      const { security } = createRouterClient(opened.app.router, { context: session.context() })
      const signingIn = security.signIn({ name: 'admin', password: adminPassword })
      powerMonitor.emit('lock-screen')
      await signingIn
      expect(session.token).toBeNull()
    }
  })

  it('nothing happens where nobody is signed in, or once the program has stopped', async () => {
    powerMonitor.emit('suspend')
    await expect.poll(() => events.length).toBe(1)
    powerMonitor.emit('suspend')
    await owner.stop()
    session.token = 'of a later session'
    powerMonitor.emit('suspend')
    expect(session.token).toBe('of a later session')
    expect(events.filter(({ type }) => type === 'security.session.ended')).toHaveLength(1)
  })
})
