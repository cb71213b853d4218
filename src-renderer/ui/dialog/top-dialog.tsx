import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { isComposing } from '#renderer/ui/keyboard/composition.ts'
import classes from './top-dialog.module.css'

/** Menus and dialogs beneath listen on the window for Escape: this mark tells them that the key is not theirs. */
const notForOthers = (event: FocusEvent<HTMLElement>) =>
  event.target.setAttribute('data-mantine-stop-propagation', 'true')

/** Where the person begins: what is marked, else the first field that is still empty. */
function firstField(dialog: HTMLElement): HTMLElement | undefined {
  const fields = [...dialog.querySelectorAll<HTMLInputElement>('input:is([type="text"], [type="password"])')]
  return dialog.querySelector<HTMLElement>('[data-autofocus]') ?? fields.find((field) => field.value === '')
}

/**
 * Stands above everything, open dialogs included, and makes all of it inert; no key reaches what is beneath. `window`
 * covers the screen, `card` stands in its middle. Without `onClose` it stays until its owner takes it away.
 */
export function TopDialog(props: {
  readonly label: string
  readonly size: 'window' | 'card'
  readonly onClose?: () => void
  readonly children: ReactNode
}) {
  const dialogRef = useRef<HTMLDialogElement>(null)
  const { onClose } = props
  const [before] = useState(() => ({ title: document.title, focused: document.activeElement }))
  useEffect(() => {
    const dialog = dialogRef.current
    if (dialog === null) return
    dialog.showModal()
    firstField(dialog)?.focus()
    return () => {
      dialog.close()
      document.title = before.title
      if (before.focused instanceof HTMLElement) before.focused.focus()
    }
  }, [before])
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key !== 'Escape' || isComposing(event.nativeEvent)) return
    event.preventDefault()
    onClose?.()
  }
  return (
    <dialog
      ref={dialogRef}
      aria-label={props.label}
      className={classes.dialog}
      data-size={props.size}
      data-mantine-stop-propagation
      onFocus={notForOthers}
      onKeyDown={onKeyDown}
      onCancel={(event) => event.preventDefault()}
    >
      {props.children}
    </dialog>
  )
}
