import { buildMain, buildPreload, buildRenderer } from './build/bundles.ts'

const startedAt = performance.now()
await buildRenderer()
await buildPreload()
await buildMain()
console.log(`built dist/ in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
