import { Button } from '@mantine/core'
import { IconDownload, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ConfirmDanger } from '#renderer/ui/danger/confirm-danger.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import { saveTextFile } from '#renderer/ui/table/delimited-text.ts'
import { MonitoringPage } from '../layout/monitoring-page.tsx'
import { FileEditor } from './file-editor.tsx'
import { useRuleMutations } from './mutations.ts'
import { ruleFileQuery } from './queries.ts'
import { RuleText } from './rule-text.tsx'

const route = getRouteApi('/monitoring/rules/files/$fileName')
const none = [] as const

function RemoveFile({ name }: { readonly name: string }) {
  const { t } = useTranslation('monitoring')
  const navigate = route.useNavigate()
  const { remove } = useRuleMutations()
  const [asking, setAsking] = useState(false)
  const confirm = () =>
    remove.mutate(
      { name },
      {
        onSuccess: () => {
          showNotice({ tone: 'good', title: t('rules.file.removed', { name }) })
          void navigate({ to: '/monitoring/rules/files' })
        },
      },
    )
  return (
    <>
      <Button variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setAsking(true)}>
        {t('rules.file.remove')}
      </Button>
      <ConfirmDanger
        opened={asking}
        title={t('rules.file.removeTitle', { name })}
        lost={[t('rules.file.removeLost', { name })]}
        kept={[t('rules.file.removeKept')]}
        phrase={name}
        action={t('rules.file.remove')}
        pending={remove.isPending}
        error={remove.error}
        onConfirm={confirm}
        onClose={() => {
          remove.reset()
          setAsking(false)
        }}
      />
    </>
  )
}

/** One rule file: read where it comes with the program, changed where it is the site's own. */
export function RuleFileScreen() {
  const { t } = useTranslation('monitoring')
  const { fileName } = route.useParams()
  const mayManage = useMay('monitoring.manage')
  const query = useQuery(ruleFileQuery(fileName))
  const file = query.data
  const isOwn = file !== undefined && !file.isBuiltIn && mayManage
  return (
    <MonitoringPage
      title={fileName}
      crumbs={[
        { label: t('rules.pages.list'), link: { to: '/monitoring/rules' } },
        { label: t('rules.pages.files'), link: { to: '/monitoring/rules/files' } },
      ]}
      description={t(file === undefined || file.isBuiltIn ? 'rules.file.builtInText' : 'rules.file.ownText')}
      actions={
        <>
          {isOwn ? <RemoveFile name={fileName} /> : null}
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            disabled={file === undefined}
            onClick={() => saveTextFile(fileName, 'text/yaml', file?.text ?? '')}
          >
            {t('rules.file.download')}
          </Button>
        </>
      }
    >
      <Loaded query={query} heights={[480]}>
        {(data) =>
          isOwn ? (
            <FileEditor key={data.name} file={data} />
          ) : (
            <RuleText label={t('rules.file.text')} value={data.text} problems={none} />
          )
        }
      </Loaded>
    </MonitoringPage>
  )
}

/** Begins a rule file of the site's own. */
export function NewRuleFileScreen() {
  const { t } = useTranslation('monitoring')
  return (
    <MonitoringPage
      title={t('rules.file.new')}
      crumbs={[
        { label: t('rules.pages.list'), link: { to: '/monitoring/rules' } },
        { label: t('rules.pages.files'), link: { to: '/monitoring/rules/files' } },
      ]}
      description={t('rules.file.ownText')}
    >
      <FileEditor file={undefined} />
    </MonitoringPage>
  )
}
