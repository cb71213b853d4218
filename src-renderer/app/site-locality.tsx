import { useQuery } from '@tanstack/react-query'
import { type ReactNode, use, useMemo } from 'react'
import { queries } from '#renderer/api/client.ts'
import { useMay } from '#renderer/api/session.ts'
import { LocalityContext } from '#renderer/ui/format/use-format.ts'

/** Shows all times in the zone of the site once it is known. */
export function SiteLocality({ children }: { readonly children: ReactNode }) {
  const own = use(LocalityContext)
  const mayRead = useMay('system.read')
  const timeZone = useQuery({ ...queries.system.info.queryOptions(), enabled: mayRead }).data?.timeZone
  const locality = useMemo(() => ({ ...own, timeZone: timeZone ?? own.timeZone }), [own, timeZone])
  return <LocalityContext value={locality}>{children}</LocalityContext>
}
