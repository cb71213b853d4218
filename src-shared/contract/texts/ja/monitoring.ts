import type { ErrorTexts } from '../error-texts.ts'
import { reasonText } from '../words.ts'

export const monitoringErrorsJa = {
  LIMIT_REACHED: ({ limit }) => ({
    title: 'これ以上は追加できません',
    whatHappened: `登録できるのは${limit}件までです。`,
    whatWasKept: 'いまある登録はそのままです。',
    whatToDo: '使っていないものを削除してから、もう一度追加してください。',
  }),
  QUERY_INVALID: ({ line, column, reason }) => ({
    title: '式を読み取れません',
    whatHappened: `${line}行${column}文字目を読み取れません（${reason}）。`,
    whatToDo: '示された位置を直してください。',
  }),
  QUERY_FAILED: ({ reason }) => ({
    title: '式を計算できませんでした',
    whatHappened: `計算の途中で止まりました（理由: ${reasonText('ja', reason)}）。`,
    whatToDo: '対象を絞るか、式を直してください。',
  }),
  QUERY_TOO_LARGE: ({ limit }) => ({
    title: '一度に調べる量が多すぎます',
    whatHappened: `1回の計算で読める標本は${limit.toLocaleString('ja')}個までです。`,
    whatToDo: '期間を短くするか、ラベルで対象を絞ってください。',
  }),
  RULE_FILE_INVALID: ({ file, line, column, reason }) => ({
    title: 'ルールファイルに誤りがあります',
    whatHappened: `${file} の${line}行${column}文字目を読み取れません（${reason}）。`,
    whatWasKept: '前のルールがそのまま有効です。',
    whatToDo: '示された位置を直して、もう一度保存してください。',
  }),
  RULE_NOT_TUNABLE: ({ rule }) => ({
    title: 'このルールには調整できる数値がありません',
    whatHappened: `「${rule}」の式のいちばん外側に、数値との比較がありません。`,
    whatWasKept: 'ルールは変わっていません。',
    whatToDo: '式そのものを書き換えてください。',
  }),
  TEMPLATE_INVALID: ({ field, line, column, reason }) => ({
    title: '文面のひな形に誤りがあります',
    whatHappened: `${field} の${line}行${column}文字目を読み取れません（${reason}）。`,
    whatWasKept: '保存していません。',
    whatToDo: '示された位置を直してください。',
  }),
  ADDRESS_REFUSED: ({ host }) => ({
    title: 'この宛先には送れません',
    whatHappened: `${host} は内部のネットワークの宛先です。`,
    whatWasKept: '何も送っていません。',
    whatToDo: '外部の宛先を指定するか、内部への送信を許可してから保存してください。',
  }),
  CHANNEL_FAILED: ({ reason }) => ({
    title: '通知を送れませんでした',
    whatHappened: `相手が受け取りませんでした（理由: ${reasonText('ja', reason)}）。`,
    whatToDo: '宛先と認証情報、相手のサービスの状態を確かめてください。',
  }),
  HEARTBEAT_UNKNOWN: () => ({
    title: 'この報告は受け付けられません',
    whatHappened: '報告に使われたトークンが登録されていません。',
    whatToDo: '監視の画面で新しいトークンを発行し、報告する側の設定を更新してください。',
  }),
  LOG_FILE_UNREADABLE: ({ path, reason }) => ({
    title: 'ログファイルを読めません',
    whatHappened: `${path} を読めませんでした（理由: ${reasonText('ja', reason)}）。`,
    whatToDo: 'ファイルの場所と権限、形式を確かめてください。',
  }),
} satisfies Partial<ErrorTexts>
