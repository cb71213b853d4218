import { declare } from '../declaration.ts'
import { address, flag, text, wholeNumber } from '../value-types.ts'

/** Settings of the database and of Redis. */
export const databaseDeclarations = {
  'database.url': declare(
    'DATABASE_URL',
    address('postgres', 'postgresql'),
    '',
    {
      ja: 'PostgreSQLの接続先です。空なら、データフォルダーの中のSQLiteを使います。',
      en: 'Address of PostgreSQL. Empty uses SQLite inside the data folder.',
    },
    { secret: 'password-in-address' },
  ),
  'database.poolSize': declare(
    'DATABASE_POOL_SIZE',
    wholeNumber(1, 500),
    (environment) => (environment === 'development' ? 5 : 20),
    { ja: '開いたままにする接続の数です。', en: 'Connections that stay open.' },
  ),
  'database.poolOverflow': declare(
    'DATABASE_POOL_OVERFLOW',
    wholeNumber(0, 500),
    (environment) => (environment === 'development' ? 10 : 40),
    { ja: '混んだときに加える接続の数です。', en: 'Further connections at busy times.' },
  ),
  'database.poolRecycleSeconds': declare('DATABASE_POOL_RECYCLE_SECONDS', wholeNumber(1, 86_400), 1800, {
    ja: 'この時間を過ぎた接続は作り直します。',
    en: 'Age at which a connection is replaced.',
  }),
  'database.acquireTimeoutSeconds': declare('DATABASE_POOL_TIMEOUT_SECONDS', wholeNumber(1, 600), 30, {
    ja: '接続が空くのを待つ時間の上限です。',
    en: 'Longest wait for a free connection.',
  }),
  'database.statementTimeoutSeconds': declare('DATABASE_STATEMENT_TIMEOUT_SECONDS', wholeNumber(0, 86_400), 30, {
    ja: '一つの問い合わせにかけられる時間の上限です。0は無制限です。',
    en: 'Longest run of one statement. 0 is without limit.',
  }),
  'database.prePingAfterSeconds': declare('DATABASE_PRE_PING_AFTER_SECONDS', wholeNumber(0, 86_400), 5, {
    ja: 'この時間使わなかった接続は、使う前に生きているか確かめます。',
    en: 'A connection idle this long is tried before it is used.',
  }),
  'database.applicationName': declare('DATABASE_APPLICATION_NAME', text(63), 'kuraban', {
    ja: 'データベースの側に表示される名前です。',
    en: 'Name that the database server shows beside a connection.',
  }),
  'database.slowQueryMs': declare('DATABASE_SLOW_QUERY_MS', wholeNumber(1, 600_000), 100, {
    ja: 'これより時間のかかった問い合わせをログに残します。',
    en: 'Statements that take longer are written to the log.',
  }),
  'database.tls': declare('DATABASE_TLS', flag(), false, {
    ja: 'データベースとの通信を暗号化し、証明書を確かめます。',
    en: 'Encrypts the connection to the database and checks its certificate.',
  }),
  'database.tlsCertificateAuthorityFile': declare('DATABASE_TLS_CA_FILE', text(4096), '', {
    ja: '信頼する認証局の証明書（PEM）のファイルです。',
    en: 'File with the certificates of trusted authorities (PEM).',
  }),
  'database.tlsCertificateFile': declare('DATABASE_TLS_CERTIFICATE_FILE', text(4096), '', {
    ja: 'クライアント証明書（PEM）のファイルです。',
    en: 'File with the client certificate (PEM).',
  }),
  'database.tlsKeyFile': declare('DATABASE_TLS_KEY_FILE', text(4096), '', {
    ja: 'クライアント証明書の鍵（PEM）のファイルです。',
    en: 'File with the key of the client certificate (PEM).',
  }),
  'database.tlsServerName': declare('DATABASE_TLS_SERVER_NAME', text(253), '', {
    ja: 'サーバーの証明書に書かれているはずの名前です。空なら接続先の名前です。',
    en: 'Name the certificate of the server must bear. Empty is the host’s.',
  }),
  'database.lockWaitSeconds': declare('DATABASE_LOCK_WAIT_SECONDS', wholeNumber(1, 600), 10, {
    ja: 'SQLiteで、ほかの変更が終わるのを待つ時間の上限です。',
    en: 'Longest wait for another change on SQLite.',
  }),
  'database.readers': declare('DATABASE_READERS', wholeNumber(1, 32), 4, {
    ja: 'SQLiteで、同時に読み取る接続の数です。',
    en: 'Connections that read at the same time on SQLite.',
  }),
  'redis.url': declare(
    'REDIS_URL',
    address('redis', 'rediss'),
    '',
    {
      ja: 'Redisの接続先です。空なら使わず、この機械の中で済ませます。',
      en: 'Address of Redis. Empty does without it, inside this machine.',
    },
    { secret: 'password-in-address' },
  ),
}
