import { Alert, Button, Group, Modal, Stack } from '@mantine/core'
import { IconDownload, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { TextSheet } from '#renderer/ui/sheet/sheet.tsx'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import { saveTextFile } from '#renderer/ui/table/delimited-text.ts'
import type { Letter } from '#shared/features/security/values.ts'

/** A letter with a secret, shown this once: to print, to save, and to close only when it is kept. */
export function LetterDialog(props: {
  readonly letter: Letter | null
  readonly title: string
  readonly text: string
  readonly onClose: () => void
}) {
  const { t } = useTranslation('security')
  const [kept, setKept] = useState(false)
  const { letter } = props
  const close = () => {
    setKept(false)
    props.onClose()
  }
  const print = () => {
    window.print()
    setKept(true)
  }
  const save = () => {
    if (letter === null) return
    saveTextFile(letter.fileName, 'text/plain', letter.text)
    setKept(true)
    showNotice({ tone: 'good', title: t('letterDialog.saved') })
  }
  return (
    <Modal
      opened={letter !== null}
      onClose={close}
      closeOnClickOutside={false}
      closeOnEscape={kept}
      withCloseButton={false}
      title={props.title}
      size={800}
    >
      {letter === null ? null : (
        <Stack gap="md">
          <Alert variant="default" icon={<StateIcon tone="warning" size={20} />} title={t('letterDialog.once')}>
            {props.text}
          </Alert>
          <Group gap="xs">
            <Button leftSection={<IconPrinter size={16} aria-hidden />} onClick={print} data-autofocus>
              {t('letterDialog.print')}
            </Button>
            <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={save}>
              {t('letterDialog.save')}
            </Button>
            <Button variant="default" onClick={close}>
              {t(kept ? 'letterDialog.close' : 'letterDialog.closeUnkept')}
            </Button>
          </Group>
          <TextSheet label={props.title} text={letter.text} />
        </Stack>
      )}
    </Modal>
  )
}
