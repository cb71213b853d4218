import { declare } from '../declaration.ts'
import { choice, text, textWhere, wholeNumber } from '../value-types.ts'

const isHost = (value: string) => /^[a-z0-9:]([a-z0-9.:-]{0,251}[a-z0-9])?$/i.test(value)
const isAddress = (value: string) => /^[^\s@<>"]{1,64}@[^\s@<>"]{1,189}$/.test(value)
const live = { onScreen: true, needsRestart: false }

/** Settings of the mail server that letters go out through. */
export const mailDeclarations = {
  'mail.host': declare(
    'MAIL_HOST',
    textWhere('IP | HOST', isHost),
    '',
    {
      ja: 'メールサーバーです。空なら、メールの代わりに印刷できる手紙を作ります。',
      en: 'Mail server. Without one, letters are made for printing instead.',
    },
    live,
  ),
  'mail.port': declare(
    'MAIL_PORT',
    wholeNumber(1, 65_535),
    587,
    { ja: 'メールサーバーのポートです。', en: 'Port of the mail server.' },
    live,
  ),
  'mail.encryption': declare(
    'MAIL_ENCRYPTION',
    choice('starttls', 'tls', 'none-on-loopback-only'),
    'starttls',
    {
      ja: 'メールサーバーとの暗号化です。none-on-loopback-onlyは、この機械の中のサーバーに限ります。',
      en: 'Encryption towards the mail server. Without any, it must be a server on this machine.',
    },
    live,
  ),
  'mail.user': declare(
    'MAIL_USER',
    text(256),
    '',
    {
      ja: 'メールサーバーの利用者名です。空なら認証しません。',
      en: 'User of the mail server. Empty: nobody signs in.',
    },
    live,
  ),
  'mail.password': declare(
    'MAIL_PASSWORD',
    text(1024),
    '',
    {
      ja: 'メールサーバーのパスワードです。空なら、秘密情報の保管庫にあるものを使います。',
      en: 'Password of the mail server. Empty: the one in the store of secrets.',
    },
    { secret: 'whole', needsRestart: false },
  ),
  'mail.from': declare(
    'MAIL_FROM',
    textWhere('NAME@HOST', isAddress),
    '',
    { ja: '手紙の差出人の住所です。', en: 'Address that letters come from.' },
    live,
  ),
  'mail.caFile': declare(
    'MAIL_CA_FILE',
    text(4096),
    '',
    {
      ja: 'メールサーバーの証明書を発行した認証局のファイル(PEM)です。広く知られた認証局に加えて信頼します。',
      en: 'PEM file of the authority that signed the certificate of the mail server, trusted besides the public ones.',
    },
    { needsRestart: false },
  ),
}
