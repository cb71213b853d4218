import { getRouteApi } from '@tanstack/react-router'
import { LineDrawer } from './line-drawer.tsx'

const route = getRouteApi('/logs/line/$lineId')

/** A line beside the others that were found. */
export function LineScreen() {
  const { lineId } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <LineDrawer
      lineId={lineId}
      search={search}
      onOpen={(id) => void navigate({ to: '/logs/line/$lineId', params: { lineId: id }, search })}
      onClose={() => void navigate({ to: '/logs', search })}
    />
  )
}
