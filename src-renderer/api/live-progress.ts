import { useCallback, useSyncExternalStore } from 'react'
import type { ExecutionProgress } from '#shared/contract/progress.ts'

const latest = new Map<string, ExecutionProgress>()
const listeners = new Set<() => void>()

/** Keeps the newest progress of a task; events bring it several times a second, so that nothing is fetched for it. */
export function keepProgress(taskId: string, progress: ExecutionProgress): void {
  latest.set(taskId, progress)
  for (const notify of listeners) notify()
}

/** Forgets a task that has ended. */
export function dropProgress(taskId: string): void {
  if (latest.delete(taskId)) for (const notify of listeners) notify()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Progress of a task as it was last announced; null before the first announcement. */
export function useLiveProgress(taskId: string | null): ExecutionProgress | null {
  return useSyncExternalStore(
    subscribe,
    useCallback(() => (taskId === null ? null : (latest.get(taskId) ?? null)), [taskId]),
  )
}
