import { createRoute, redirect } from '@tanstack/react-router'
import { rootRoute } from './root-route.ts'

const backup = createRoute({ getParentRoute: () => rootRoute, path: '/backup' })

const start = createRoute({
  getParentRoute: () => backup,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/backup/jobs', replace: true })
  },
})

const jobs = createRoute({ getParentRoute: () => backup, path: '/jobs' })
const newJob = createRoute({ getParentRoute: () => backup, path: '/jobs/new' })
const job = createRoute({ getParentRoute: () => backup, path: '/jobs/$jobId' })
const executions = createRoute({ getParentRoute: () => backup, path: '/executions' })
const execution = createRoute({ getParentRoute: () => executions, path: '/$executionId' })
const repositories = createRoute({ getParentRoute: () => backup, path: '/repositories' })
const newRepository = createRoute({ getParentRoute: () => backup, path: '/repositories/new' })
const repository = createRoute({ getParentRoute: () => backup, path: '/repositories/$repositoryId' })

/** Addresses of the backup screens. */
export const backupRoutes = [
  backup.addChildren([
    start,
    jobs,
    newJob,
    job,
    executions.addChildren([execution]),
    repositories,
    newRepository,
    repository,
  ]),
] as const
