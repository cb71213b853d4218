import type { ReactNode } from 'react'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { LoadingCards } from './loading.tsx'

/** What was asked for: its shape while it is on the way, why it is not there, and what is here stays visible. */
export function Loaded<T>(props: {
  readonly query: { readonly data: T | undefined; readonly error: unknown; readonly refetch: () => unknown }
  readonly heights?: readonly number[]
  readonly children: (data: T) => ReactNode
}) {
  const { data, error, refetch } = props.query
  const hasFailed = error !== null && error !== undefined
  return (
    <>
      {hasFailed ? (
        <ErrorPanel error={error} level={data === undefined ? 'failed' : 'warning'} onRetry={() => void refetch()} />
      ) : null}
      {data === undefined ? (
        hasFailed ? null : (
          <LoadingCards heights={props.heights ?? [120, 240]} />
        )
      ) : (
        props.children(data)
      )}
    </>
  )
}
