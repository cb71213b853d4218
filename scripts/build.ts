import { buildMain, buildPreload, buildRenderer } from './build/bundles.ts'
import { writePartsInventory } from './build/parts-inventory.ts'

const startedAt = performance.now()
await buildRenderer()
await buildPreload()
await buildMain()
writePartsInventory()
console.log(`built dist/ in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
