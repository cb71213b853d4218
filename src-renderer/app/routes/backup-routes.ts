import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { z } from 'zod'
import {
  loadEditJobScreen,
  loadEmergencySheetScreen,
  loadExecutionScreen,
  loadExecutionsScreen,
  loadJobScreen,
  loadJobsScreen,
  loadNewJobScreen,
  loadNewRepositoryScreen,
  loadRepositoriesScreen,
  loadRepositoryScreen,
  loadRestoreScreen,
  loadSnapshotScreen,
} from '#renderer/features/backup/index.ts'
import { executionSchema, executionStateSchema } from '#shared/features/backup/values.ts'
import { rootRoute } from './root-route.ts'

const text = z.string().optional().catch(undefined)
const flag = z.boolean().optional().catch(undefined)

const backup = createRoute({ getParentRoute: () => rootRoute, path: '/backup' })

const start = createRoute({
  getParentRoute: () => backup,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/backup/jobs', replace: true })
  },
})

const jobs = createRoute({
  getParentRoute: () => backup,
  path: '/jobs',
  component: lazyRouteComponent(loadJobsScreen, 'JobsScreen'),
})
const newJob = createRoute({
  getParentRoute: () => backup,
  path: '/jobs/new',
  validateSearch: z.object({ repositoryId: text }),
  component: lazyRouteComponent(loadNewJobScreen, 'NewJobScreen'),
})
const job = createRoute({
  getParentRoute: () => backup,
  path: '/jobs/$jobId',
  component: lazyRouteComponent(loadJobScreen, 'JobScreen'),
})
const editJob = createRoute({
  getParentRoute: () => backup,
  path: '/jobs/$jobId/edit',
  component: lazyRouteComponent(loadEditJobScreen, 'EditJobScreen'),
})

const executions = createRoute({
  getParentRoute: () => backup,
  path: '/executions',
  validateSearch: z.object({
    jobId: text,
    repositoryId: text,
    state: executionStateSchema.optional().catch(undefined),
    kind: executionSchema.shape.kind.optional().catch(undefined),
    sort: z.enum(['newest', 'oldest']).optional().catch(undefined),
  }),
  component: lazyRouteComponent(loadExecutionsScreen, 'ExecutionsScreen'),
})
const execution = createRoute({
  getParentRoute: () => executions,
  path: '/$executionId',
  component: lazyRouteComponent(loadExecutionScreen, 'ExecutionScreen'),
})

const repositories = createRoute({
  getParentRoute: () => backup,
  path: '/repositories',
  component: lazyRouteComponent(loadRepositoriesScreen, 'RepositoriesScreen'),
})
const newRepository = createRoute({
  getParentRoute: () => backup,
  path: '/repositories/new',
  validateSearch: z.object({ mode: z.enum(['new', 'open']).default('new').catch('new') }),
  component: lazyRouteComponent(loadNewRepositoryScreen, 'NewRepositoryScreen'),
})
const repository = createRoute({
  getParentRoute: () => backup,
  path: '/repositories/$repositoryId',
  validateSearch: z.object({ jobId: text }),
  component: lazyRouteComponent(loadRepositoryScreen, 'RepositoryScreen'),
})
const emergencySheet = createRoute({
  getParentRoute: () => backup,
  path: '/repositories/$repositoryId/emergency-sheet',
  validateSearch: z.object({ fresh: flag }),
  component: lazyRouteComponent(loadEmergencySheetScreen, 'EmergencySheetScreen'),
})
const snapshot = createRoute({
  getParentRoute: () => backup,
  path: '/repositories/$repositoryId/snapshots/$snapshotId',
  validateSearch: z.object({ path: text, find: text }),
  component: lazyRouteComponent(loadSnapshotScreen, 'SnapshotScreen'),
})
const restore = createRoute({
  getParentRoute: () => backup,
  path: '/repositories/$repositoryId/snapshots/$snapshotId/restore',
  validateSearch: z.object({ whole: flag }),
  component: lazyRouteComponent(loadRestoreScreen, 'RestoreScreen'),
})

/** Addresses of the backup screens. */
export const backupRoutes = [
  backup.addChildren([
    start,
    jobs,
    newJob,
    job,
    editJob,
    executions.addChildren([execution]),
    repositories,
    newRepository,
    repository,
    emergencySheet,
    snapshot,
    restore,
  ]),
] as const
