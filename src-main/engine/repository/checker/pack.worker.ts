import { serveJobs } from '../workers/serve-jobs.ts'
import { performPackJob } from './perform-pack-job.ts'

serveJobs(performPackJob)
