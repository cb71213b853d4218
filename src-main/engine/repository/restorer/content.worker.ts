import { serveJobs } from '../workers/serve-jobs.ts'
import { performContentJob } from './perform-content-job.ts'

serveJobs(performContentJob)
