import { z } from 'zod'
import { type BackupJob, type JobInput, jobInputSchema } from '#shared/features/backup/values.ts'
import type { PreviewInput } from '../../queries.ts'

export const sizeUnits = ['MB', 'GB', 'TB'] as const
export type SizeUnit = (typeof sizeUnits)[number]
const unitBytes: Readonly<Record<SizeUnit, number>> = { MB: 1e6, GB: 1e9, TB: 1e12 }

/** What the form holds while one types. The patterns stay the text that was typed, the size limit a number and its unit. */
export interface JobFormValues
  extends Omit<JobInput, 'excludes' | 'excludeLargerThanBytes' | 'schedule' | 'compression' | 'sources' | 'tags'> {
  readonly sources: readonly string[]
  readonly patterns: string
  readonly largerThan: string
  readonly largerUnit: SizeUnit
  readonly compression: JobInput['compression']
  readonly tags: readonly string[]
  /** Null for by hand; empty while it is not complete. */
  readonly cron: string | null
  readonly timeZone: string
}

export const jobFormSchema: z.ZodType<unknown, JobFormValues> = z.object({
  name: z.string().trim().max(200),
  repositoryId: z.string().min(1),
  sources: jobInputSchema.shape.sources.readonly(),
  patterns: z.string().transform(linesOf).pipe(jobInputSchema.shape.excludes),
  useDefaultExcludes: z.boolean(),
  excludeCaches: z.boolean(),
  largerThan: z
    .string()
    .trim()
    .regex(/^(?:\d{1,9}(?:\.\d{1,3})?)?$/),
  largerUnit: z.enum(sizeUnits),
  oneFileSystem: z.boolean(),
  compression: jobInputSchema.shape.compression,
  tags: jobInputSchema.shape.tags.readonly(),
  cron: z.string().min(1).max(200).nullable(),
  timeZone: z.string().min(1).max(64),
  enabled: z.boolean(),
})

/** Lines that hold something, without the blanks around them. */
export function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** Paths a person typed or pasted, one a line; file addresses and quotes around them are taken off. */
export function pathsOf(text: string): string[] {
  return linesOf(text).map((line) => {
    const bare = line.replace(/^(["'])(.*)\1$/, '$2')
    return bare.startsWith('file://') ? decodeURIComponent(bare.slice('file://'.length)) : bare
  })
}

function limitOf({ largerThan, largerUnit }: Pick<JobFormValues, 'largerThan' | 'largerUnit'>): number | null {
  const amount = Number(largerThan.trim())
  return largerThan.trim() === '' || !Number.isFinite(amount) ? null : Math.round(amount * unitBytes[largerUnit])
}

function limitFields(bytes: number | null): Pick<JobFormValues, 'largerThan' | 'largerUnit'> {
  if (bytes === null) return { largerThan: '', largerUnit: 'GB' }
  const unit = bytes >= unitBytes.TB ? 'TB' : bytes >= unitBytes.GB ? 'GB' : 'MB'
  return { largerThan: String(Number((bytes / unitBytes[unit]).toFixed(3))), largerUnit: unit }
}

/** Last name of a path, for naming a job after what it protects. */
export function lastName(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== '') ?? path
}

/** The name in the field, else one made from the sources. */
export function nameOf({ name, sources }: Pick<JobFormValues, 'name' | 'sources'>): string {
  if (name.trim() !== '') return name.trim()
  return sources.slice(0, 3).map(lastName).join(', ').slice(0, 200)
}

export function previewInputOf(values: JobFormValues): PreviewInput {
  return {
    sources: [...values.sources],
    excludes: linesOf(values.patterns),
    useDefaultExcludes: values.useDefaultExcludes,
    excludeCaches: values.excludeCaches,
    excludeLargerThanBytes: limitOf(values),
    oneFileSystem: values.oneFileSystem,
  }
}

export function jobInputOf(values: JobFormValues): JobInput {
  const { cron, timeZone } = values
  return {
    ...previewInputOf(values),
    name: nameOf(values),
    repositoryId: values.repositoryId,
    compression: values.compression,
    tags: [...values.tags],
    schedule: cron === null ? null : { cron: cron.trim(), timeZone },
    enabled: values.enabled,
  }
}

/** A new job that can be saved once sources and a repository are chosen. */
export function newJobValues(repositoryId: string, timeZone: string): JobFormValues {
  return {
    name: '',
    repositoryId,
    sources: [],
    patterns: '',
    useDefaultExcludes: true,
    excludeCaches: true,
    ...limitFields(null),
    oneFileSystem: false,
    compression: 'auto',
    tags: [],
    cron: '0 2 * * *',
    timeZone,
    enabled: true,
  }
}

export function jobValues(job: BackupJob, siteTimeZone: string): JobFormValues {
  return {
    name: job.name,
    repositoryId: job.repositoryId,
    sources: job.sources,
    patterns: job.excludes.join('\n'),
    useDefaultExcludes: job.useDefaultExcludes,
    excludeCaches: job.excludeCaches,
    ...limitFields(job.excludeLargerThanBytes),
    oneFileSystem: job.oneFileSystem,
    compression: job.compression,
    tags: job.tags,
    cron: job.schedule?.cron ?? null,
    timeZone: job.schedule?.timeZone ?? siteTimeZone,
    enabled: job.enabled,
  }
}
