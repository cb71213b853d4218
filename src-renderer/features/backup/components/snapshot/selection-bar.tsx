import { Button, Group, Text } from '@mantine/core'
import { IconRestore } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import classes from './browser.module.css'
import type { Selection } from './selection.ts'
import { useSelectionText } from './selection-text.ts'

/** What is chosen so far, and the way to restoring it or everything. */
export function SelectionBar(props: {
  readonly repositoryId: string
  readonly snapshotId: string
  readonly selection: Selection
  readonly onClear: () => void
}) {
  const { t } = useTranslation('backup')
  const write = useSelectionText()
  const { selection } = props
  const params = { repositoryId: props.repositoryId, snapshotId: props.snapshotId }
  const isEmpty = selection.size === 0
  return (
    <section className={classes.chosen} aria-label={t('snapshot.browser.chosen')}>
      <Text fz="sm" {...(isEmpty ? { c: 'dimmed' } : { fw: 500 })} role="status">
        {isEmpty ? t('snapshot.browser.chosenNone') : write(selection)}
      </Text>
      <Group gap="xs">
        {isEmpty ? null : (
          <Button variant="subtle" onClick={props.onClear}>
            {t('snapshot.browser.clear')}
          </Button>
        )}
        <Button
          variant="default"
          renderRoot={(rest) => (
            <Link
              to="/backup/repositories/$repositoryId/snapshots/$snapshotId/restore"
              params={params}
              search={{ whole: true }}
              {...rest}
            />
          )}
        >
          {t('snapshot.browser.whole')}
        </Button>
        {isEmpty ? (
          <Button disabled leftSection={<IconRestore size={16} aria-hidden />}>
            {t('snapshot.browser.restore')}
          </Button>
        ) : (
          <Button
            leftSection={<IconRestore size={16} aria-hidden />}
            renderRoot={(rest) => (
              <Link to="/backup/repositories/$repositoryId/snapshots/$snapshotId/restore" params={params} {...rest} />
            )}
          >
            {t('snapshot.browser.restore')}
          </Button>
        )}
      </Group>
    </section>
  )
}
