import type { Language } from '../identifiers.ts'

type Words = Readonly<Record<string, Readonly<Record<Language, string>>>>

const resources: Words = {
  alert: { ja: 'アラート', en: 'alert' },
  'alert-channel': { ja: '通知先', en: 'channel' },
  'api-key': { ja: 'APIキー', en: 'API key' },
  administrator: { ja: '管理者', en: 'administrator' },
  'backup-execution': { ja: '実行記録', en: 'execution' },
  'backup-job': { ja: 'バックアップジョブ', en: 'backup job' },
  'backup-repository': { ja: 'リポジトリ', en: 'repository' },
  check: { ja: '死活監視', en: 'check' },
  dashboard: { ja: 'ダッシュボード', en: 'dashboard' },
  group: { ja: 'グループ', en: 'group' },
  heartbeat: { ja: '定期報告', en: 'heartbeat' },
  'identity-provider': { ja: '認証サーバー', en: 'identity provider' },
  invitation: { ja: '招待', en: 'invitation' },
  letter: { ja: '手紙', en: 'letter' },
  maintenance: { ja: 'メンテナンス', en: 'maintenance window' },
  migration: { ja: 'データベースの更新', en: 'database migration' },
  procedure: { ja: '呼び出し先', en: 'procedure' },
  'readable-folder': { ja: '読めるフォルダー', en: 'readable folder' },
  route: { ja: '呼び出し先', en: 'address' },
  rule: { ja: 'ルール', en: 'rule' },
  'rule-file': { ja: 'ルールのファイル', en: 'rule file' },
  'rule-group': { ja: 'ルールのグループ', en: 'rule group' },
  runbook: { ja: '対応手順', en: 'runbook' },
  scrape: { ja: '取り込み先', en: 'endpoint' },
  session: { ja: 'セッション', en: 'session' },
  setting: { ja: '設定項目', en: 'setting' },
  silence: { ja: 'サイレンス', en: 'silence' },
  task: { ja: 'タスク', en: 'task' },
  user: { ja: '利用者', en: 'user' },
}

const fields: Words = {
  email: { ja: 'メールアドレス', en: 'e-mail address' },
  location: { ja: '場所', en: 'location' },
  name: { ja: '名前', en: 'name' },
  state: { ja: '状態', en: 'state' },
}

/** Parts of the program or of its surroundings that may not answer. */
const services: Words = {
  connections: { ja: '新しい接続の受け付け', en: 'the acceptance of new connections' },
  database: { ja: 'データベース', en: 'the database' },
  'identity-provider': { ja: '認証サーバー', en: 'the identity provider' },
  mail: { ja: 'メールサーバー（設定されていません）', en: 'the mail server, which is not set up,' },
  owner: { ja: 'データフォルダーを使っているKuraban', en: 'the Kuraban that owns the data folder' },
  'password-hashing': { ja: 'パスワードの確認（混み合っています）', en: 'password checking, which is busy,' },
  queue: { ja: 'タスクの待ち行列', en: 'the task queue' },
  'secret-store': { ja: 'パスワードの保管場所', en: 'the password store' },
  'start-at-sign-in': { ja: 'サインイン時の自動起動', en: 'starting at sign-in' },
  'query-plan': {
    ja: '実行計画（この文では作れないか、時間切れです）',
    en: 'the plan, which this statement has none of or which took too long,',
  },
  'query-trial': {
    ja: 'クエリの試行（ほかの試行の最中か、読み取りだけの短い文ではありません）',
    en: 'the trial of queries, which is busy or refuses what changes data or takes long,',
  },
  stopping: { ja: 'プログラム（終了中です）', en: 'the program, which is stopping,' },
}

/** What is done with a file of a storage. */
const operations: Words = {
  create: { ja: '作成', en: 'create' },
  list: { ja: '一覧の取得', en: 'list' },
  read: { ja: '読み取り', en: 'read' },
  remove: { ja: '削除', en: 'remove' },
  stat: { ja: '確認', en: 'look up' },
  write: { ja: '書き込み', en: 'write' },
}

