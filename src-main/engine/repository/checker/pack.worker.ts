import { workerData } from 'node:worker_threads'
import type { MasterKey } from '../crypto/master-key.ts'
import { serveJobs } from '../workers/serve-jobs.ts'
import type { PackJob } from './pack-job.ts'
import { performPackJob } from './perform-pack-job.ts'

const keys: MasterKey = workerData
serveJobs((job: PackJob) => performPackJob(keys, job))
