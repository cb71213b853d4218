import { describe, expect, it } from 'vitest'
import { deviceOf } from './device.ts'

const agents = {
  'Edge on Windows':
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0',
  'Chrome on macOS':
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36',
  'Safari on iOS':
    'Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1',
  'Chrome on Android':
    'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36',
  'Firefox on Linux': 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
}

describe('the device of a session', () => {
  it('is told by browser and system', () => {
    for (const [name, agent] of Object.entries(agents)) {
      const device = deviceOf(agent)
      expect(`${device?.browser} on ${device?.system}`).toBe(name)
    }
  })

  it('is unknown for programs and for what says nothing', () => {
    for (const agent of ['', 'curl/8.14.1', 'Windows', 'Mozilla/5.0']) expect(deviceOf(agent)).toBeNull()
  })
})
