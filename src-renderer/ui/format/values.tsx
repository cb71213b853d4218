import { Tooltip } from '@mantine/core'
import { useFormat } from './use-format.ts'
import { useNow } from './use-now.ts'

/** How long ago or from now; the exact moment in the site's zone on hover and focus. */
export function RelativeTime({ at }: { readonly at: string }) {
  const format = useFormat()
  const now = useNow()
  return (
    <Tooltip label={format.instant(at)}>
      <time dateTime={at}>{format.relative(at, now)}</time>
    </Tooltip>
  )
}

/** The moment to the minute; with seconds and zone on hover. */
export function Moment({ at }: { readonly at: string }) {
  const format = useFormat()
  return (
    <Tooltip label={format.instant(at)}>
      <time dateTime={at}>{format.minute(at)}</time>
    </Tooltip>
  )
}

/** A size; the exact number of bytes on hover. */
export function Bytes({ value }: { readonly value: number }) {
  const format = useFormat()
  return (
    <data value={value} title={`${format.count(value)} B`}>
      {format.bytes(value)}
    </data>
  )
}

/** A duration in its two largest units. */
export function Duration({ ms }: { readonly ms: number }) {
  const format = useFormat()
  return <data value={ms}>{format.duration(ms)}</data>
}

/** A number with grouped digits. */
export function Count({ value }: { readonly value: number }) {
  const format = useFormat()
  return <data value={value}>{format.count(value)}</data>
}
