import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TextFieldState } from '../../components/password-field.tsx'

/** The code of a printed letter, typed as it stands there. */
export function LetterCodeField(props: { readonly field: TextFieldState; readonly autoFocus?: boolean }) {
  const { t } = useTranslation('security')
  return (
    <TextInput
      label={t('letterCode.label')}
      description={t('letterCode.help')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      autoFocus={props.autoFocus ?? false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      {...props.field}
    />
  )
}
