import type { ErrorTexts } from '../error-texts.ts'
import { instantText, shortList } from '../figures.ts'
import { operationName, reasonText } from '../words.ts'

export const backupErrorsJa = {
  REPOSITORY_WRONG_PASSWORD: () => ({
    title: 'リポジトリのパスワードが違います',
    whatHappened: '入力されたパスワードでは、リポジトリの鍵を開けられませんでした。',
    whatWasKept: 'リポジトリには何も書き込んでいません。',
    whatToDo: '緊急用シートなどの控えで、パスワードを確かめてください。大文字と小文字は区別されます。',
  }),
  REPOSITORY_NOT_FOUND: ({ location }) => ({
    title: 'リポジトリが見つかりません',
    whatHappened: `${location} に、resticのリポジトリがありません。`,
    whatWasKept: '何も作らず、何も変更していません。',
    whatToDo: '場所が正しいか、外付けディスクや共有フォルダーがつながっているかを確かめてください。',
  }),
  REPOSITORY_EXISTS: ({ location }) => ({
    title: 'リポジトリがすでにあります',
    whatHappened: `${location} には、すでにリポジトリがあるか、別のファイルが置かれています。`,
    whatWasKept: '中のデータには触れていません。',
    whatToDo:
      'いまあるリポジトリを使うときは「既存のリポジトリを開く」を、新しく作るときは空のフォルダーを選んでください。',
  }),
  REPOSITORY_FORMAT_UNSUPPORTED: ({ reason }) => ({
    title: 'このリポジトリの形式には対応していません',
    whatHappened: `リポジトリの形式を扱えません（理由: ${reason}）。`,
    whatWasKept: 'リポジトリには何も書き込んでいません。',
    whatToDo: 'Kurabanを新しい版にするか、resticでリポジトリの形式を確かめてください。',
  }),
  REPOSITORY_LOCKED: ({ hostname, username, pid, exclusive, lockedAt }) => ({
    title: 'リポジトリは使用中です',
    whatHappened: `${hostname} の ${username}（プロセス番号 ${pid}）が、${instantText('ja', lockedAt)} から${
      exclusive ? '専有して' : ''
    }使っています。`,
    whatWasKept: 'リポジトリには何も書き込んでいません。',
    whatToDo: '終わるのを待ってください。相手がもう動いていないと確かめられたら「ロックを解除」を使えます。',
  }),
  REPOSITORY_LOCK_LOST: () => ({
    title: 'リポジトリの使用権が失われました',
    whatHappened: '処理の途中でロックを保てなくなったため、安全のために止めました。',
    whatWasKept: 'すでに完成しているスナップショットはそのままです。書き終えた分も次回に使われます。',
    whatToDo: '保存先への接続を確かめて、もう一度実行してください。',
  }),
  REPOSITORY_DAMAGED: ({ file, reason }) => ({
    title: 'リポジトリの一部が壊れています',
    whatHappened: `${file} の内容が正しくありません（理由: ${reason}）。`,
    whatWasKept: 'ほかの部分には手を加えていません。壊れた部分を含まないファイルは復元できます。',
    whatToDo:
      '「すべてのデータを読んで検証」で範囲を確かめ、保存先のディスクを調べてください。リポジトリは消さないでください。',
  }),
  REPOSITORY_STORAGE_FAILED: ({ operation, file, reason }) => ({
    title: '保存先を読み書きできません',
    whatHappened: `${file} の${operationName('ja', operation)}に失敗しました（理由: ${reason}）。`,
    whatWasKept: 'すでに完成しているスナップショットはそのままです。',
    whatToDo: '保存先がつながっているか、読み書きの権限があるかを確かめて、もう一度実行してください。',
  }),
  REPOSITORY_STORAGE_FULL: ({ file }) => ({
    title: '保存先の空きがありません',
    whatHappened: `保存先がいっぱいで、${file} を書き込めませんでした。`,
    whatWasKept: 'すでに完成しているスナップショットはそのままです。書き終えた分も次回に使われます。',
    whatToDo: '保存先の空きを増やすか、保持期間を見直してから、もう一度実行してください。',
  }),
  SNAPSHOT_NOT_FOUND: ({ id }) => ({
    title: 'スナップショットが見つかりません',
    whatHappened: `スナップショット「${id}」は、このリポジトリにありません。`,
    whatToDo: '一覧を読み込み直して、選び直してください。',
  }),
  SNAPSHOT_ID_AMBIGUOUS: ({ id, matches }) => ({
    title: 'スナップショットを一つに決められません',
    whatHappened: `「${id}」で始まるものが複数あります: ${shortList('ja', matches)}。`,
    whatToDo: '番号をもう少し長く指定してください。',
  }),
  SNAPSHOT_PATH_NOT_FOUND: ({ path }) => ({
    title: 'スナップショットの中に見つかりません',
    whatHappened: `${path} は、このスナップショットに含まれていません。`,
    whatToDo: '別の日時のスナップショットを開くか、親のフォルダーから探してください。',
  }),
  BACKUP_SOURCES_UNREADABLE: ({ paths }) => ({
    title: 'バックアップする場所を読めません',
    whatHappened: `次の場所がないか、読む権限がありません: ${shortList('ja', paths)}。`,
    whatWasKept: 'リポジトリには何も書き込んでいません。これまでのスナップショットはそのままです。',
    whatToDo: '場所が正しいか、ディスクがつながっているか、読む権限があるかを確かめてください。',
  }),
  BACKUP_ALREADY_RUNNING: () => ({
    title: 'このジョブは実行中です',
    whatHappened: '同じジョブがすでに動いているため、重ねて始めませんでした。',
    whatWasKept: '動いている実行はそのまま続いています。',
    whatToDo: '終わるのを待つか、実行中のタスクから中止してください。',
  }),
  BACKUP_PATTERN_INVALID: ({ pattern, reason }) => ({
    title: '除外の指定が正しくありません',
    whatHappened: `「${pattern}」を読み取れませんでした（理由: ${reason}）。`,
    whatWasKept: '保存していません。入力した内容は残っています。',
    whatToDo: '指定を直してください。プレビューで、何が含まれるかを確かめられます。',
  }),
  SCHEDULE_INVALID: ({ cron, reason }) => ({
    title: '予定の指定が正しくありません',
    whatHappened: `「${cron}」を予定として読み取れませんでした（理由: ${reasonText('ja', reason)}）。`,
    whatWasKept: '保存していません。いままでの予定はそのままです。',
    whatToDo: '「分 時 日 月 曜日」の順に指定してください。例: 0 3 * * * は毎日3時です。',
  }),
  RESTORE_TARGET_UNUSABLE: ({ path, reason }) => ({
    title: '復元先に書き込めません',
    whatHappened: `${path} に復元できません（理由: ${reasonText('ja', reason)}）。`,
    whatWasKept: '復元先のファイルには触れていません。スナップショットもそのままです。',
    whatToDo: '書き込めるフォルダーを選び直してください。',
  }),
  RESTORE_TARGET_FULL: ({ path, restoredFiles }) => ({
    title: '復元先の空きがありません',
    whatHappened: `${path} のディスクがいっぱいになり、復元を途中で止めました。`,
    whatWasKept: `復元を終えた${restoredFiles}個のファイルは残っています。書きかけのファイルは消しました。`,
    whatToDo: '空きを増やすか、別の復元先を選んで、もう一度実行してください。',
  }),
} satisfies Partial<ErrorTexts>
