import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Bytes } from '#renderer/ui/format/values.tsx'
import { Facts, Section } from '#renderer/ui/page/page.tsx'
import type { backupFiguresSchema } from '#shared/features/backup/values.ts'
import classes from './detail.module.css'

type Figures = z.infer<typeof backupFiguresSchema>

/** What one backup saved: how much was new, changed or as before, and what it added to the repository. */
export function BackupFigures({ figures }: { readonly figures: Figures }) {
  const { t } = useTranslation('backup')
  const format = useFormat()
  const rows = [
    { name: t('execution.figures.files'), values: [figures.filesNew, figures.filesChanged, figures.filesUnmodified] },
    { name: t('execution.figures.folders'), values: [figures.dirsNew, figures.dirsChanged, figures.dirsUnmodified] },
  ]
  return (
    <Section title={t('execution.figures.title')}>
      <table className={classes.table} aria-label={t('execution.figures.title')}>
        <thead>
          <tr>
            <td />
            {(['new', 'changed', 'unmodified'] as const).map((key) => (
              <th key={key} scope="col" className={classes.number}>
                {t(`execution.figures.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              {row.values.map((value, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the three columns never move
                <td key={index} className={classes.number}>
                  {format.count(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Facts
        facts={[
          {
            name: t('execution.figures.total'),
            value: (
              <>
                {t('execution.figures.fileCount', {
                  count: figures.totalFiles,
                  shown: format.count(figures.totalFiles),
                })}
                {' · '}
                <Bytes value={figures.totalBytes} />
              </>
            ),
          },
          {
            name: t('execution.figures.added'),
            value: t('execution.figures.addedValue', {
              packed: format.bytes(figures.addedPackedBytes),
              added: format.bytes(figures.addedBytes),
            }),
          },
        ]}
      />
    </Section>
  )
}
