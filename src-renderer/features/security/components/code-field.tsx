import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { isWholeCode, typedCode } from './typed-code.ts'

/** The field of a code of an authenticator, or of a backup code; either may be pasted with spaces. */
export function CodeField(props: {
  readonly kind: 'authenticator' | 'backup'
  readonly value: string
  readonly onChange: (code: string) => void
  /** Called with six digits as soon as they are there, so that nobody has to press a button. */
  readonly onWhole?: ((code: string) => void) | undefined
}) {
  const { t } = useTranslation('security')
  const isBackup = props.kind === 'backup'
  const take = (text: string, isComposing: boolean) => {
    props.onChange(text)
    const code = typedCode(text)
    if (!isComposing && isWholeCode(code)) props.onWhole?.(code)
  }
  return (
    <TextInput
      label={t(isBackup ? 'code.backup' : 'code.authenticator')}
      description={t(isBackup ? 'code.backupHelp' : 'code.authenticatorHelp')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      name="code"
      autoComplete="one-time-code"
      inputMode={isBackup ? 'text' : 'numeric'}
      autoCapitalize="characters"
      spellCheck={false}
      maxLength={40}
      data-autofocus
      autoFocus
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', letterSpacing: '0.12em', fontSize: 18 } }}
      value={props.value}
      onChange={(event) => {
        const { nativeEvent } = event
        take(event.currentTarget.value, 'isComposing' in nativeEvent && nativeEvent.isComposing === true)
      }}
      onCompositionEnd={(event) => take(event.currentTarget.value, false)}
      onBlur={() => props.onChange(typedCode(props.value))}
    />
  )
}
