import type { SecretStore } from '#main/platform/secrets.ts'

/** Secrets in memory, to look into and to take away. */
export class MemorySecrets implements SecretStore {
  readonly description = { kind: 'memory', weak: false } as const
  readonly values = new Map<string, string>()

  async get(name: string): Promise<string | null> {
    return this.values.get(name) ?? null
  }

  async set(name: string, value: string): Promise<void> {
    this.values.set(name, value)
  }

  async delete(name: string): Promise<void> {
    this.values.delete(name)
  }
}
