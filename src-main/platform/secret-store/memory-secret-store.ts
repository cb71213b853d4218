import type { ManagedSecretStore } from '../secrets.ts'
import { storeUnavailable } from './store-unavailable.ts'

/** Keeps secrets only as long as the process lives; for tests and throw-away profiles. */
export function memorySecretStore(): ManagedSecretStore {
  const secrets = new Map<string, string>()
  return {
    description: { kind: 'memory', weak: false },
    get: async (name) => secrets.get(name) ?? null,
    set: async (name, value) => void secrets.set(name, value),
    delete: async (name) => void secrets.delete(name),
    status: () => ({ slots: [], secrets: secrets.size, recoveryCodeMadeAt: null, masterKeyMadeAt: null }),
    createRecoveryCode: () => Promise.reject(storeUnavailable('secrets live in memory only')),
    rotateMasterKey: () => Promise.reject(storeUnavailable('secrets live in memory only')),
  }
}
