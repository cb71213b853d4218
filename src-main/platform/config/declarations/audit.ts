import { declare } from '../declaration.ts'
import { address, flag, text, wholeNumber } from '../value-types.ts'

/** Settings of the record of what was done. */
export const auditDeclarations = {
  'audit.keepDays': declare(
    'AUDIT_KEEP_DAYS',
    wholeNumber(90, 36_500),
    1095,
    {
      ja: '監査記録を残す日数です。これより古い行は、署名した始まりを残して消えます。',
      en: 'Days that the audit log is kept. Older rows go; a signed beginning stays.',
    },
    { onScreen: true, needsRestart: false },
  ),
  'audit.checkpointFile': declare(
    'AUDIT_CHECKPOINT_FILE',
    text(4096),
    '',
    {
      ja: '監査記録の署名を書き足すファイルです。別の機械の共有フォルダーが適しています。空ならデータフォルダーの中です。',
      en: 'File that signed states of the audit log are appended to, best on another machine. Empty is inside the data folder.',
    },
    { needsRestart: false },
  ),
  'audit.syslog': declare(
    'AUDIT_SYSLOG',
    address('udp', 'tcp', 'tls'),
    '',
    {
      ja: '監査記録の署名を送るsyslogサーバーです。',
      en: 'Syslog server that signed states of the audit log are sent to.',
    },
    { onScreen: true, needsRestart: false },
  ),
  'audit.webhook': declare(
    'AUDIT_WEBHOOK',
    address('https', 'http'),
    '',
    {
      ja: '監査記録の署名をPOSTするアドレスです。httpはこの機械の中だけで使えます。',
      en: 'Address that signed states of the audit log are posted to; http only on this machine.',
    },
    { onScreen: true, needsRestart: false, secret: 'password-in-address' },
  ),
  'audit.webhookAllowInside': declare(
    'AUDIT_WEBHOOK_ALLOW_INSIDE',
    flag(),
    false,
    {
      ja: '署名のPOST先が、拠点内のネットワーク(プライベートアドレス)にあってもよいことにします。',
      en: 'Lets the posted states go to a network of the site (private addresses).',
    },
    { needsRestart: false },
  ),
  'audit.caFile': declare(
    'AUDIT_CA_FILE',
    text(4096),
    '',
    {
      ja: 'syslogサーバーとPOST先の証明書を確かめる認証局のファイル(PEM)です。空なら通常の認証局です。',
      en: 'File (PEM) with the authorities that vouch for the syslog server and the posting address. Empty is the usual ones.',
    },
    { needsRestart: false },
  ),
}
