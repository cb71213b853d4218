import type { Language } from '../identifiers.ts'

const names: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'backup-job': { ja: 'バックアップジョブ', en: 'backup job' },
  'backup-repository': { ja: 'リポジトリ', en: 'repository' },
  execution: { ja: '実行記録', en: 'execution' },
  folder: { ja: 'フォルダー', en: 'folder' },
  job: { ja: 'ジョブ', en: 'job' },
  owner: {
    ja: 'データフォルダーを使っているKuraban',
    en: 'the Kuraban that owns the data folder',
  },
  procedure: { ja: '呼び出し先', en: 'procedure' },
  repository: { ja: 'リポジトリ', en: 'repository' },
  restore: { ja: '復元', en: 'restore' },
  session: { ja: 'セッション', en: 'session' },
  setting: { ja: '設定項目', en: 'setting' },
  snapshot: { ja: 'スナップショット', en: 'snapshot' },
  task: { ja: 'タスク', en: 'task' },
  user: { ja: '利用者', en: 'user' },
}

const fields: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  email: { ja: 'メールアドレス', en: 'e-mail address' },
  id: { ja: 'ID', en: 'id' },
  key: { ja: 'キー', en: 'key' },
  location: { ja: '場所', en: 'location' },
  name: { ja: '名前', en: 'name' },
  state: { ja: '状態', en: 'state' },
}

/** What people call a kind of thing; its own name where no better word is known. */
export function resourceName(language: Language, resource: string): string {
  return names[resource]?.[language] ?? resource
}

/** What people call a field of a thing; its own name where no better word is known. */
export function fieldName(language: Language, field: string): string {
  return fields[field]?.[language] ?? field
}
