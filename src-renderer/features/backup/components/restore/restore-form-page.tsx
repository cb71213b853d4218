import { Radio, Stack, Switch, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { FormPage } from '#renderer/ui/form/form-page.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import type { BackupSnapshot } from '#shared/features/backup/values.ts'
import { useRestore } from '../../mutations.ts'
import { FolderField } from '../folders/folder-field.tsx'
import { emptySelection, type Selection } from '../snapshot/selection.ts'
import { useSelection } from '../snapshot/selection-store.ts'
import {
  dayStamp,
  existingChoices,
  joinPath,
  type RestoreFormValues,
  restoreFormSchema,
  suggestedTarget,
} from './restore-form.ts'
import { RestoreSummary } from './restore-summary.tsx'
import { RestoredThings } from './restored-things.tsx'

interface RestoreProps {
  readonly repositoryId: string
  readonly snapshotId: string
  readonly snapshot: BackupSnapshot | undefined
  /** Null for the whole snapshot. */
  readonly chosen: Selection | null
  readonly home: Parameters<typeof suggestedTarget>[0] | undefined
}

function useRestoreForm({ repositoryId, snapshotId, chosen, home }: RestoreProps) {
  const { t } = useTranslation('backup')
  const { timeZone } = useFormat()
  const navigate = useNavigate()
  const restore = useRestore()
  const { choose } = useSelection(repositoryId, snapshotId)
  const name = t('restore.folderName', { day: dayStamp(new Date(), timeZone) })
  const initial: RestoreFormValues = {
    target: home === undefined ? '' : suggestedTarget(home, name),
    existing: 'if-changed',
    verifyAfter: true,
  }
  return useForm<RestoreFormValues>({
    schema: restoreFormSchema,
    initial,
    save: async (values) => {
      const paths = chosen === null ? [] : [...chosen.keys()]
      const execution = await restore.mutateAsync({
        ...values,
        target: values.target.trim(),
        repositoryId,
        snapshotId,
        paths,
      })
      await navigate({ to: '/backup/executions/$executionId', params: { executionId: execution.id } })
      choose(emptySelection)
    },
  })
}

/** Where a restored file will lie, as an example. */
function exampleOf({ chosen, snapshot }: RestoreProps, target: string): string | null {
  const [first] = chosen === null ? (snapshot?.paths ?? []) : [...chosen.values()].map((entry) => entry.display)
  return first === undefined || target === '' ? null : joinPath(target, first.replace(/^[/\\]+|:/g, ''))
}

/** The form of a restore, with a summary above its last button. */
export function RestoreForm(props: RestoreProps) {
  const { t } = useTranslation('backup')
  const navigate = useNavigate()
  const form = useRestoreForm(props)
  const { repositoryId, snapshotId } = props
  const example = exampleOf(props, form.values.target.trim())
  return (
    <FormPage
      ready
      form={form}
      label={t('restore.title')}
      submitLabel={t('restore.start')}
      onCancel={() =>
        void navigate({
          to: '/backup/repositories/$repositoryId/snapshots/$snapshotId',
          params: { repositoryId, snapshotId },
        })
      }
    >
      <RestoredThings {...props} />
      <Section title={t('restore.where')}>
        <FolderField
          label={t('restore.target')}
          description={t('restore.targetHelp')}
          chooseTitle={t('restore.chooseTitle')}
          field={form.text('target')}
        />
        {example === null ? null : (
          <Text fz="sm" c="dimmed">
            {t('restore.layout', { example })}
          </Text>
        )}
        <Radio.Group
          label={t('restore.existing')}
          value={form.values.existing}
          onChange={(value) => form.set('existing', existingChoices.find((choice) => choice === value) ?? 'if-changed')}
        >
          <Stack gap={8} mt={8}>
            {existingChoices.map((choice) => (
              <Radio
                key={choice}
                value={choice}
                label={t(`restore.existings.${choice}`)}
                description={t(`restore.existingHelp.${choice}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Switch
          label={t('restore.verifyAfter')}
          description={t('restore.verifyAfterHelp')}
          checked={form.values.verifyAfter}
          onChange={(event) => form.set('verifyAfter', event.currentTarget.checked)}
        />
      </Section>
      <RestoreSummary values={form.values} snapshot={props.snapshot} chosen={props.chosen} />
    </FormPage>
  )
}
