import type { BrowserContext, Page } from '@playwright/test'

export type HostKind = 'server' | 'electron-double' | 'electron'

/** What a host is started with. */
export interface HostStart {
  /** Everything the application writes lies in it; removed after the test. */
  readonly temporaryFolder: string
  readonly dataFolder: string
  readonly demo: boolean
  /** Called with the browser context before the first page loads. */
  readonly onContext: (context: BrowserContext, isOwn: (url: string) => boolean) => Promise<void>
}

/** The application, running, with its first window. */
export interface StartedHost {
  readonly kind: HostKind
  readonly page: Page
  /** One more window of the same person. */
  openWindow(): Promise<Page>
  /** What the process has written. */
  output(): string
  /** Ends it as a person would: the exit code, and the names of processes that had to be ended by force. */
  stop(): Promise<{ readonly code: number | null; readonly leftovers: readonly string[] }>
}
