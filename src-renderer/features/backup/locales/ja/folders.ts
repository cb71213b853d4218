/** Words of choosing a folder. */
export const foldersJa = {
  path: 'フォルダーのパス',
  go: '移動',
  up: '上のフォルダーへ',
  showHidden: '隠しファイルも表示',
  hint: 'Enter またはダブルクリックで中に入ります。',
  list: '「{{path}}」の中身',
  empty: 'このフォルダーは空です。',
  truncated: '数が多いため、先頭の 2,000 件だけを表示しています。パスを入力して移動できます。',
  unreadable: '読む権限がありません',
  chooseThis: 'このフォルダーを選ぶ',
  addThis: 'このフォルダーを追加',
  addTicked_other: '選んだ {{count}} 件を追加',
  browse: 'フォルダーを選ぶ',
} as const
