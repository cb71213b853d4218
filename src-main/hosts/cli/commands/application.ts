import { openApplication } from '#main/app/open-application.ts'
import { answerOwnerCalls } from '#main/app/owner-calls.ts'
import { connectToOwner } from '#main/platform/data-folder-lock.ts'
import { dataFolderOf } from '#main/platform/paths.ts'
import { programVersion } from '#main/platform/program-version.ts'
import type { Json } from '#main/platform/queue.ts'
import type { Terminal } from '../terminal.ts'
import type { DataFolderFlags } from './data-folder-flags.ts'

/** Calls a procedure of the application on a data folder, such as `security.users.create`; `onItem` hears of the items of a stream. */
export type CallApplication = (procedure: string, input: Json, onItem?: (item: Json) => void) => Promise<Json>

/**
 * Reaches the application on a data folder: through its living owner, else by becoming the owner for as long as `work`
 * runs. Calls are made as the local operator, whoever owns the folder in the operating system.
 */
export async function withApplication<T>(
  flags: DataFolderFlags,
  terminal: Terminal,
  work: (call: CallApplication) => Promise<T>,
): Promise<T> {
  const owner = await connectToOwner(dataFolderOf(flags.data))
  if (owner === null) return await asOwner(flags, terminal, work)
  try {
    return await work((procedure, input, onEvent) =>
      owner.call(procedure, input, { signal: terminal.signal, ...(onEvent === undefined ? {} : { onEvent }) }),
    )
  } finally {
    owner.close()
  }
}

async function asOwner<T>(
  flags: DataFolderFlags,
  { environment, signal }: Terminal,
  work: (call: CallApplication) => Promise<T>,
): Promise<T> {
  const opened = await openApplication({
    host: 'cli',
    programVersion,
    dataFolder: dataFolderOf(flags.data),
    flags: flags.environment === undefined ? {} : { environment: flags.environment },
    processEnvironment: environment,
    logStreams: 'none',
  })
  const answer = answerOwnerCalls(opened.app)
  try {
    return await work((method, params, emit = () => {}) => answer({ method, params, signal, emit }))
  } finally {
    await opened.close()
  }
}
