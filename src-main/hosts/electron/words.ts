import type { Language } from '#shared/contract/identifiers.ts'

const ja = {
  open: '蔵番を開く',
  quit: '終了(予定された作業も止まります)',
  quitTitle: '蔵番を終了しますか?',
  quitRunning: (count: number) =>
    `実行中の作業が ${count} 件あります。終了すると中断され、次回の実行で続きから行われます。`,
  quitIdle: '終了すると、予定されたバックアップは実行されません。ウィンドウを閉じるだけなら、予定は実行され続けます。',
  quitConfirm: '終了',
  cancel: 'キャンセル',
  stillRunning: '蔵番は動き続けています',
  stillRunningDetail:
    '予定されたバックアップは実行されます。終了するにはトレイのアイコンから「終了」を選んでください。',
  edit: '編集',
  view: '表示',
  window: 'ウィンドウ',
  crashed: '画面を表示できませんでした',
  crashedDetail: '作業は続いています。蔵番のウィンドウを開き直してください。ログに詳細があります。',
}

const en: typeof ja = {
  open: 'Open Kuraban',
  quit: 'Quit (scheduled work stops too)',
  quitTitle: 'Quit Kuraban?',
  quitRunning: (count) => `${count} tasks are running. Quitting interrupts them; their next run goes on from there.`,
  quitIdle: 'After quitting, scheduled backups do not run. Just closing the window leaves the schedules running.',
  quitConfirm: 'Quit',
  cancel: 'Cancel',
  stillRunning: 'Kuraban keeps running',
  stillRunningDetail: 'Scheduled backups will run. To quit, choose Quit from the icon in the tray.',
  edit: 'Edit',
  view: 'View',
  window: 'Window',
  crashed: 'The screen could not be shown',
  crashedDetail: 'Work goes on. Open the window again; the log has the details.',
}

/** What the desktop host says outside its windows. */
export type HostWords = typeof ja

/** The words in a language. */
export function hostWords(language: Language): HostWords {
  return language === 'ja' ? ja : en
}
