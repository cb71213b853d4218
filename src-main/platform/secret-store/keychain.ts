import { existsSync } from 'node:fs'

/** The keychain of the operating system, as far as the store needs it. */
export interface Keychain {
  /** Null when there is no such entry; fails when the keychain is locked or gone. */
  read(account: string): Promise<string | null>
  write(account: string, value: string): Promise<void>
  remove(account: string): Promise<void>
}

const service = 'Kuraban'
const probeLimitMs = 280
/** A person may have to unlock the keychain first. */
const unlockLimitMs = 60_000

async function limited<T>(limitMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the keychain did not answer within ${limitMs} ms`)), limitMs)
  })
  try {
    return await Promise.race([work(controller.signal), late])
  } finally {
    clearTimeout(timer)
    controller.abort()
  }
}

/** Without a session bus there is no secret service, and asking would only take time. */
function mayHaveKeychain(): boolean {
  if (process.platform !== 'linux') return true
  if ((process.env.DBUS_SESSION_BUS_ADDRESS ?? '') !== '') return true
  return existsSync(`/run/user/${process.getuid?.() ?? ''}/bus`)
}

/**
 * The keychain of this session: Secret Service on Linux (never the kernel's keyring, which forgets at restart), Keychain
 * on macOS, Credential Manager on Windows. Null within 300 ms where there is none.
 */
export async function findKeychain(): Promise<Keychain | null> {
  if (!mayHaveKeychain()) return null
  try {
    const { AsyncEntry } = await import('keytar')
    const entry = (account: string) => new AsyncEntry(service, account, { linux: { store: 'secret-service' } })
    await limited(probeLimitMs, (signal) => entry('presence').getPassword(signal))
    return {
      read: (account) => limited(unlockLimitMs, (signal) => entry(account).getPassword(signal)),
      write: (account, value) => limited(unlockLimitMs, (signal) => entry(account).setPassword(value, signal)),
      remove: async (account) => {
        await limited(unlockLimitMs, (signal) => entry(account).deleteCredential(signal))
      },
    }
  } catch {
    return null
  }
}
