import { describe, expect, it } from 'vitest'
import type { BackupJob } from '#shared/features/backup/values.ts'
import { jobInputSchema } from '#shared/features/backup/values.ts'
import { jobFormSchema, jobInputOf, jobValues, nameOf, newJobValues, pathsOf } from './job-form-values.ts'

const repositoryId = '0199c0de-0001-7000-8000-000000000001'
const job: BackupJob = {
  id: '0199c0de-0002-7000-8000-000000000001',
  name: '経理',
  repositoryId,
  repositoryName: '本社',
  sources: ['/srv/経理'],
  excludes: ['*.tmp', '!keep.tmp'],
  useDefaultExcludes: true,
  excludeCaches: false,
  excludeLargerThanBytes: 1_500_000_000,
  oneFileSystem: true,
  compression: 'max',
  tags: ['毎日'],
  schedule: { cron: '0 2 * * 1-5', timeZone: 'Asia/Tokyo' },
  enabled: true,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  nextRunAt: null,
  lastExecution: null,
  runningExecutionId: null,
}

describe('the values of the job form', () => {
  it('come back from a job as what was saved', () => {
    const { id, repositoryName, createdAt, updatedAt, nextRunAt, lastExecution, runningExecutionId, ...input } = job
    expect(jobInputOf(jobValues(job, 'UTC'))).toEqual(input)
  })

  it('can be saved once sources and a repository are chosen, named after the sources', () => {
    const values = { ...newJobValues(repositoryId, 'Asia/Tokyo'), sources: ['/srv/経理/', 'C:\\図面'] }
    expect(jobFormSchema.safeParse(values).success).toBe(true)
    expect(jobInputSchema.parse(jobInputOf(values))).toMatchObject({ name: '経理, 図面', enabled: true })
  })

  it('refuse a job without sources, an unfinished schedule and a size that is no number', () => {
    const values = { ...newJobValues(repositoryId, 'Asia/Tokyo'), sources: ['/srv'] }
    for (const wrong of [{ sources: [] }, { cron: '' }, { largerThan: '12 GB' }, { repositoryId: '' }])
      expect(jobFormSchema.safeParse({ ...values, ...wrong }).success).toBe(false)
  })

  it('read pasted paths with quotes, file addresses and blank lines', () => {
    expect(pathsOf('  /a b \r\n\n"/c d"\nfile:///srv/%E7%B5%8C')).toEqual(['/a b', '/c d', '/srv/経'])
  })

  it('name a job after at most three sources', () => {
    expect(nameOf({ name: ' ', sources: ['/a', '/b', '/c', '/d'] })).toBe('a, b, c')
  })
})
