import { isIP } from 'node:net'
import { declare } from '../declaration.ts'
import { flag, list, networks, origins, siteAddress, text, textWhere, wholeNumber } from '../value-types.ts'

const isHost = (value: string) => isIP(value) !== 0 || /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(value)

/** Settings of the server, of sessions and of limits. */
export const serverDeclarations = {
  'server.host': declare(
    'SERVER_HOST',
    textWhere('IP | HOST', isHost),
    '127.0.0.1',
    { ja: 'サーバーが待ち受ける住所です。', en: 'Address the server listens on.' },
    { flag: '--host' },
  ),
  'server.port': declare(
    'SERVER_PORT',
    wholeNumber(0, 65_535),
    8420,
    {
      ja: 'サーバーが待ち受けるポートです。0なら空いているものを選びます。',
      en: 'Port of the server. 0 takes a free one.',
    },
    { flag: '--port' },
  ),
  'server.https': declare(
    'SERVER_HTTPS',
    flag(),
    false,
    {
      ja: 'HTTPSで通信します。証明書の指定がなければ、最初の起動のときに作ります。',
      en: 'Speaks HTTPS. Without a certificate of your own, one is made at the first start.',
    },
    { flag: '--https' },
  ),
  'server.httpPort': declare(
    'SERVER_HTTP_PORT',
    wholeNumber(0, 65_535),
    8421,
    {
      ja: 'HTTPSのとき、HTTPをHTTPSへ案内するポートです。0なら空いているものを選びます。',
      en: 'Port that sends HTTP on to HTTPS where HTTPS is spoken. 0 takes a free one.',
    },
    { flag: '--http-port' },
  ),
  'server.httpRedirect': declare('SERVER_HTTP_REDIRECT', flag(), true, {
    ja: 'HTTPで来た呼び出しをHTTPSへ案内します。',
    en: 'Sends what comes over HTTP on to HTTPS.',
  }),
  'server.publicUrl': declare(
    'SERVER_PUBLIC_URL',
    siteAddress(),
    '',
    {
      ja: '利用者がこの拠点を開く住所です。手紙の中のリンクに使い、リバースプロキシーの後ろでは必ず指定します。',
      en: 'Address under which people open this site. Links in letters begin with it; needed behind a reverse proxy.',
    },
    { onScreen: true },
  ),
  'server.trustedProxies': declare('SERVER_TRUSTED_PROXIES', networks(), [], {
    ja: 'X-Forwarded-For、-Proto、-Hostを信じてよいリバースプロキシーのネットワークです。',
    en: 'Networks of reverse proxies whose X-Forwarded-For, -Proto and -Host are believed.',
  }),
  'server.certificateFile': declare('SERVER_CERTIFICATE_FILE', text(4096), '', {
    ja: 'サーバー証明書(中間証明書を含むPEM)のファイルです。差し替えると、再起動せずに使われます。',
    en: 'PEM file with the certificate of the server and its chain. A new one is taken without a restart.',
  }),
  'server.keyFile': declare('SERVER_KEY_FILE', text(4096), '', {
    ja: 'サーバー証明書の秘密鍵(PEM)のファイルです。',
    en: 'PEM file with the private key of that certificate.',
  }),
  'server.names': declare(
    'SERVER_NAMES',
    list('HOST | IP', (value) => value !== '' && isHost(value)),
    [],
    {
      ja: '作る証明書に入れる、このサーバーのほかの名前と住所です。',
      en: 'Further names and addresses of this server, for the certificate that is made.',
    },
  ),
  'server.challengeFolder': declare('SERVER_CHALLENGE_FOLDER', text(4096), '', {
    ja: '/.well-known/acme-challenge/として公開するフォルダーです。certbotなどが確認用のファイルを置きます。',
    en: 'Folder shown as /.well-known/acme-challenge/, where certbot and others put the files of their proof.',
  }),
  'server.connections': declare('SERVER_CONNECTIONS', wholeNumber(10, 65_000), 4000, {
    ja: '同時に受け付ける接続の数です。',
    en: 'Connections that are open at the same time.',
  }),
  'server.connectionsPerAddress': declare('SERVER_CONNECTIONS_PER_ADDRESS', wholeNumber(2, 65_000), 256, {
    ja: '1つの住所から同時に受け付ける接続の数です。信頼するリバースプロキシーには適用しません。',
    en: 'Connections that are open from one address at the same time. Trusted proxies are exempt.',
  }),
  'cors.origins': declare('CORS_ORIGINS', origins(), [], {
    ja: 'APIを呼び出してよい、ほかの画面の住所です。',
    en: 'Origins of other pages that may call the API.',
  }),
  'session.idleMinutes': declare(
    'SESSION_IDLE_MINUTES',
    wholeNumber(1, 1440),
    30,
    { ja: '操作がないときにサインアウトするまでの分数です。', en: 'Minutes without use after which a session ends.' },
    { onScreen: true, needsRestart: false },
  ),
  'session.absoluteHours': declare(
    'SESSION_ABSOLUTE_HOURS',
    wholeNumber(1, 168),
    8,
    {
      ja: 'サインインしてから必ずサインアウトするまでの時間数です。',
      en: 'Hours after sign-in at which a session ends.',
    },
    { onScreen: true, needsRestart: false },
  ),
  'session.stepUpMinutes': declare(
    'SESSION_STEP_UP_MINUTES',
    wholeNumber(1, 60),
    10,
    {
      ja: '大切な操作の前の本人確認が、有効でいる分数です。',
      en: 'Minutes for which a proof of who is there counts for what matters most.',
    },
    { onScreen: true, needsRestart: false },
  ),
}
