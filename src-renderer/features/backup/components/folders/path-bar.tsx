import { ActionIcon, Button, Group, TextInput, Tooltip } from '@mantine/core'
import { IconArrowUp } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isComposing } from '#renderer/ui/keyboard/composition.ts'

/** Where one stands, typing another place, and the way up. */
export function PathBar(props: {
  readonly path: string
  readonly parent: string | null
  readonly onGo: (path: string) => void
}) {
  const { t } = useTranslation('backup')
  const [typed, setTyped] = useState<string>()
  const { parent } = props
  const go = () => {
    const path = (typed ?? props.path).trim()
    setTyped(undefined)
    if (path !== '') props.onGo(path)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || isComposing(event.nativeEvent)) return
    event.preventDefault()
    go()
  }
  return (
    <Group gap="xs" wrap="nowrap" align="flex-end">
      <TextInput
        flex={1}
        label={t('folders.path')}
        value={typed ?? props.path}
        spellCheck={false}
        data-autofocus
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Button variant="default" onClick={go}>
        {t('folders.go')}
      </Button>
      <Tooltip label={t('folders.up')}>
        <ActionIcon
          size={36}
          variant="default"
          aria-label={t('folders.up')}
          disabled={parent === null}
          onClick={() => parent !== null && props.onGo(parent)}
        >
          <IconArrowUp size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  )
}
