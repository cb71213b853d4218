import { useRouter } from '@tanstack/react-router'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { Page } from '#renderer/ui/page/page.tsx'

/** A page that could not be drawn; the frame around it stays. */
export function ScreenError({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  const router = useRouter()
  const retry = () => {
    reset()
    void router.invalidate()
  }
  return (
    <Page>
      <ErrorPanel error={error} onRetry={retry} />
    </Page>
  )
}
