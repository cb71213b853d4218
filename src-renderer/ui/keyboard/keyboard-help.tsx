import { Kbd, Modal, Stack, Title } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './keyboard-help.module.css'
import { useRegisteredShortcuts } from './shortcuts.ts'

const isMac = navigator.platform.startsWith('Mac')

/** The keys of one shortcut, drawn as keys. */
export function Keys({ keys }: { readonly keys: string }) {
  const { t } = useTranslation('ui')
  return (
    <span className={classes.keys}>
      {keys.split(' ').map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps of a sequence are told apart by their place
        <Fragment key={index}>
          {index > 0 ? <span className={classes.then}>{t('keyboard.andThen')}</span> : null}
          {step.split('+').map((key) => (
            <Kbd key={key} size="xs">
              {key === 'mod' ? (isMac ? '⌘' : 'Ctrl') : key.length === 1 ? key.toUpperCase() : key}
            </Kbd>
          ))}
        </Fragment>
      ))}
    </span>
  )
}

/** All keys that do something here and now, by group. */
export function KeyboardMap() {
  const shortcuts = useRegisteredShortcuts()
  const groups = [...new Set(shortcuts.map((shortcut) => shortcut.group))]
  return (
    <Stack gap="md">
      {groups.map((group) => (
        <section key={group} aria-label={group}>
          <Title order={3}>{group}</Title>
          <dl className={classes.list}>
            {shortcuts
              .filter((shortcut) => shortcut.group === group)
              .map((shortcut) => (
                <div key={shortcut.keys}>
                  <dt>{shortcut.description}</dt>
                  <dd>
                    <Keys keys={shortcut.keys} />
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </Stack>
  )
}

/** The map of keys as a dialog, opened by `?`. */
export function KeyboardHelp({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('ui')
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('keyboard.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <KeyboardMap />
    </Modal>
  )
}
