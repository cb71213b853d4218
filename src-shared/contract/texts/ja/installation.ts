import type { ErrorTexts } from '../error-texts.ts'
import { reasonText } from '../words.ts'

export const installationErrorsJa = {
  CONFIG_INVALID: ({ key, value, allowed, origin }) => ({
    title: `設定「${key}」が正しくありません`,
    whatHappened: `${origin}で「${key}」に「${value}」が指定されていますが、使える値は次のとおりです: ${allowed}。`,
    whatWasKept: '設定とデータはそのままです。プログラムは始めていません。',
    whatToDo: `${origin}の「${key}」を直してから、もう一度お試しください。いまの値は kuraban config show で見られます。`,
  }),
  DATA_FOLDER_IN_USE: ({ path, pid }) => ({
    title: 'データフォルダーは使用中です',
    whatHappened: `${path} は、${pid > 0 ? `別のKuraban（プロセス番号 ${pid}）` : '別のKuraban'}が使っています。`,
    whatWasKept: 'データには触れていません。動いているほうはそのまま続いています。',
    whatToDo: '動いているKurabanの画面を使うか、終了してから、もう一度お試しください。',
  }),
  DATABASE_LOCKED: () => ({
    title: 'データベースが使用中です',
    whatHappened: '別の処理がデータベースを長く使っていて、順番が来ませんでした。',
    whatWasKept: '今回の変更は取り消され、それまでのデータはそのままです。',
    whatToDo: '少し待ってから、もう一度お試しください。ほかのプログラムがデータベースを開いていれば閉じてください。',
  }),
  DATABASE_FULL: () => ({
    title: 'ディスクの空きがありません',
    whatHappened: 'データベースを置いているディスクがいっぱいで、書き込めませんでした。',
    whatWasKept: '今回の変更は取り消され、それまでのデータはそのままです。',
    whatToDo: '不要なファイルを移すなどして空きを作ってください。空きができれば、起動し直さなくても使えます。',
  }),
  DATABASE_CORRUPT: ({ path, quarantinePath }) => ({
    title: 'データベースが壊れています',
    whatHappened: `${path} を読み取れませんでした。`,
    whatWasKept:
      quarantinePath === ''
        ? '壊れたファイルには手を加えず、そのまま残しています。リポジトリのバックアップには影響ありません。'
        : `壊れたファイルは消さず、${quarantinePath} に移しました。リポジトリのバックアップには影響ありません。`,
    whatToDo:
      'データフォルダーにある最新の自動の控えから戻してください。控えの場所は kuraban doctor が示します。控えがない場合は、新しいデータフォルダーで始め、リポジトリを開き直してください。',
  }),
  DATABASE_NEWER: ({ databaseVersion, programVersion }) => ({
    title: 'データベースのほうが新しい版です',
    whatHappened: `データベースは新しい版（${databaseVersion}）で使われていて、このプログラム（${programVersion}）では開けません。`,
    whatWasKept: 'データベースには何も書き込んでいません。',
    whatToDo: 'Kurabanを新しい版にするか、更新の前に作られた控えのデータベースを使ってください。',
  }),
  DATABASE_UNAVAILABLE: ({ reason }) => ({
    title: 'データベースにつながりません',
    whatHappened: `データベースが応答しませんでした（理由: ${reason}）。`,
    whatWasKept: '今回の変更は行われていません。',
    whatToDo:
      'データベースが動いているか、接続先と証明書の設定が正しいかを確かめてください。直れば自動でつながります。',
  }),
  DATABASE_UNUSABLE: ({ path, reason }) => ({
    title: 'データベースを使えません',
    whatHappened: `データベース ${path} を開けないか、書き込めませんでした（理由: ${reasonText('ja', reason)}）。`,
    whatWasKept: 'それまでのデータはそのままです。何も書き込んでいません。',
    whatToDo: '置き場所と、そのアクセス権や接続に使うアカウントを確かめてから、もう一度起動してください。',
  }),
  DATABASE_MIGRATION_FAILED: ({ migration, reason, copyPath }) => ({
    title: 'データベースを更新できませんでした',
    whatHappened: `更新「${migration}」の途中で失敗しました（理由: ${reason}）。`,
    whatWasKept:
      copyPath === ''
        ? '失敗した更新は取り消され、データベースは更新の前のままです。'
        : `失敗した更新は取り消されました。更新の前の控えは ${copyPath} にあります。`,
    whatToDo: '空き容量と接続を確かめて、もう一度起動してください。状態は kuraban migrate status で見られます。',
  }),
  SECRET_STORE_UNAVAILABLE: ({ reason }) => ({
    title: 'パスワードの保管場所を開けません',
    whatHappened: `保管しているパスワードや鍵を読み出せませんでした（理由: ${reason}）。`,
    whatWasKept: '保管されている内容には手を加えていません。新しい鍵での上書きもしていません。',
    whatToDo:
      'キーチェーンのロックを解除するか、KURABAN_PASSPHRASE_FILE で合言葉を渡してください。どちらも失われたときは、復旧シートのコードを使って kuraban secrets unlock を実行してください。',
  }),
  SECRET_MISSING: ({ name }) => ({
    title: '保管されているはずのパスワードがありません',
    whatHappened: `「${name}」が保管場所に見つかりません。`,
    whatWasKept: 'リポジトリや設定はそのままです。',
    whatToDo: 'リポジトリの画面の「パスワードを入れ直す」から入力し直してください。緊急用シートに控えがあります。',
  }),
} satisfies Partial<ErrorTexts>
