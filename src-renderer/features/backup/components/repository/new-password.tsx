import { Button, CopyButton, Group, PasswordInput, Progress, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCopy, IconSparkles } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { announce } from '#renderer/ui/announce/live-region.tsx'
import { generatePassword, passwordLength, passwordStrength, shortestPassword } from './password.ts'

interface Field {
  readonly name: string
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (event: { readonly currentTarget: { readonly value: string } }) => void
  readonly onBlur: () => void
}

const shares = { empty: 0, short: 15, weak: 40, good: 70, strong: 100 } as const

function Strength({ password, id }: { readonly password: string; readonly id: string }) {
  const { t } = useTranslation('backup')
  const strength = passwordStrength(password)
  const verdict =
    strength === 'short'
      ? t('repository.strength.short', { count: shortestPassword - passwordLength(password) })
      : t(`repository.strength.${strength}`)
  const isGood = strength === 'good' || strength === 'strong'
  return (
    <div>
      <Progress.Root size={4}>
        <Progress.Section
          value={shares[strength]}
          color={isGood ? 'var(--state-good-mark)' : 'var(--state-off-mark)'}
          aria-label={t('repository.strength.label')}
          aria-valuetext={verdict}
        />
      </Progress.Root>
      <Text id={id} fz="sm" c="dimmed" mt={4} role="status">
        {verdict}
      </Text>
    </div>
  )
}

/** The password of a new repository, twice, with a generator; says how strong it is and never scolds. */
export function NewPassword(props: {
  readonly password: Field
  readonly repeated: Field
  readonly onGenerate: (password: string) => void
}) {
  const { t } = useTranslation('backup')
  const strengthId = useId()
  const [visible, visibility] = useDisclosure(false)
  const { password, repeated } = props
  const generate = () => {
    props.onGenerate(generatePassword())
    visibility.open()
    announce(t('repository.add.generated'))
  }
  const toggle = {
    visible,
    onVisibilityChange: visibility.toggle,
    visibilityToggleButtonProps: { 'aria-label': t('repository.add.show') },
  }
  return (
    <Stack gap="md">
      <Stack gap={8}>
        <PasswordInput
          label={t('repository.add.password')}
          autoComplete="new-password"
          aria-describedby={strengthId}
          {...toggle}
          {...password}
        />
        <Strength password={password.value} id={strengthId} />
        <Group gap="xs">
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconSparkles size={14} aria-hidden />}
            onClick={generate}
          >
            {t('repository.add.generate')}
          </Button>
          <CopyButton value={password.value}>
            {({ copied, copy }) => (
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconCopy size={14} aria-hidden />}
                disabled={password.value === ''}
                onClick={() => {
                  copy()
                  announce(t('repository.add.copied'))
                }}
              >
                {t(copied ? 'repository.add.copied' : 'repository.add.copy')}
              </Button>
            )}
          </CopyButton>
        </Group>
      </Stack>
      <PasswordInput
        label={t('repository.add.repeat')}
        autoComplete="new-password"
        {...toggle}
        {...repeated}
        error={repeated.error === undefined ? undefined : t('repository.add.differs')}
      />
    </Stack>
  )
}