const reasons: Words = {
  'sign-on-answer': { ja: '応答が正しくありません', en: 'the answer is not right' },
  'sign-on-claims': { ja: '応答に、どなたかを示す情報がありません', en: 'the answer does not say who it is' },
  'sign-on-expired': { ja: '時間が切れたか、すでに使われています', en: 'the time is over, or it was used already' },
  'sign-on-refused': { ja: '認証サーバーが断りました', en: 'the provider refused' },
  'cursor-invalid': { ja: 'この一覧の続きではありません', en: 'it does not belong to this list' },
  'day-invalid': { ja: '「日」を読み取れません', en: 'the day cannot be read' },
  'fields-invalid': { ja: '組み合わせを読み取れません', en: 'the fields do not go together' },
  'five-fields-needed': { ja: '5つの項目が必要です', en: 'five fields are needed' },
  'holds-own-database': {
    ja: 'Kurabanが使っているデータベースを置き換えることになります',
    en: 'it would replace the database Kuraban is using',
  },
  'hour-invalid': { ja: '「時」を読み取れません', en: 'the hour cannot be read' },
  'inside-repository': { ja: 'リポジトリの中です', en: 'it lies inside the repository' },
  'json-expected': {
    ja: '内容の種類は application/json にしてください',
    en: 'the content type must be application/json',
  },
  'key-not-allowed': { ja: '使えない名前です', en: 'this name may not be used' },
  'malformed-request': { ja: '呼び出しの形式を読み取れません', en: 'the request cannot be read' },
  'minute-invalid': { ja: '「分」を読み取れません', en: 'the minute cannot be read' },
  'month-invalid': { ja: '「月」を読み取れません', en: 'the month cannot be read' },
  'nested-too-deeply': { ja: '入れ子が深すぎます', en: 'it is nested too deeply' },
  'never-runs': { ja: '実行される日がありません', en: 'it never runs' },
  'not-a-folder': { ja: 'フォルダーではありません', en: 'it is not a folder' },
  'not-absolute': { ja: '先頭から書かれた場所ではありません', en: 'it is not an absolute path' },
  'not-enough-space': { ja: '空きが足りません', en: 'there is not enough space' },
  'not-reachable': { ja: 'たどり着けません', en: 'it cannot be reached' },
  'not-writable': { ja: '書き込む権限がありません', en: 'it may not be written' },
  'password-hash-unknown': {
    ja: 'bcryptかargon2idのハッシュではありません',
    en: 'it is no hash of bcrypt or argon2id',
  },
  'password-or-hash': {
    ja: 'パスワードとハッシュの、どちらか一つが必要です',
    en: 'a password or a hash is needed, one of the two',
  },
  'path-not-absolute': { ja: '先頭から書かれた場所ではありません', en: 'it is not an absolute path' },
  'quoted-form-invalid': { ja: 'パスの書き方が正しくありません', en: 'the path is not written correctly' },
  'read-only': { ja: '読み取り専用です', en: 'it is read-only' },
  'source-inside-repository': { ja: 'リポジトリの中は対象にできません', en: 'it lies inside the repository' },
  'source-is-own-database': {
    ja: 'Kurabanが使っているデータベースです。フォルダーを選べば、控えが保存されます',
    en: 'it is the database Kuraban is using; choose its folder, and the copies in it are saved',
  },
  'tag-has-comma': { ja: 'タグにコンマは使えません', en: 'a tag may not hold a comma' },
  'time-zone-unknown': { ja: 'タイムゾーンが見つかりません', en: 'the time zone is unknown' },
  'too-many-values': { ja: '値が多すぎます', en: 'there are too many values' },
  'weekday-invalid': { ja: '「曜日」を読み取れません', en: 'the weekday cannot be read' },
}

const lookUp =
  (words: Words) =>
  (language: Language, word: string): string =>
    Object.hasOwn(words, word) ? (words[word]?.[language] ?? word) : word

/** What people call a kind of thing; like all of these, the word itself where no better one is known. */
export const resourceName = lookUp(resources)

/** What people call a field of a thing. */
export const fieldName = lookUp(fields)

/** What people call a part that does not answer. */
export const serviceName = lookUp(services)

/** What people call an operation on a storage. */
export const operationName = lookUp(operations)

/** A reason given as a code, as a clause without a full stop. */
export const reasonText = lookUp(reasons)
