import { describe, expect, it } from 'vitest'
import { type Channel, channelInputSchema } from '#shared/features/monitoring/contract/notifications.ts'
import { channelForm, channelInput, channelKinds, channelValues, newChannel } from './channel-values.ts'

const filled = {
  ...newChannel,
  name: '当番',
  recipients: 'a@example.jp、b@example.jp\nc@example.jp',
  channel: '#当番',
  address: 'https://hooks.example.jp/T0/B0',
  signingKey: '0123456789abcdef',
}
const wrong = (values: Partial<typeof newChannel>) =>
  (channelForm.safeParse({ ...filled, ...values }).error?.issues ?? []).map(({ path }) => path.join('.'))

describe('a way of telling people as one types it', () => {
  it('is what the program takes, for every kind', () => {
    for (const kind of channelKinds)
      expect(channelInputSchema.parse(channelInput({ ...filled, kind })).settings.kind).toBe(kind)
  })

  it('sends secrets only where the kind has them and they were typed', () => {
    expect(channelInput(filled)).not.toHaveProperty('address')
    expect(channelInput({ ...filled, kind: 'slack' })).toMatchObject({ address: filled.address })
    expect(channelInput({ ...filled, kind: 'slack' })).not.toHaveProperty('signingKey')
    expect(channelInput({ ...filled, kind: 'webhook', signingKey: ' ' })).not.toHaveProperty('signingKey')
    expect(channelInput({ ...filled, kind: 'webhook', signingKey: '', forgetsKey: true })).toMatchObject({
      signingKey: null,
    })
  })

  it('is read back as it was saved, without its secrets', () => {
    for (const kind of channelKinds) {
      const {
        address: _address,
        signingKey: _key,
        ...saved
      } = channelInputSchema.parse(channelInput({ ...filled, kind }))
      const channel: Channel = {
        ...saved,
        id: '1',
        addressHost: null,
        isSigned: false,
        health: 'unknown',
        lastSentAt: null,
        lastFailure: null,
      }
      expect(channelInput(channelValues(channel))).toEqual(saved)
    }
  })

  it('wants an address where none is kept yet, and one of the web', () => {
    expect(wrong({})).toEqual([])
    expect(wrong({ kind: 'ping', address: '' })).toEqual(['address'])
    expect(wrong({ kind: 'ping', address: '', keepsAddress: true })).toEqual([])
    expect(wrong({ kind: 'webhook', address: 'file:///etc/passwd' })).toEqual(['address'])
    expect(wrong({ kind: 'webhook', signingKey: 'short' })).toEqual(['signingKey'])
  })

  it('wants recipients that are addresses', () => {
    expect(wrong({ recipients: '' })).toEqual(['recipients'])
    expect(wrong({ recipients: 'a@example.jp, nobody' })).toEqual(['recipients'])
  })
})
