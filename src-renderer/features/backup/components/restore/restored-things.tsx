import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Moment } from '#renderer/ui/format/values.tsx'
import { Facts, Section } from '#renderer/ui/page/page.tsx'
import type { BackupSnapshot } from '#shared/features/backup/values.ts'
import classes from '../execution/detail.module.css'
import type { Selection } from '../snapshot/selection.ts'
import { useSelectionText } from '../snapshot/selection-text.ts'

const shownAtMost = 8

function ChosenList({ chosen }: { readonly chosen: Selection }) {
  const { t } = useTranslation('backup')
  const write = useSelectionText()
  const shown = [...chosen.values()].slice(0, shownAtMost)
  return (
    <>
      <Text fz="sm" fw={500}>
        {write(chosen)}
      </Text>
      <ul className={classes.list}>
        {shown.map((entry) => (
          <li key={entry.path} translate="no">
            {entry.display}
          </li>
        ))}
        {chosen.size > shown.length ? <li>{t('restore.andMore', { count: chosen.size - shown.length })}</li> : null}
      </ul>
    </>
  )
}

/** What will be restored, and the way back to choosing. */
export function RestoredThings(props: {
  readonly repositoryId: string
  readonly snapshotId: string
  readonly snapshot: BackupSnapshot | undefined
  readonly chosen: Selection | null
}) {
  const { t } = useTranslation('backup')
  const format = useFormat()
  const { snapshot, chosen, repositoryId, snapshotId } = props
  const totalFiles = snapshot?.totalFiles ?? null
  return (
    <Section
      title={t('restore.from')}
      actions={
        <Anchor
          fz="sm"
          renderRoot={(rest) => (
            <Link
              to="/backup/repositories/$repositoryId/snapshots/$snapshotId"
              params={{ repositoryId, snapshotId }}
              {...rest}
            />
          )}
        >
          {t('restore.change')}
        </Anchor>
      }
    >
      <Facts
        facts={[
          {
            name: t('restore.snapshot'),
            value: snapshot === undefined ? snapshotId.slice(0, 8) : <Moment at={snapshot.time} />,
          },
          chosen === null
            ? {
                name: t('restore.whole'),
                value:
                  totalFiles === null
                    ? null
                    : t('restore.wholeText', { count: totalFiles, shown: format.count(totalFiles) }),
              }
            : {
                name: t('restore.chosen'),
                value: chosen.size === 0 ? t('snapshot.browser.chosenNone') : <ChosenList chosen={chosen} />,
              },
        ]}
      />
    </Section>
  )
}
