import type { Language } from '#shared/contract/identifiers.ts'

const ja = {
  runtime: '起動できない、または途中で止まります。Node 24 以降で実行してください。',
  settings: '直すまで起動しません。',
  dataFolder: 'データを保存できません。フォルダーの所有者と権限を確かめてください。',
  dataFolderMissing: 'まだありません。初回の起動時に作られます',
  inUse: (pid: number) => `プロセス ${pid} が使用中です`,
  free: '使用していません',
  space: '空きが少なくなっています。データベースやログを書けなくなるおそれがあります。',
  freeSpace: (text: string) => `空き ${text}`,
  database: '画面も予定も動きません。下の内容を確かめてください。',
  databaseMissing: 'まだありません。初回の起動時に作られます',
  migrations: (applied: number, pending: number) => `適用済み ${applied}、未適用 ${pending}`,
  newer: 'このデータベースは新しい版の蔵番が使っています。新しい版で開いてください。',
  secrets: '保存したパスワードを読めません。キーリング、パスフレーズ、SECRET_KEY のいずれかを元に戻してください。',
  secretsWeak:
    '鍵がデータと同じ場所にあるため、フォルダーを読める人はパスワードも読めます。KURABAN_PASSPHRASE_FILE か SECRET_KEY を設定してください。',
  secretsMissing: 'まだありません。最初のパスワードを保存するときに作られます',
  restic: '蔵番だけでも復元できますが、restic があれば独立に確かめられます',
  missing: 'ありません',
}

const en: typeof ja = {
  runtime: 'The program does not start or stops in between. Run it on Node 24 or newer.',
  settings: 'The program does not start until this is mended.',
  dataFolder: 'Nothing can be saved. Look at the owner and the rights of the folder.',
  dataFolderMissing: 'not there yet; made at the first start',
  inUse: (pid) => `in use by process ${pid}`,
  free: 'not in use',
  space: 'Little room is left. Database and log may soon fail to write.',
  freeSpace: (text) => `${text} free`,
  database: 'Neither screens nor schedules work. See below.',
  databaseMissing: 'not there yet; made at the first start',
  migrations: (applied, pending) => `${applied} applied, ${pending} pending`,
  newer: 'A newer Kuraban uses this database. Open it with that version.',
  secrets: 'Stored passwords cannot be read. Bring back the keyring, the passphrase or SECRET_KEY.',
  secretsWeak:
    'The key lies beside the data, so whoever reads the folder reads the passwords. Set KURABAN_PASSPHRASE_FILE or SECRET_KEY.',
  secretsMissing: 'not there yet; made when the first password is saved',
  restic: 'Kuraban restores by itself, but with restic you can check independently',
  missing: 'missing',
}

/** What `doctor` says, in a language. */
export const doctorWords = (language: Language): typeof ja => (language === 'ja' ? ja : en)
export type DoctorWords = typeof ja
