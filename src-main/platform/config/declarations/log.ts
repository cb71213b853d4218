import { logLevels } from '../../log/log-line.ts'
import { declare } from '../declaration.ts'
import { address, choice, flag, text, wholeNumber } from '../value-types.ts'

/** Settings of the log. */
export const logDeclarations = {
  'log.level': declare(
    'LOG_LEVEL',
    choice(...logLevels),
    (environment) => (environment === 'development' ? 'DEBUG' : 'INFO'),
    { ja: 'これ以上の重さの出来事をログに残します。', en: 'Events at least this severe are written.' },
    { onScreen: true, flag: '--log-level' },
  ),
  'log.toFile': declare('LOG_TO_FILE', flag(), true, {
    ja: 'ログをファイルにも書きます。',
    en: 'Writes the log to a file as well.',
  }),
  'log.file': declare('LOG_FILE', text(4096), '', {
    ja: 'ログファイルの場所です。空ならデータフォルダーの中です。',
    en: 'Place of the log file. Empty is inside the data folder.',
  }),
  'log.fileSizeMegabytes': declare(
    'LOG_FILE_SIZE_MEGABYTES',
    wholeNumber(1, 10_000),
    100,
    { ja: 'ログファイルがこの大きさになったら次に移ります。', en: 'Size at which the next log file is begun.' },
    { onScreen: true },
  ),
  'log.fileCount': declare(
    'LOG_FILE_COUNT',
    wholeNumber(1, 100),
    10,
    {
      ja: '残しておくログの量で、ログファイルの大きさの何倍かです。',
      en: 'How many full log files are kept, counted before they are compressed.',
    },
    { onScreen: true },
  ),
  'log.keepDays': declare(
    'LOG_KEEP_DAYS',
    wholeNumber(1, 3650),
    30,
    {
      ja: 'ログファイルを残しておく日数です。1日を過ぎたファイルは圧縮されます。',
      en: 'Days for which log files are kept; they are compressed after one day.',
    },
    { onScreen: true },
  ),
  'log.fileMode': declare('LOG_FILE_MODE', choice('0600', '0640'), '0600', {
    ja: 'ログファイルを読める人です。0640ならグループも読めます。',
    en: 'Who may read the log files; 0640 lets the group.',
  }),
  'log.syslog': declare(
    'LOG_SYSLOG',
    address('udp', 'tcp', 'tls'),
    '',
    { ja: 'ログを送るsyslogサーバーです。', en: 'Syslog server that the log is sent to.' },
    { onScreen: true },
  ),
  'log.otlp': declare(
    'LOG_OTLP',
    address('https', 'http'),
    '',
    {
      ja: 'ログをOpenTelemetry(OTLP/HTTP)で送るアドレスです。Azure Monitorなどに届けられます。',
      en: 'Address that the log is sent to by OpenTelemetry (OTLP/HTTP), such as a collector for Azure Monitor.',
    },
    { onScreen: true, secret: 'password-in-address' },
  ),
  'log.otlpAuthorization': declare(
    'LOG_OTLP_AUTHORIZATION',
    text(4096),
    '',
    { ja: 'OTLPの送り先に示すAuthorizationヘッダーの値です。', en: 'Authorization header for the OTLP address.' },
    { secret: 'whole' },
  ),
  'log.shippingCaFile': declare('LOG_SHIPPING_CA_FILE', text(4096), '', {
    ja: 'ログの送り先の証明書を確かめる認証局のファイル(PEM)です。空なら通常の認証局です。',
    en: 'File (PEM) with the authorities that vouch for where the log is sent. Empty is the usual ones.',
  }),
}
