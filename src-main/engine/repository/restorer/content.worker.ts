import { workerData } from 'node:worker_threads'
import type { MasterKey } from '../crypto/master-key.ts'
import { serveJobs } from '../workers/serve-jobs.ts'
import type { ContentJob } from './content-job.ts'
import { performContentJob } from './perform-content-job.ts'

const keys: MasterKey = workerData
serveJobs((job: ContentJob) => performContentJob(keys, job))
