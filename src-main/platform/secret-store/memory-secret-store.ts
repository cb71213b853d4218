import type { SecretStore } from '../secrets.ts'

/** Keeps secrets only as long as the process lives; for tests and throw-away profiles. */
export function memorySecretStore(): SecretStore {
  const secrets = new Map<string, string>()
  return {
    description: { kind: 'memory', weak: false },
    get: async (name) => secrets.get(name) ?? null,
    set: async (name, value) => void secrets.set(name, value),
    delete: async (name) => void secrets.delete(name),
  }
}
