import { describe, expect, it } from 'vitest'
import { goesOverHttp } from './way-of-call.ts'

describe('the way of a call of a browser', () => {
  it('is HTTP for strangers and for whatever sets the cookie', () => {
    const calls = [
      'setup.status',
      'setup.complete',
      'signIn',
      'signOut',
      'session.current',
      'session.stepUp',
      'session.lock',
      'twoFactor.verify',
      'twoFactor.enable',
      'changePassword',
      'singleSignOn.complete',
      'passwordReset.complete',
      'invitationEntrance.accept',
    ]
    for (const call of calls) expect([call, goesOverHttp(['security', ...call.split('.')])]).toEqual([call, true])
  })

  it('is the socket for everything else, known or not', () => {
    const calls = [
      'security.users.list',
      'security.audit.export',
      'security.session.extend',
      'security.session.listOwn',
      'backup.jobs.list',
      'system.events.subscribe',
      'security',
      'security.signIn.deeper',
      'nowhere.at.all',
    ]
    for (const call of calls) expect([call, goesOverHttp(call.split('.'))]).toEqual([call, false])
  })
})
