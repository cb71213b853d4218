import type { DatabaseHandle } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import { countAdministrators } from '../repository/administrators.ts'

/**
 * Does a change of people, roles or groups, or fails with LAST_ADMINISTRATOR when it would leave nobody who is
 * administrator for good. Two such changes at once cross each other in the database: one wins, the other is judged anew.
 */
export async function keepingAnAdministrator<T>(tx: DatabaseHandle, change: () => Promise<T>): Promise<T> {
  const before = await countAdministrators(tx)
  const result = await change()
  if (before > 0 && (await countAdministrators(tx)) === 0) throw new AppError('LAST_ADMINISTRATOR', {})
  return result
}
