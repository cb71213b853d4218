import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { FormPage } from '#renderer/ui/form/form-page.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import classes from './file-editor.module.css'
import { lineSpan } from './line-offset.ts'
import { useRuleMutations } from './mutations.ts'
import { checkQuery } from './queries.ts'
import { type Problem, RuleText } from './rule-text.tsx'

interface FileValues {
  readonly name: string
  readonly text: string
}

const fileForm: z.ZodType<unknown, FileValues> = z.object({
  name: z
    .string()
    .trim()
    .max(100)
    .regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]*\.ya?ml$/),
  text: z.string().min(1).max(1_000_000),
})

/** What a new file begins with: one rule that shows how they look. */
const example = `groups:
  - name: site
    interval: 30s
    rules:
      - alert: TemperatureHigh
        expr: node_hwmon_temp_celsius > 70
        for: 10m
        labels:
          severity: warning
        annotations:
          summary: "{{ $labels.instance }}: {{ printf \\"%.0f\\" $value }} ℃"
`

function Problems(props: {
  readonly problems: readonly Problem[]
  readonly groups: number
  readonly rules: number
  readonly onGo: (line: number) => void
}) {
  const { t } = useTranslation('monitoring')
  return (
    <div className={classes.problems} role="status" aria-label={t('rules.file.findings')}>
      {props.problems.length === 0 ? (
        <div className={classes.finding}>
          <StateIcon tone="good" size={16} />
          {t('rules.file.noProblems', { groups: props.groups, rules: props.rules })}
        </div>
      ) : (
        props.problems.map((problem) => (
          <div key={`${problem.line}:${problem.column}:${problem.message}`} className={classes.finding}>
            <StateIcon tone="failed" size={16} />
            <Button size="compact-xs" variant="default" onClick={() => props.onGo(problem.line)}>
              {t('rules.file.place', { line: problem.line, column: problem.column })}
            </Button>
            <span>{problem.message}</span>
          </div>
        ))
      )}
    </div>
  )
}

/** Writes a rule file of the site's own: checked as one types, in force as soon as it is saved. */
export function FileEditor({ file }: { readonly file: FileValues | undefined }) {
  const { t } = useTranslation('monitoring')
  const navigate = useNavigate()
  const { save } = useRuleMutations()
  const area = useRef<HTMLTextAreaElement>(null)
  const form = useForm<FileValues>({
    schema: fileForm,
    initial: file ?? { name: '', text: example },
    draftKey: `monitoring-rule-file-${file?.name ?? 'new'}`,
    save: async (values) => {
      const saved = await save.mutateAsync({ name: values.name.trim(), text: values.text })
      showNotice({ tone: 'good', title: t('rules.file.saved', { name: saved.name, count: saved.rules }) })
      void navigate({ to: '/monitoring/rules/files' })
    },
  })
  const [settled] = useDebouncedValue(form.values.text, 400)
  const checked = useQuery(checkQuery(settled)).data
  const go = (line: number) => {
    const { start, end } = lineSpan(form.values.text, line)
    area.current?.focus()
    area.current?.setSelectionRange(start, end)
  }
  return (
    <FormPage
      form={form}
      wide
      label={t('rules.file.form')}
      submitLabel={t('rules.file.save')}
      onCancel={() => void navigate({ to: '/monitoring/rules/files' })}
    >
      {file === undefined ? (
        <TextInput
          maw={360}
          label={t('rules.file.fileName')}
          description={t('rules.file.fileNameHelp')}
          placeholder="site.yml"
          autoComplete="off"
          {...form.text('name')}
        />
      ) : null}
      <RuleText
        label={t('rules.file.text')}
        value={form.values.text}
        problems={checked?.problems ?? []}
        textRef={area}
        onChange={(text) => form.set('text', text)}
      />
      {checked === undefined ? null : <Problems {...checked} onGo={go} />}
    </FormPage>
  )
}
