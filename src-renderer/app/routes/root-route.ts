import { createRootRoute } from '@tanstack/react-router'
import { NotFoundScreen } from '../shell/not-found-screen.tsx'
import { ScreenError } from '../shell/screen-error.tsx'
import { Shell } from '../shell/shell.tsx'

/** The frame around every page. */
export const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: NotFoundScreen,
  errorComponent: ScreenError,
})
