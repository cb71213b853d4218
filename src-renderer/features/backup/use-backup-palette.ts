import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { type PaletteItem, usePaletteItems } from '#renderer/ui/palette/palette-items.ts'
import type { BackupJob, BackupRepository } from '#shared/features/backup/values.ts'
import { useRunJob } from './mutations.ts'
import { jobChoicesQuery, repositoryChoicesQuery } from './queries.ts'

const runWords = ['run', 'backup', 'jikkou', 'bakkuappu', '実行', 'バックアップ']
const jobWords = ['job', 'jobu', 'ジョブ', 'open']
const repositoryWords = ['repository', 'ripojitori', 'hozonsaki', '保存先', 'open']

const executionWords = ['executions', 'history', 'rireki', '履歴', '結果']

type NewPage = '/backup/jobs/new' | '/backup/repositories/new' | '/backup/executions'

const noJobs: readonly BackupJob[] = []
const noRepositories: readonly BackupRepository[] = []

/** Jobs, repositories and what one can do with them, for the command palette. Use it once, inside the shell. */
export function useBackupPalette(): void {
  const { t } = useTranslation('backup')
  const mayRead = useMay('backup.read')
  const mayRun = useMay('backup.run')
  const mayManage = useMay('backup.manage')
  const navigate = useNavigate()
  const run = useRunJob()
  const latest = useRef({ navigate, run: run.mutate })
  latest.current = { navigate, run: run.mutate }
  const jobs = useQuery({ ...jobChoicesQuery(), enabled: mayRead }).data?.items ?? noJobs
  const repositories = useQuery({ ...repositoryChoicesQuery(), enabled: mayRead }).data?.items ?? noRepositories
  const items = useMemo((): readonly PaletteItem[] => {
    const group = t('palette.objects')
    const page = (id: string, title: string, to: NewPage, words: readonly string[]): PaletteItem => ({
      id: `backup-${id}`,
      title,
      group,
      words: ['backup', 'bakkuappu', ...words],
      run: () => void latest.current.navigate({ to }),
    })
    return [
      page('executions', t('executions'), '/backup/executions', executionWords),
      ...(mayManage
        ? [
            page('new-job', t('newJob'), '/backup/jobs/new', jobWords),
            page('add-repository', t('addRepository'), '/backup/repositories/new', repositoryWords),
          ]
        : []),
      ...jobs.flatMap(({ id, name }): readonly PaletteItem[] => [
        {
          id: `backup-job-${id}`,
          title: t('palette.job', { name }),
          group,
          words: [name, ...jobWords],
          run: () => void latest.current.navigate({ to: '/backup/jobs/$jobId', params: { jobId: id } }),
        },
        ...(mayRun
          ? [
              {
                id: `backup-run-${id}`,
                title: t('palette.run', { name }),
                group,
                words: [name, ...runWords],
                run: (): void => latest.current.run({ id }),
              },
            ]
          : []),
      ]),
      ...repositories.map(({ id, name }) => ({
        id: `backup-repository-${id}`,
        title: t('palette.repository', { name }),
        group,
        words: [name, ...repositoryWords],
        run: () =>
          void latest.current.navigate({ to: '/backup/repositories/$repositoryId', params: { repositoryId: id } }),
      })),
    ]
  }, [jobs, repositories, mayManage, mayRun, t])
  usePaletteItems(items)
}
