import { Alert, Button, Group, Switch } from '@mantine/core'
import { IconDownload, IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { isFailure } from '#renderer/ui/failure/failure.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { MarkdownSheet } from '#renderer/ui/sheet/sheet.tsx'
import { LoadingCards } from '#renderer/ui/state/loading.tsx'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import { saveTextFile } from '#renderer/ui/table/delimited-text.ts'
import { emergencySheetQuery } from '../../queries.ts'
import { SetPasswordButton } from './set-password.tsx'

/** The sheet as it will be printed, with the ways to keep it. */
export function EmergencySheet({ repositoryId, fresh }: { readonly repositoryId: string; readonly fresh: boolean }) {
  const { t } = useTranslation('backup')
  const { language } = useFormat()
  const [withPassword, setWithPassword] = useState(fresh)
  const query = useQuery(emergencySheetQuery(repositoryId, language, withPassword))
  const sheet = query.data
  const save = () => {
    if (sheet === undefined) return
    saveTextFile(sheet.fileName, 'text/markdown', sheet.markdown)
    showNotice({ tone: 'good', title: t('repository.sheet.saved') })
  }
  return (
    <>
      {fresh ? (
        <Alert variant="default" icon={<StateIcon tone="warning" size={20} />} title={t('repository.sheet.freshTitle')}>
          {t('repository.sheet.freshText')}
        </Alert>
      ) : null}
      <Group justify="space-between" gap="md">
        <Switch
          label={t('repository.sheet.withPassword')}
          description={t(withPassword ? 'repository.sheet.withHelp' : 'repository.sheet.withoutHelp')}
          checked={withPassword}
          onChange={(event) => setWithPassword(event.currentTarget.checked)}
        />
        <Group gap="xs">
          <Button
            leftSection={<IconPrinter size={16} aria-hidden />}
            disabled={sheet === undefined}
            onClick={() => window.print()}
          >
            {t('repository.sheet.print')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            disabled={sheet === undefined}
            onClick={save}
          >
            {t('repository.sheet.save')}
          </Button>
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link to="/backup/repositories/$repositoryId" params={{ repositoryId }} {...props} />
            )}
          >
            {t(fresh ? 'repository.sheet.doneFresh' : 'repository.sheet.done')}
          </Button>
        </Group>
      </Group>
      {query.error === null ? null : (
        <ErrorPanel
          error={query.error}
          onRetry={() => void query.refetch()}
          actions={isFailure(query.error, 'SECRET_MISSING') ? <SetPasswordButton repositoryId={repositoryId} /> : null}
        />
      )}
      {sheet === undefined ? (
        query.error === null ? (
          <LoadingCards heights={[480]} />
        ) : null
      ) : (
        <MarkdownSheet label={t('repository.sheet.preview')} markdown={sheet.markdown} />
      )}
    </>
  )
}
