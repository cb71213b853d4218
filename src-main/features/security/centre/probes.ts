import { guardedAddress } from '#main/platform/outgoing/guarded-address.ts'

const neverCalled = [
  'https://169.254.169.254/latest/meta-data/',
  'https://[::ffff:169.254.169.254]/',
  'https://10.0.0.1/',
  'https://[fe80::1]/',
  'https://0.0.0.0/',
  'http://192.0.2.1/',
]

const rules = { inside: false, loopback: true, plainInside: false }

/** Tries where the program would send messages: addresses that none may ever go to. Nothing is sent. */
export async function probeOutgoing(): Promise<{ tried: number; taken: number }> {
  const answers = await Promise.allSettled(neverCalled.map((address) => guardedAddress(new URL(address), rules)))
  return { tried: neverCalled.length, taken: answers.filter(({ status }) => status === 'fulfilled').length }
}
