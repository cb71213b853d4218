import { ActionIcon, Button, Group, Input, Stack, Text, Textarea, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconFolderPlus, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isComposing } from '#renderer/ui/keyboard/composition.ts'
import { FolderChooser } from '../folders/folder-chooser.tsx'
import classes from './job-form.module.css'
import { pathsOf } from './job-form-values.ts'

function PastePaths({ onAdd }: { readonly onAdd: (paths: readonly string[]) => void }) {
  const { t } = useTranslation('backup')
  const [text, setText] = useState('')
  const add = () => {
    onAdd(pathsOf(text))
    setText('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event.nativeEvent)) return
    event.preventDefault()
    add()
  }
  return (
    <Textarea
      autosize
      minRows={1}
      maxRows={6}
      label={t('jobForm.pasteLabel')}
      description={t('jobForm.pasteHelp')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      inputContainer={(input) => (
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <div style={{ flex: 1 }}>{input}</div>
          <Button variant="default" disabled={text.trim() === ''} onClick={add}>
            {t('jobForm.pasteAdd')}
          </Button>
        </Group>
      )}
      spellCheck={false}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={() => {
        if (text.trim() !== '') add()
      }}
    />
  )
}

/** What a job protects: chosen from the machine's folders, typed or pasted. */
export function SourceList(props: {
  readonly sources: readonly string[]
  readonly error: string | undefined
  readonly onChange: (sources: readonly string[]) => void
}) {
  const { t } = useTranslation('backup')
  const [opened, chooser] = useDisclosure(false)
  const labelId = useId()
  const { sources, onChange } = props
  const add = (paths: readonly string[]) => onChange([...new Set([...sources, ...paths])])
  return (
    <Stack gap="sm" {...(props.error === undefined ? {} : { 'data-wrong': true, tabIndex: -1 })}>
      <Input.Wrapper
        labelElement="div"
        labelProps={{ id: labelId }}
        label={t('jobForm.sources')}
        description={t('jobForm.sourcesHelp')}
        error={props.error}
      >
        <ul aria-labelledby={labelId} className={classes.sources}>
          {sources.map((path) => (
            <li key={path} className={classes.source}>
              <span className={classes.sourcePath} translate="no">
                {path}
              </span>
              <Tooltip label={t('jobForm.removeSource', { path })}>
                <ActionIcon
                  size="sm"
                  aria-label={t('jobForm.removeSource', { path })}
                  onClick={() => onChange(sources.filter((other) => other !== path))}
                >
                  <IconX size={14} aria-hidden />
                </ActionIcon>
              </Tooltip>
            </li>
          ))}
        </ul>
        {sources.length === 0 ? (
          <Text fz="sm" c="dimmed">
            {t('jobForm.sourcesNone')}
          </Text>
        ) : null}
      </Input.Wrapper>
      <Group>
        <Button variant="default" leftSection={<IconFolderPlus size={16} aria-hidden />} onClick={chooser.open}>
          {t('jobForm.addSource')}
        </Button>
      </Group>
      <PastePaths onAdd={add} />
      <FolderChooser
        opened={opened}
        several
        title={t('jobForm.chooseTitle')}
        onChoose={(paths) => {
          add(paths)
          chooser.close()
        }}
        onClose={chooser.close}
      />
    </Stack>
  )
}
