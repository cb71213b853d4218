import { isUniqueViolation } from '#main/storage/storage-error.ts'
import { AppError } from '#shared/contract/errors.ts'

/** Answers CONFLICT when a thing of that kind has the name already. */
export async function unlessNameTaken<T>(resource: string, name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('CONFLICT', { resource, field: 'name', value: name })
    throw error
  }
}
