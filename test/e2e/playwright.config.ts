import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { chromiumFlags, chromiumPath } from '#test/fixtures/chromium.ts'
import type { HostOptions } from './fixtures/test.ts'

const project = join(import.meta.dirname, '..', '..')
const electronPath = join(project, 'node_modules', 'electron', 'path.txt')
const hasDisplay = Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY) || process.platform !== 'linux'
const canOpenElectron = existsSync(electronPath) && hasDisplay

/** The same specs on every host: the server in a browser, the desktop bundles on the double, and real Electron where it can be had. */
export default defineConfig<HostOptions>({
  testDir: import.meta.dirname,
  outputDir: join(project, 'out', 'e2e'),
  reporter: 'list',
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 180_000,
  // Once more on a machine that stumbles; what passes only then is listed as flaky, never silently.
  retries: process.env.CI === 'true' ? 1 : 0,
  expect: { timeout: 15_000 },
  use: {
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    // In a locale without UTF-8 Chromium names a saved file with a Japanese name "download".
    launchOptions: { executablePath: chromiumPath, args: [...chromiumFlags], env: { ...process.env, LANG: 'C.UTF-8' } },
  },
  projects: [
    { name: 'server', testIgnore: 'desktop/**', use: { hostKind: 'server' } },
    { name: 'electron-double', testIgnore: 'server/**', use: { hostKind: 'electron-double' } },
    ...(canOpenElectron
      ? [{ name: 'electron', testIgnore: ['desktop/**', 'server/**'], use: { hostKind: 'electron' as const } }]
      : []),
  ],
})
