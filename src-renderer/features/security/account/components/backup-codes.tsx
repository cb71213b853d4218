import { Button, Checkbox, CopyButton, Group, Stack, Text } from '@mantine/core'
import { IconCheck, IconCopy, IconDownload, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#renderer/api/session.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Sheet } from '#renderer/ui/sheet/sheet.tsx'
import { saveTextFile } from '#renderer/ui/table/delimited-text.ts'
import classes from './backup-codes.module.css'

function Keeping({ text }: { readonly text: string }) {
  const { t } = useTranslation('security')
  return (
    <Group gap="xs">
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            onClick={copy}
          >
            {t(copied ? 'twoFactor.copied' : 'backupCodes.copy')}
          </Button>
        )}
      </CopyButton>
      <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
        {t('backupCodes.print')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        onClick={() => saveTextFile(t('backupCodes.fileName'), 'text/plain', text)}
      >
        {t('backupCodes.save')}
      </Button>
    </Group>
  )
}

/** Backup codes, shown this once: to copy, print or save; gone on only when the person says they are kept. */
export function BackupCodes({ codes, onDone }: { readonly codes: readonly string[]; readonly onDone: () => void }) {
  const { t } = useTranslation('security')
  const format = useFormat()
  const { user } = useSession()
  const [madeAt] = useState(() => Date.now())
  const [isKept, setKept] = useState(false)
  const head = [
    t('backupCodes.sheetTitle'),
    t('backupCodes.sheetName', { name: user.name }),
    t('backupCodes.sheetMade', { at: format.minute(madeAt) }),
  ]
  const text = [...head, '', ...codes, ''].join('\r\n')
  return (
    <Stack gap="md">
      <Text>{t('backupCodes.text')}</Text>
      <Sheet label={t('backupCodes.list')}>
        {head.map((line, index) => (
          <p key={line} className={index === 0 ? classes.title : classes.line}>
            {line}
          </p>
        ))}
        <ol className={classes.codes} translate="no">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
      </Sheet>
      <Keeping text={text} />
      <Checkbox
        label={t('backupCodes.kept')}
        checked={isKept}
        onChange={(event) => setKept(event.currentTarget.checked)}
      />
      <Group justify="flex-end">
        <Button disabled={!isKept} onClick={onDone}>
          {t('backupCodes.done')}
        </Button>
      </Group>
    </Stack>
  )
}
