import { createHashHistory, createRouter } from '@tanstack/react-router'
import { routeTree } from './routes.ts'

/** The router; where one is stands in the fragment, so that any host can serve the page. */
export function createAppRouter() {
  return createRouter({
    routeTree,
    history: createHashHistory(),
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    scrollToTopSelectors: ['#content'],
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
