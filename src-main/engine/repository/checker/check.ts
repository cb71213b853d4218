import type { Id, Snapshot } from '../model.ts'
import type { Repository, RepositoryLock } from '../repository.ts'
import { CheckAccount } from './check-account.ts'
import { checkData, choosePacks } from './check-data.ts'
import { checkPacks } from './check-packs.ts'
import { AffectedFiles, TreeCheck } from './check-trees.ts'
import { type CheckedContent, readContent } from './checked-content.ts'
import type { CheckOptions, CheckReport } from './model.ts'
import { visitReachableTrees } from './reachable-trees.ts'

/**
 * Checks a repository: index files, packs against the index, every folder that a snapshot reaches, and, with `readData`, the bytes of packs.
 * What is wrong is in the report; the call fails only when it could not look: `locked`, `lock-lost`, `cancelled`, `storage-failed`.
 */
export async function check(repository: Repository, options: CheckOptions = {}): Promise<CheckReport> {
  const lock = options.lock === 'none' ? undefined : await repository.lock(true, options.signal)
  try {
    return await checkLocked(repository, { ...options, ...signalOf(options, lock) })
  } finally {
    await lock?.release()
  }
}

function signalOf(options: CheckOptions, lock: RepositoryLock | undefined): Pick<CheckOptions, 'signal'> {
  const signals = [options.signal, lock?.signal].filter((signal) => signal !== undefined)
  return signals.length === 0 ? {} : { signal: AbortSignal.any(signals) }
}

async function checkLocked(repository: Repository, options: CheckOptions): Promise<CheckReport> {
  const { signal } = options
  const account = new CheckAccount(options)
  const roots = await repository.listSnapshots({
    ...(signal && { signal }),
    onDamaged: (id, error) => account.find('snapshot-unreadable', `snapshots/${id}`, String(error)),
  })
  account.figures.snapshots = roots.length
  const content = await readContent(repository, {
    signal,
    onProgress: (done, total) => account.progress('index', done, total),
    onDamaged: (id, error) => account.find('index-unreadable', `index/${id}`, String(error)),
  })
  const packs = await checkPacks(content, account, signal)
  await visitReachableTrees(content, roots, new TreeCheck(content, account), signal)
  const chosen = choosePacks(packs, options.readData ?? false)
  if (chosen.length > 0) await checkData(content, account, chosen, options)
  if (account.hasLosses) await nameAffectedFiles(content, account, roots, signal)
  account.progress('done', chosen.length, chosen.length)
  return account.report()
}

async function nameAffectedFiles(
  content: CheckedContent,
  account: CheckAccount,
  roots: readonly Snapshot[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const lost = new Set<Id>()
  for (const { handle, packId } of content.index.entries()) {
    if (handle.type !== 'data' || !account.isLost(handle.id, packId)) continue
    if (content.index.lookup(handle).every((copy) => account.isLost(handle.id, copy.packId))) lost.add(handle.id)
  }
  if (lost.size > 0) await visitReachableTrees(content, roots, new AffectedFiles(account, lost), signal)
}
