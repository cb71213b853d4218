import { useNavigate } from '@tanstack/react-router'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#renderer/api/session.ts'
import { type PaletteItem, usePaletteItems } from '#renderer/ui/palette/palette-items.ts'
import { pagesFor, type SecurityPage } from './security-pages.ts'

const words: Readonly<Record<SecurityPage['key'], readonly string[]>> = {
  centre: ['security centre', 'owasp', 'mamori', 'sekyuritei', '守り'],
  incident: ['incident', 'jiko', 'shinnyuu', '侵入', '凍結', 'freeze'],
  people: ['people', 'users', 'riyousha', '利用者', 'ユーザー'],
  groups: ['groups', 'guruupu', 'グループ'],
  invitations: ['invitations', 'invite', 'shoutai', '招待'],
  roles: ['roles', 'yakuwari', '役割', 'ロール'],
  access: ['rights', 'permissions', 'kengen', '権限', 'なぜ'],
  approvals: ['approvals', 'shounin', '承認'],
  sessions: ['sessions', 'sesshon', 'セッション'],
  apiKeys: ['api keys', 'api kii', 'kagi', '鍵'],
  audit: ['audit', 'kansa', '監査', '記録'],
  secrets: ['secrets', 'certificate', 'himitsu', 'shoumeisho', '復旧シート', '証明書'],
  mail: ['mail', 'outbox', 'meeru', '手紙'],
}

/** Pages of the security area for the command palette. Use it once, inside the shell. */
export function useSecurityPalette(): void {
  const { t } = useTranslation('security')
  const { permissions } = useSession()
  const navigate = useNavigate()
  const latest = useRef(navigate)
  latest.current = navigate
  const items = useMemo(
    () =>
      pagesFor(permissions).map(
        ({ key, to }): PaletteItem => ({
          id: `security-${key}`,
          title: t(`area.${key}`),
          group: t('area.title'),
          words: words[key],
          run: () => void latest.current({ to }),
        }),
      ),
    [permissions, t],
  )
  usePaletteItems(items)
}
