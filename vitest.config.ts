import { defineConfig } from 'vitest/config'

/** Unit tests lie beside the code; what crosses folders lies in test/ and runs as projects of its own. */
export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    setupFiles: ['test/setup/property-seed.ts'],
    env: { ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent', TZ: 'Asia/Tokyo' },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src-*/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'test/doubles/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['test/{faults,fuzz,boundaries,hosts,identity,promql,restic,rules,serving}/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: { name: 'conformance', include: ['test/conformance/**/*.test.ts'], testTimeout: 300_000 },
      },
    ],
  },
})
