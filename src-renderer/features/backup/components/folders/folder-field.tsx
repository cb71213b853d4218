import { Button, Group, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconFolderSearch } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { FolderChooser } from './folder-chooser.tsx'

/** A field for the path of one folder, typed or chosen. */
export function FolderField(props: {
  readonly label: string
  readonly description: ReactNode
  readonly chooseTitle: string
  readonly field: {
    readonly name: string
    readonly value: string
    readonly error: string | undefined
    readonly onChange: (event: { readonly currentTarget: { readonly value: string } }) => void
    readonly onBlur: () => void
  }
}) {
  const { t } = useTranslation('backup')
  const [opened, chooser] = useDisclosure(false)
  const mayChoose = useMay('backup.manage')
  const { field } = props
  const choose = ([path]: readonly string[]) => {
    if (path !== undefined) field.onChange({ currentTarget: { value: path } })
    chooser.close()
  }
  return (
    <>
      <TextInput
        label={props.label}
        description={props.description}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        spellCheck={false}
        autoComplete="off"
        inputContainer={(input) => (
          <Group gap="xs" wrap="nowrap" align="stretch">
            <div style={{ flex: 1 }}>{input}</div>
            {mayChoose ? (
              <Button variant="default" leftSection={<IconFolderSearch size={16} aria-hidden />} onClick={chooser.open}>
                {t('folders.browse')}
              </Button>
            ) : null}
          </Group>
        )}
        {...field}
      />
      <FolderChooser
        opened={opened}
        title={props.chooseTitle}
        start={field.value.trim() === '' ? undefined : field.value.trim()}
        onChoose={choose}
        onClose={chooser.close}
      />
    </>
  )
}
