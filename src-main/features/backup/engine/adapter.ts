import { hostname, userInfo } from 'node:os'
import { createExcludeFilter, initRepository, LocalBackend, openRepository } from '#main/engine/repository/index.ts'
import type { RepositoryLocation } from '#shared/features/backup/values.ts'
import { toAppError, withAppErrors } from './errors.ts'
import { OpenedRepository } from './opened-repository.ts'
import type { BackupEngine } from './port.ts'
import { previewSelection } from './preview.ts'

/** The repository engine as the backup feature uses it. `programVersion` is recorded in snapshots. */
export function createBackupEngine(program: { readonly programVersion: string }): BackupEngine {
  const origin = { ...program, hostname: hostname(), username: userName() }
  return {
    create: ({ location, password, ownLocks }) =>
      withAppErrors(async () => {
        const repository = await initRepository(backendOf(location), password, { ownLocks })
        return new OpenedRepository(repository, origin)
      }),
    open: ({ location, password, ownLocks, signal }) =>
      withAppErrors(async () => {
        const options = { ownLocks, ...(signal && { signal }) }
        return new OpenedRepository(await openRepository(backendOf(location), password, options), origin)
      }),
    checkPatterns: (patterns) => {
      try {
        createExcludeFilter({ patterns })
      } catch (error) {
        throw toAppError(error) ?? error
      }
    },
    preview: (selection) => withAppErrors(() => previewSelection(selection)),
  }
}

function backendOf(location: RepositoryLocation): LocalBackend {
  return new LocalBackend(location.path)
}

/** Empty when the system knows no name for the user. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return ''
  }
}
