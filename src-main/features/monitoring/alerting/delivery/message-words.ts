import type { Language } from '#shared/contract/identifiers.ts'

const ja = {
  resolved: (summary: string) => `解決: ${summary}`,
  andOthers: (subject: string, count: number) => `${subject} ほか${count}件`,
  firing: '発生中',
  ended: '解決済み',
  since: (time: string) => `${time} から`,
  until: (from: string, to: string) => `${from} から ${to} まで`,
  more: (count: number) => `ほかに ${count} 件あります。`,
  open: (address: string) => `詳しく見る: ${address}`,
  testSummary: '通知の試し送り',
  testDescription: 'これが届いていれば、この通知先は正しく設定されています。対応は要りません。',
  channelFailing: '通知を送れない',
  channelFailingDetail: (channel: string) => `「${channel}」への通知が失敗しています。`,
  desktopChannel: 'デスクトップ',
}

const en: typeof ja = {
  resolved: (summary) => `Resolved: ${summary}`,
  andOthers: (subject, count) => `${subject} and ${count} more`,
  firing: 'Firing',
  ended: 'Resolved',
  since: (time) => `since ${time}`,
  until: (from, to) => `from ${from} to ${to}`,
  more: (count) => `There are ${count} more.`,
  open: (address) => `Details: ${address}`,
  testSummary: 'Test of a notification',
  testDescription: 'If you can read this, this channel is set up rightly. There is nothing to do.',
  channelFailing: 'Notifications cannot be sent',
  channelFailingDetail: (channel) => `Notifications through “${channel}” fail.`,
  desktopChannel: 'Desktop',
}

/** What messages say besides what rules say. */
export function messageWords(language: Language): typeof ja {
  return language === 'ja' ? ja : en
}
