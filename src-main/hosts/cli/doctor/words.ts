import type { Language } from '#shared/contract/identifiers.ts'

const ja = {
  runtime: '起動できない、または途中で止まります。Node 24 以降で実行してください。',
  settings: '直すまで起動しません。データベースと秘密の保管は調べていません。',
  settingsIgnored: 'ここに書いても効きません。名前と場所を確かめてください。',
  dataFolder: 'データを保存できません。フォルダーの所有者と権限を確かめてください。',
  noFolder: (path: string) => `${path} はフォルダーではありません`,
  missingYet: 'まだありません。必要になったときに作られます',
  inUse: (pid: number) => `プロセス ${pid} が使用中です`,
  free: '使用していません',
  space: '空きが少なくなっています。データベースやログを書けなくなるおそれがあります。',
  freeSpace: (text: string) => `空き ${text}`,
  database: '画面も予定も動きません。場所、権限、設定を確かめてください。',
  corrupt: (file: string, copy: string | undefined) =>
    copy === undefined
      ? `画面も予定も動きません。リポジトリのバックアップには影響ありません。壊れたファイルは消さずに取っておき、別に取ってある ${file} の写しを元の場所に置いてから起動してください。`
      : `画面も予定も動きません。リポジトリのバックアップには影響ありません。壊れたファイルを消さずに別の場所へ移し、最新の写し ${copy} を ${file} として置いてから起動してください。`,
  migrations: (applied: number, pending: number) => `適用済み ${applied}、未適用 ${pending}`,
  newer: 'このデータベースは新しい版の蔵番が使っています。新しい版で開いてください。',
  secrets: '保存したパスワードを読めません。キーリング、パスフレーズ、SECRET_KEY のいずれかを元に戻してください。',
  secretsWeak:
    '鍵がデータと同じ場所にあるため、フォルダーを読める人はパスワードも読めます。KURABAN_PASSPHRASE_FILE か SECRET_KEY を設定してください。',
  secretsSingle:
    '開ける方法が一つしかありません。それを失うと、保存したパスワードをすべて失います。KURABAN_PASSPHRASE_FILE か SECRET_KEY も設定してください。',
  restic: '蔵番だけでも復元できますが、restic があれば独立に確かめられます',
  missing: 'ありません',
}

const en: typeof ja = {
  runtime: 'The program does not start or stops in between. Run it on Node 24 or newer.',
  settings: 'The program does not start until this is mended. Database and secrets were not looked at.',
  settingsIgnored: 'Has no effect in this place. Look at the name and where it stands.',
  dataFolder: 'Nothing can be saved. Look at the owner and the rights of the folder.',
  noFolder: (path) => `${path} is no folder`,
  missingYet: 'not there yet; made when it is needed',
  inUse: (pid) => `in use by process ${pid}`,
  free: 'not in use',
  space: 'Little room is left. Database and log may soon fail to write.',
  freeSpace: (text) => `${text} free`,
  database: 'Neither screens nor schedules work. Look at the place, its rights and the settings.',
  corrupt: (file, copy) =>
    copy === undefined
      ? `Neither screens nor schedules work; backups in repositories are not affected. Keep the damaged file, put a copy of ${file} that you have elsewhere into its place, then start.`
      : `Neither screens nor schedules work; backups in repositories are not affected. Move the damaged file elsewhere without deleting it, put the newest copy ${copy} into place as ${file}, then start.`,
  migrations: (applied, pending) => `${applied} applied, ${pending} pending`,
  newer: 'A newer Kuraban uses this database. Open it with that version.',
  secrets: 'Stored passwords cannot be read. Bring back the keyring, the passphrase or SECRET_KEY.',
  secretsWeak:
    'The key lies beside the data, so whoever reads the folder reads the passwords. Set KURABAN_PASSPHRASE_FILE or SECRET_KEY.',
  secretsSingle:
    'There is a single way to open them; losing it loses every stored password. Set KURABAN_PASSPHRASE_FILE or SECRET_KEY as well.',
  restic: 'Kuraban restores by itself, but with restic you can check independently',
  missing: 'missing',
}

/** What `doctor` says, in a language. */
export const doctorWords = (language: Language): typeof ja => (language === 'ja' ? ja : en)
export type DoctorWords = typeof ja
