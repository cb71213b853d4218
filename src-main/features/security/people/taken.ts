import { isUniqueViolation, StorageError } from '#main/storage/storage-error.ts'
import { AppError } from '#shared/contract/errors.ts'

/** Does a write of a person; a name or address that somebody has already is a CONFLICT that says which. */
export async function unlessTaken<T>(
  { name, email }: { readonly name?: string | undefined; readonly email?: string | null | undefined },
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const isEmail = error instanceof StorageError && JSON.stringify(error.detail).includes('email_key')
    const [field, value] = isEmail ? ['email', email] : ['name', name]
    throw new AppError('CONFLICT', { resource: 'user', field, value: value ?? '' }, { cause: error })
  }
}
