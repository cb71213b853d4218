import { useCallback, useEffect, useRef, useState } from 'react'
import { api, untilAborted } from '#renderer/api/client.ts'
import type { LogLevel } from '#shared/features/logs/contract.ts'
import { type LiveLines, noLines, withArrived } from './live-lines.ts'

interface LiveFilter {
  readonly levels: readonly LogLevel[]
  readonly text: string
}

/**
 * Lines as they are written. While it is paused what is shown stands still, and what comes is gathered behind it, so
 * that nothing is lost by looking closely.
 */
export function useLiveLines({ levels, text }: LiveFilter, isPaused: boolean) {
  const held = useRef<LiveLines>(noLines)
  const paused = useRef(isPaused)
  const [shown, setShown] = useState<LiveLines>(noLines)
  const [waiting, setWaiting] = useState(0)
  const [failure, setFailure] = useState<unknown>(null)
  const [attempt, setAttempt] = useState(0)
  const levelList = levels.join(' ')

  const show = useCallback(() => {
    setShown(held.current)
    setWaiting(0)
  }, [])

  useEffect(() => {
    paused.current = isPaused
    if (!isPaused) show()
  }, [isPaused, show])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the list of levels stands for them; another attempt begins anew
  useEffect(() => {
    const ending = new AbortController()
    const { signal } = ending
    held.current = noLines
    show()
    setFailure(null)
    const follow = async () => {
      const stream = await api.logs.tail({ levels: [...levels], text }, { signal, context: untilAborted(signal) })
      for await (const arrived of stream) {
        held.current = withArrived(held.current, arrived)
        if (paused.current) setWaiting((before) => before + arrived.lines.length)
        else setShown(held.current)
      }
    }
    void follow().catch((error: unknown) => {
      if (!signal.aborted) setFailure(error)
    })
    return () => ending.abort()
  }, [levelList, text, attempt, show])

  return {
    shown,
    waiting,
    failure,
    retry: () => setAttempt((before) => before + 1),
    clear: () => {
      held.current = noLines
      show()
    },
  }
}
