import { ActionIcon, Menu, Text, useMantineColorScheme } from '@mantine/core'
import { IconHelp, IconKeyboard, IconLogout, IconUser, IconUserCircle } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '#renderer/api/session.ts'
import { useChangeLanguage, useSignOut } from '#renderer/features/security/index.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { builtInRoleSchema } from '#shared/contract/permissions.ts'

const schemes = ['auto', 'light', 'dark'] as const
const languages = { ja: '日本語', en: 'English' } as const

/** Language, theme, account, help and the way out. */
export function UserMenu({ onKeyboardMap }: { readonly onKeyboardMap: () => void }) {
  const { t } = useTranslation('app')
  const { user } = useSession()
  const role = builtInRoleSchema.safeParse(user.role).data
  const { language } = useFormat()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const navigate = useNavigate()
  const changeLanguage = useChangeLanguage()
  const signOut = useSignOut()
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon size="lg" aria-label={t('user.menu', { name: user.name })}>
          <IconUserCircle size={22} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fz="sm" fw={600} c="var(--text)">
            {user.name}
          </Text>
          {t(role === undefined ? 'role.custom' : `role.${role}`)}
        </Menu.Label>
        <Menu.Item
          leftSection={<IconUser size={16} aria-hidden />}
          onClick={() => void navigate({ to: '/settings/account' })}
        >
          {t('user.account')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('user.language')}</Menu.Label>
        <Menu.RadioGroup
          value={language}
          onChange={(value) => changeLanguage.mutate({ language: value === 'en' ? 'en' : 'ja' })}
        >
          {(['ja', 'en'] as const).map((value) => (
            <Menu.RadioItem key={value} value={value} lang={value}>
              {languages[value]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Label>{t('user.theme')}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => setColorScheme(schemes.find((scheme) => scheme === value) ?? 'auto')}
        >
          {schemes.map((value) => (
            <Menu.RadioItem key={value} value={value}>
              {t(`user.${value}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconHelp size={16} aria-hidden />} onClick={() => void navigate({ to: '/help' })}>
          {t('user.help')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} onClick={onKeyboardMap}>
          {t('user.keyboard')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => signOut.mutate({})}>
          {t('user.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
