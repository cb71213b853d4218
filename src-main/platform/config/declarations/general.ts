import { nameSchema } from '#shared/contract/identifiers.ts'
import { declare, environments } from '../declaration.ts'
import { choice, flag, text, textWhere, timeZone, wholeNumber } from '../value-types.ts'

const siteName = nameSchema(100)

/** Settings of the installation as a whole. */
export const generalDeclarations = {
  environment: declare(
    'ENVIRONMENT',
    choice(...environments),
    'production',
    {
      ja: '環境の名前です。環境変数か --environment だけで指定でき、読み込む .env ファイルと既定値を決めます。',
      en: 'Name of the environment, from the variable or --environment only. It chooses the .env file and the defaults.',
    },
    { flag: '--environment' },
  ),
  debug: declare('DEBUG', flag(), false, {
    ja: '開発用の詳しい動作を有効にします。本番では使わないでください。',
    en: 'Turns on detailed behaviour for development. Not for production.',
  }),
  language: declare(
    'KURABAN_LANGUAGE',
    choice('ja', 'en'),
    'ja',
    { ja: 'まだサインインしていない画面と通知の言語です。', en: 'Language of notices and of screens before sign-in.' },
    { onScreen: true, needsRestart: false, flag: '--language' },
  ),
  timeZone: declare(
    'KURABAN_TIME_ZONE',
    timeZone(),
    'Asia/Tokyo',
    { ja: '予定と日付の表示に使う時間帯です。', en: 'Time zone of schedules and of dates as they are shown.' },
    { onScreen: true },
  ),
  'site.name': declare(
    'SITE_NAME',
    textWhere('1..100 characters on one line', (value) => siteName.safeParse(value).success),
    '',
    { ja: '画面の上に出す拠点の名前です。', en: 'Name of the site, shown at the top of the screen.' },
    { onScreen: true, needsRestart: false },
  ),
  secretKey: declare(
    'SECRET_KEY',
    textWhere('32..1024 characters', (value) => value.length >= 32 && value.length <= 1024),
    '',
    {
      ja: '保管しているパスワードを開けるための鍵です。無作為な64文字を勧めます。',
      en: 'Opens the store of passwords without a person. 64 random characters are best.',
    },
    { secret: 'whole' },
  ),
  passphraseFile: declare('KURABAN_PASSPHRASE_FILE', text(4096), '', {
    ja: '保管しているパスワードを開ける合言葉を書いたファイルです。',
    en: 'File that holds the passphrase of the store of passwords.',
  }),
  'node.id': declare(
    'NODE_ID',
    textWhere('a-z 0-9 . - (1..63)', (value) => /^[a-z0-9][a-z0-9.-]{0,62}$/.test(value)),
    '',
    {
      ja: 'この機械の名前です。空なら、データフォルダーごとに一度だけ決めた名前を使います。',
      en: 'Name of this node. Empty uses a name that was made once for the data folder.',
    },
  ),
  'queue.concurrency': declare(
    'QUEUE_CONCURRENCY',
    wholeNumber(1, 32),
    2,
    { ja: '一つの待ち行列で同時に実行するタスクの数です。', en: 'Tasks of one queue that run at the same time.' },
    { onScreen: true },
  ),
  'queue.limit': declare('QUEUE_LIMIT', wholeNumber(1, 1_000_000), 10_000, {
    ja: '一つの待ち行列で待てるタスクの数です。',
    en: 'Tasks that may wait in one queue.',
  }),
  'queue.keepDays': declare(
    'QUEUE_KEEP_DAYS',
    wholeNumber(1, 3650),
    30,
    { ja: '終わったタスクを残す日数です。', en: 'Days for which ended tasks are kept.' },
    { onScreen: true },
  ),
}
