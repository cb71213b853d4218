import { getRouteApi } from '@tanstack/react-router'
import { LineDrawer } from '../line/line-drawer.tsx'

const route = getRouteApi('/logs/live/line/$lineId')

/** A line beside those that are being written; they go on behind it. */
export function LiveLineScreen() {
  const { lineId } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <LineDrawer
      lineId={lineId}
      search={search}
      onOpen={(id) => void navigate({ to: '/logs/live/line/$lineId', params: { lineId: id }, search })}
      onClose={() => void navigate({ to: '/logs/live', search })}
    />
  )
}
