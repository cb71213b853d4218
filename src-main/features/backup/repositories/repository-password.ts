import type { SecretStore } from '#main/platform/secrets.ts'
import { AppError } from '#shared/contract/errors.ts'

export function passwordName(repositoryId: string): string {
  return `repository/${repositoryId}/password`
}

/** The password, or SECRET_MISSING when the store has lost it. */
export async function readPassword(secrets: SecretStore, repositoryId: string): Promise<string> {
  const name = passwordName(repositoryId)
  const password = await secrets.get(name)
  if (password === null) throw new AppError('SECRET_MISSING', { name })
  return password
}
