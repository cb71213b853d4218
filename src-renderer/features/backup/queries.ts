import { keepPreviousData } from '@tanstack/react-query'
import { queries } from '#renderer/api/client.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import type { Execution, JobInput } from '#shared/features/backup/values.ts'

const { repositories, jobs, executions, snapshots, folders } = queries.backup

interface RowPage {
  readonly nextCursor: string | null
}

const paged = {
  initialPageParam: undefined,
  getNextPageParam: (page: RowPage) => page.nextCursor ?? undefined,
  placeholderData: keepPreviousData,
}
const after = (cursor: string | undefined) => ({ limit: 100, ...(cursor === undefined ? {} : { cursor }) })

export const repositoriesQuery = () =>
  repositories.list.infiniteOptions({ input: (cursor: string | undefined) => after(cursor), ...paged })

/** Repositories to choose from. */
export const repositoryChoicesQuery = () => repositories.list.queryOptions({ input: { limit: 200 } })

export const repositoryQuery = (id: string) => repositories.get.queryOptions({ input: { id } })

/** The sheet is asked for each time it is shown and forgotten at once, because it may hold the password. */
export const emergencySheetQuery = (id: string, language: Language, withPassword: boolean) =>
  repositories.emergencySheet.queryOptions({
    input: { id, language, withPassword },
    gcTime: 0,
    staleTime: 0,
    refetchOnMount: false,
    refetchOnReconnect: false,
  })

export const jobsQuery = (repositoryId?: string) =>
  jobs.list.infiniteOptions({
    input: (cursor: string | undefined) => ({
      ...after(cursor),
      ...(repositoryId === undefined ? {} : { repositoryId }),
    }),
    ...paged,
  })

/** Jobs for the command palette. */
export const jobChoicesQuery = () => jobs.list.queryOptions({ input: { limit: 200 } })

export const jobQuery = (id: string) => jobs.get.queryOptions({ input: { id } })

export const defaultExcludesQuery = () => jobs.defaultExcludes.queryOptions()

export const scheduleQuery = (cron: string, timeZone: string, language: Language) =>
  jobs.explainSchedule.queryOptions({
    input: { cron, timeZone, language },
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })

/** What a preview depends on. */
export type PreviewInput = Pick<
  JobInput,
  'sources' | 'excludes' | 'useDefaultExcludes' | 'excludeCaches' | 'excludeLargerThanBytes' | 'oneFileSystem'
>

export const previewQuery = (input: PreviewInput) =>
  jobs.preview.queryOptions({
    input,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    gcTime: 60_000,
    enabled: input.sources.length > 0,
  })

/** What a list of executions is narrowed to. */
export interface ExecutionFilter {
  readonly jobId?: string | undefined
  readonly repositoryId?: string | undefined
  readonly state?: Execution['state'] | undefined
  readonly kind?: Execution['kind'] | undefined
  readonly sort?: 'newest' | 'oldest' | undefined
}

const present = (filter: ExecutionFilter) => ({
  ...(filter.jobId === undefined ? {} : { jobId: filter.jobId }),
  ...(filter.repositoryId === undefined ? {} : { repositoryId: filter.repositoryId }),
  ...(filter.state === undefined ? {} : { state: filter.state }),
  ...(filter.kind === undefined ? {} : { kind: filter.kind }),
  ...(filter.sort === undefined ? {} : { sort: filter.sort }),
})

export const executionsQuery = (filter: ExecutionFilter) =>
  executions.list.infiniteOptions({
    input: (cursor: string | undefined) => ({ ...after(cursor), ...present(filter) }),
    ...paged,
  })

/** The last runs of something, newest first. */
export const lastExecutionsQuery = (filter: ExecutionFilter, limit: number) =>
  executions.list.queryOptions({ input: { ...present(filter), limit } })

export const executionQuery = (id: string) => executions.get.queryOptions({ input: { id } })

export const snapshotsQuery = (repositoryId: string, jobId?: string) =>
  snapshots.list.infiniteOptions({
    input: (cursor: string | undefined) => ({
      ...after(cursor),
      repositoryId,
      ...(jobId === undefined ? {} : { jobId }),
    }),
    ...paged,
  })

/** One page of a folder in a snapshot. */
export interface FolderPage {
  readonly repositoryId: string
  readonly snapshotId: string
  readonly path: string
  readonly cursor?: string | undefined
  readonly nameContains?: string | undefined
}

export const folderPageQuery = ({ cursor, nameContains, ...input }: FolderPage) =>
  snapshots.browse.queryOptions({
    input: {
      ...input,
      limit: 1_000,
      ...(cursor === undefined ? {} : { cursor }),
      ...(nameContains === undefined ? {} : { nameContains }),
    },
    staleTime: Number.POSITIVE_INFINITY,
  })

/** A folder of the machine the program runs on; its home folder without a path. */
export const foldersQuery = (path: string | undefined, showHidden: boolean) =>
  folders.list.queryOptions({
    input: { showHidden, ...(path === undefined ? {} : { path }) },
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 60_000,
  })
