import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type EntranceLink, StepUpDialog } from '#renderer/features/security/index.ts'
import { LiveRegion } from '#renderer/ui/announce/live-region.tsx'
import { LocalityContext } from '#renderer/ui/format/use-format.ts'
import { styleNonce } from '#renderer/ui/style-nonce.ts'
import { cssVariablesResolver, theme } from '#renderer/ui/theme.ts'
import { spokenLanguage } from './i18n.ts'
import { createQueryClient } from './query-client.ts'
import { createAppRouter } from './router.ts'
import { SessionGate } from './session-gate.tsx'
import { SessionWatch } from './session-watch.tsx'
import { SiteLocality } from './site-locality.tsx'

const queryClient = createQueryClient()
const router = createAppRouter()
const colorSchemeManager = localStorageColorSchemeManager({ key: 'kuraban.theme' })

/** Language and the machine's own zone, until the site's is known. */
function WindowLocality({ children }: { readonly children: ReactNode }) {
  const { i18n } = useTranslation()
  const { language: spoken } = i18n
  // biome-ignore lint/correctness/useExhaustiveDependencies: the spoken language is read through i18n
  const locality = useMemo(
    () => ({ language: spokenLanguage(), timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
    [spoken],
  )
  return <LocalityContext value={locality}>{children}</LocalityContext>
}

// Nothing of the router is mounted yet: only navigating, unlike a change of the history, loads the screen as well.
const startAnew = () => void router.navigate({ to: '/', ignoreBlocker: true })

/** What goes on in the background, and what may be asked at any time, while somebody is signed in. */
function Watch() {
  return (
    <>
      <SessionWatch onOpen={(link) => router.history.push(link)} />
      <StepUpDialog />
    </>
  )
}

/** Everything a screen stands on. */
export function App({ link }: { readonly link: EntranceLink | null }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      colorSchemeManager={colorSchemeManager}
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={queryClient}>
        <WindowLocality>
          <LiveRegion />
          <Notifications position="bottom-right" limit={4} transitionDuration={120} />
          <SessionGate link={link} watch={<Watch />} onAnother={startAnew}>
            <SiteLocality>
              <RouterProvider router={router} />
            </SiteLocality>
          </SessionGate>
        </WindowLocality>
      </QueryClientProvider>
    </MantineProvider>
  )
}
