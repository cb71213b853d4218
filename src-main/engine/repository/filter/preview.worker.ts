import { parentPort, workerData } from 'node:worker_threads'
import type { PreviewMessage, PreviewOrder } from './preview.ts'
import { type PreviewEntry, PreviewWalk } from './preview-walk.ts'

const port = parentPort
if (port === null) throw new Error('preview.worker.ts runs in a worker thread only')
const { selection, maxEntries, maxMs }: PreviewOrder = workerData
const post = (message: PreviewMessage) => port.postMessage(message)

const deadline = performance.now() + maxMs
const walk = new PreviewWalk(selection)
let batch: PreviewEntry[] = []
let seen = 0
for (const entry of walk.entries()) {
  batch.push(entry)
  seen += 1
  if (batch.length === 256) {
    post({ entries: batch, report: undefined })
    batch = []
  }
  if (seen >= maxEntries || performance.now() > deadline) break
}
post({ entries: batch, report: walk.report() })
