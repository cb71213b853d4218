import { parentPort, workerData } from 'node:worker_threads'
import type { WorkerSettings } from '../protocol.ts'
import { ArchiverWorker } from './archiver-worker.ts'

const port = parentPort
if (port === null) throw new Error('archiver.worker.ts runs in a worker thread only')
const settings: WorkerSettings = workerData
const worker = new ArchiverWorker(settings, (message, transfer) => port.postMessage(message, transfer))
port.on('message', (message) => worker.receive(message))
