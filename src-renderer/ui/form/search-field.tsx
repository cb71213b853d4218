import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { type Ref, useEffect, useRef, useState } from 'react'

/** A field that narrows a list shortly after typing stops, and never while an input method is composing. */
export function SearchField(props: {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
  readonly width?: number
  readonly inputRef?: Ref<HTMLInputElement>
}) {
  const { value, onChange } = props
  const [text, setText] = useState(value ?? '')
  const composing = useRef(false)
  const send = useDebouncedCallback((next: string) => onChange(next === '' ? undefined : next), 250)
  useEffect(() => setText(value ?? ''), [value])
  return (
    <TextInput
      ref={props.inputRef ?? null}
      size="xs"
      w={props.width ?? 200}
      type="search"
      aria-label={props.label}
      placeholder={props.label}
      leftSection={<IconSearch size={14} aria-hidden />}
      value={text}
      maxLength={100}
      onCompositionStart={() => {
        composing.current = true
      }}
      onCompositionEnd={(event) => {
        composing.current = false
        send(event.currentTarget.value)
      }}
      onChange={(event) => {
        setText(event.currentTarget.value)
        if (!composing.current) send(event.currentTarget.value)
      }}
    />
  )
}
