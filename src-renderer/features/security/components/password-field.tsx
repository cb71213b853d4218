import { PasswordInput, Progress, Text } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { passwordLimits } from '#shared/features/security/values.ts'
import { minimumPasswordLength, passwordLength } from './password-length.ts'

/** What a form hands to a field of text. */
export interface TextFieldState {
  readonly name: string
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (event: { readonly currentTarget: { readonly value: string } }) => void
  readonly onBlur: () => void
}

/** The field of a password that exists already. */
export function CurrentPasswordField({
  label,
  field,
  autoFocus,
}: {
  readonly label: string
  readonly field: TextFieldState
  readonly autoFocus?: boolean
}) {
  const { t } = useTranslation('security')
  return (
    <PasswordInput
      label={label}
      autoComplete="current-password"
      required
      withAsterisk={false}
      autoFocus={autoFocus ?? false}
      visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
      {...field}
    />
  )
}

/** The field of a new password: says how far it is from being usable, and never scolds. */
export function NewPasswordField({
  label,
  field,
  hasTwoFactor = false,
  autoFocus = false,
}: {
  readonly label: string
  readonly field: TextFieldState
  readonly hasTwoFactor?: boolean
  readonly autoFocus?: boolean
}) {
  const { t } = useTranslation('security')
  const meterId = useId()
  const { maximumLength } = passwordLimits
  const minimumLength = minimumPasswordLength(hasTwoFactor)
  const length = passwordLength(field.value)
  const strong = length >= minimumLength + 9
  const color = length < minimumLength ? 'var(--state-off-mark)' : 'var(--state-good-mark)'
  const verdict =
    length === 0
      ? t('strength.empty')
      : length < minimumLength
        ? t('strength.more', { count: minimumLength - length })
        : length > maximumLength
          ? t('strength.long', { count: maximumLength })
          : t(strong ? 'strength.strong' : 'strength.good')
  return (
    <div>
      <PasswordInput
        label={label}
        description={t('passwordHelp', { minimum: minimumLength })}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autoComplete="new-password"
        required
        withAsterisk={false}
        autoFocus={autoFocus}
        aria-describedby={meterId}
        visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
        {...field}
      />
      <Progress.Root mt={8} size={4}>
        <Progress.Section withAria={false} value={Math.min(100, (length / (minimumLength + 9)) * 100)} color={color} />
      </Progress.Root>
      <Text id={meterId} fz="sm" c="dimmed" mt={4} role="status">
        {verdict}
      </Text>
    </div>
  )
}
