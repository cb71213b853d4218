import { Button, Group, Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconHistory, IconListSearch, IconPlayerPlay } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { suggestedExpression } from './expression.ts'
import { MetricPicker } from './metric-picker.tsx'
import { PromqlEditor } from './promql-editor.tsx'
import classes from './query.module.css'
import { useQueryHistory } from './query-history.ts'

function HistoryMenu(props: { readonly onChoose: (expression: string) => void }) {
  const { t } = useTranslation('monitoring')
  const { asked, forget } = useQueryHistory()
  return (
    <Menu position="bottom-end" width={480}>
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconHistory size={14} aria-hidden />}
          disabled={asked.length === 0}
        >
          {t('query.history')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.history}>
        {asked.map((expression) => (
          <Menu.Item key={expression} onClick={() => props.onChoose(expression)}>
            <span className={classes.past}>{expression}</span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={forget}>{t('query.forget')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** Where a question is written, picked, or taken from what was asked before. */
export function QueryBar(props: { readonly expression: string; readonly onRun: (expression: string) => void }) {
  const { t } = useTranslation('monitoring')
  const { expression, onRun } = props
  const [written, write] = useState(expression)
  const [picking, pick] = useDisclosure(false)
  useEffect(() => write(expression), [expression])
  const run = (wanted: string) => {
    write(wanted)
    if (wanted.trim() !== '') onRun(wanted.trim())
  }
  return (
    <div className={classes.bar}>
      <div className={classes.line}>
        <PromqlEditor label={t('query.expression')} value={written} onChange={write} onRun={() => run(written)} />
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          disabled={written.trim() === ''}
          onClick={() => run(written)}
        >
          {t('query.run')}
        </Button>
      </div>
      <Group gap="xs">
        <Button variant="default" size="xs" leftSection={<IconListSearch size={14} aria-hidden />} onClick={pick.open}>
          {t('query.pick')}
        </Button>
        <HistoryMenu onChoose={run} />
      </Group>
      <MetricPicker
        opened={picking}
        onClose={pick.close}
        onPick={(metric) => {
          pick.close()
          run(suggestedExpression(metric))
        }}
      />
    </div>
  )
}
