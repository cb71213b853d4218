import { useEffect, useState } from 'react'
import { isFailure } from '#renderer/ui/failure/failure.ts'

function waitOf(error: unknown): number {
  if (isFailure(error, 'SIGN_IN_FAILED') || isFailure(error, 'RATE_LIMITED')) return error.data.retryAfterSeconds
  return 0
}

/** Seconds still to wait after a failure; counts down by itself. */
export function useWait(error: unknown): number {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    const until = Date.now() + waitOf(error) * 1_000
    const tick = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1_000)))
    tick()
    const timer = setInterval(tick, 500)
    return () => clearInterval(timer)
  }, [error])
  return left
}
