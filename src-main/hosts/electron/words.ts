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
  newWindow: '新しいウィンドウ',
  edit: '編集',
  view: '表示',
  window: 'ウィンドウ',
  unsaved: '保存していない変更があります',
  unsavedDetail: 'このまま閉じると、入力した内容は失われます。',
  leave: '保存せずに閉じる',
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
  newWindow: 'New window',
  edit: 'Edit',
  view: 'View',
  window: 'Window',
  unsaved: 'There are unsaved changes',
  unsavedDetail: 'Closing now loses what was typed.',
  leave: 'Close without saving',
  crashed: 'The screen could not be shown',
  crashedDetail: 'Work goes on. Open the window again; the log has the details.',
}

/** What the desktop host says outside its windows. */
export type HostWords = typeof ja

/** The words in a language. */
export function hostWords(language: Language): HostWords {
  return language === 'ja' ? ja : en
}

type NoticeData = Readonly<Record<string, string | number>>
type NoticeWords = Readonly<Record<string, (data: NoticeData) => { readonly title: string; readonly body: string }>>

const noticesJa: NoticeWords = {
  'backup.notice.backup-warnings': ({ job, problems }) => ({
    title: 'バックアップは警告付きで完了しました',
    body: `${job}: 読み取れなかった項目などが ${problems} 件あります。`,
  }),
  'backup.notice.backup-failed': ({ job }) => ({
    title: 'バックアップに失敗しました',
    body: `${job}: これまでのスナップショットは残っています。`,
  }),
  'backup.notice.backup-interrupted': ({ job }) => ({
    title: 'バックアップが中断されました',
    body: `${job}: 次回の実行で続きから行われます。`,
  }),
  'backup.notice.verify-failed': ({ repository }) => ({
    title: '検証で問題が見つかりました',
    body: `${repository}: 内容を確かめてください。`,
  }),
  'backup.notice.restore-failed': ({ repository }) => ({
    title: '復元に失敗しました',
    body: `${repository}: 復元できたものは残っています。`,
  }),
  'backup.notice.restore-warnings': ({ repository, problems }) => ({
    title: '復元は警告付きで完了しました',
    body: `${repository}: 復元できなかった項目などが ${problems} 件あります。`,
  }),
  'security.notice.break-glass': ({ name }) => ({
    title: '緊急用の管理者が作られました',
    body: `${name}: お心当たりがなければ、すぐに確かめてください。`,
  }),
  'security.notice.audit-breach': ({ firstBadSeq }) => ({
    title: '監査記録に手が加えられています',
    body: `${firstBadSeq}番目の行から確かめてください。`,
  }),
  'security.notice.token-reused': ({ name }) => ({
    title: '使い終わったトークンが、もう一度使われました',
    body: `${name}: 誰かに渡った恐れがあるため、そのセッションを終わらせました。`,
  }),
  'monitoring.notice.alert-firing': ({ title, description }) => ({ title: `${title}`, body: `${description}` }),
  'monitoring.notice.alert-resolved': ({ title, description }) => ({ title: `${title}`, body: `${description}` }),
  'monitoring.notice.channel-failing': ({ channel }) => ({
    title: 'アラートの通知を送れません',
    body: `「${channel}」への通知が失敗しています。`,
  }),
  'backup.notice.job-overdue': ({ job }) => ({ title: '予定されたバックアップが行われていません', body: `${job}` }),
  'security.notice.approval-requested': ({ target, requestedBy }) => ({
    title: '承認を待っている操作があります',
    body: `${target}: ${requestedBy} さんからの依頼です。`,
  }),
  'security.notice.approval-approved': ({ target, decidedBy }) => ({
    title: '依頼が承認され、実行されました',
    body: `${target}: ${decidedBy} さんが承認しました。`,
  }),
  'security.notice.approval-rejected': ({ target, decidedBy }) => ({
    title: '依頼は承認されませんでした',
    body: `${target}: ${decidedBy} さんの判断です。何も変更されていません。`,
  }),
  'security.notice.approval-failed': ({ target }) => ({
    title: '承認された操作を実行できませんでした',
    body: `${target}: 承認の画面で理由を確かめてください。`,
  }),
}

const noticesEn: NoticeWords = {
  'backup.notice.backup-warnings': ({ job, problems }) => ({
    title: 'Backup finished with warnings',
    body: `${job}: ${problems} items need a look.`,
  }),
  'backup.notice.backup-failed': ({ job }) => ({ title: 'Backup failed', body: `${job}: earlier snapshots are kept.` }),
  'backup.notice.backup-interrupted': ({ job }) => ({
    title: 'Backup was interrupted',
    body: `${job}: the next run goes on from there.`,
  }),
  'backup.notice.verify-failed': ({ repository }) => ({
    title: 'Verification found problems',
    body: `${repository}: look at the findings.`,
  }),
  'backup.notice.restore-failed': ({ repository }) => ({
    title: 'Restore failed',
    body: `${repository}: what was restored is kept.`,
  }),
  'backup.notice.restore-warnings': ({ repository, problems }) => ({
    title: 'Restore finished with warnings',
    body: `${repository}: ${problems} items need a look.`,
  }),
  'security.notice.break-glass': ({ name }) => ({
    title: 'An emergency administrator was made',
    body: `${name}: if nobody knows of it, look into it at once.`,
  }),
  'security.notice.audit-breach': ({ firstBadSeq }) => ({
    title: 'The audit log was tampered with',
    body: `Look at it from row ${firstBadSeq} on.`,
  }),
  'security.notice.token-reused': ({ name }) => ({
    title: 'A token was used a second time',
    body: `${name}: somebody else may have it, so its session was ended.`,
  }),
  'monitoring.notice.alert-firing': ({ title, description }) => ({ title: `${title}`, body: `${description}` }),
  'monitoring.notice.alert-resolved': ({ title, description }) => ({ title: `${title}`, body: `${description}` }),
  'monitoring.notice.channel-failing': ({ channel }) => ({
    title: 'Alerts cannot be told',
    body: `Notifications through “${channel}” fail.`,
  }),
  'backup.notice.job-overdue': ({ job }) => ({ title: 'A scheduled backup has not run', body: `${job}` }),
  'security.notice.approval-requested': ({ target, requestedBy }) => ({
    title: 'Something waits for your approval',
    body: `${target}: ${requestedBy} asks for it.`,
  }),
  'security.notice.approval-approved': ({ target, decidedBy }) => ({
    title: 'Your request was approved and done',
    body: `${target}: approved by ${decidedBy}.`,
  }),
  'security.notice.approval-rejected': ({ target, decidedBy }) => ({
    title: 'Your request was not approved',
    body: `${target}: ${decidedBy} decided so. Nothing was changed.`,
  }),
  'security.notice.approval-failed': ({ target }) => ({
    title: 'What was approved could not be done',
    body: `${target}: the approvals screen says why.`,
  }),
}

/** Title and text of a notice; one without words of its own is shown by its code, so that nothing is hidden. */
export function noticeWords(
  language: Language,
  code: string,
  data: NoticeData,
): { readonly title: string; readonly body: string } {
  const words = (language === 'ja' ? noticesJa : noticesEn)[code]
  return words === undefined ? { title: 'Kuraban', body: code } : words(data)
}
