import { createHashHistory, createRouter } from '@tanstack/react-router'
import { routeTree } from './routes.ts'

/** Links carry their whole address: a bare fragment would make each of them a link to a place on this page. */
function createHistory() {
  const history = createHashHistory()
  const { createHref } = history
  history.createHref = (path) => new URL(createHref(path), window.location.href).href
  return history
}

/** The router; where one is stands in the fragment, so that any host can serve the page. */
export function createAppRouter() {
  return createRouter({
    routeTree,
    history: createHistory(),
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
