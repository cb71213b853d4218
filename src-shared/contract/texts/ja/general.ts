import type { ErrorTexts } from '../error-texts.ts'
import { durationText, shortList, sizeText } from '../figures.ts'
import { fieldName, reasonText, resourceName, serviceName } from '../words.ts'

export const generalErrorsJa = {
  INTERNAL: ({ requestId }) => ({
    title: '予期しないエラーが起きました',
    whatHappened: `プログラムの中で想定していない問題が起き、操作を終えられませんでした（記録番号 ${requestId}）。`,
    whatWasKept: '終わっていなかった変更は取り消され、それまでのデータはそのままです。',
    whatToDo: 'もう一度お試しください。繰り返す場合は、記録番号でログを探し、内容を添えてお知らせください。',
  }),
  CANCELLED: () => ({
    title: '中止しました',
    whatHappened: '求めに応じて、処理を途中で止めました。',
    whatWasKept: '止めるまでに終わっていた分はそのまま残っています。',
    whatToDo: '続ける場合は、もう一度実行してください。',
  }),
  VALIDATION: ({ issues }) => ({
    title: '入力に直すところがあります',
    whatHappened: `次の項目を受け付けられませんでした: ${shortList(
      'ja',
      issues.map(({ path, message }) => {
        const reason = reasonText('ja', message)
        return path === '' ? reason : `${path}（${reason}）`
      }),
    )}。`,
    whatWasKept: '何も変更していません。入力した内容は残っています。',
    whatToDo: '印の付いた項目を直してから、もう一度お試しください。',
  }),
  NOT_FOUND: ({ resource, id }) => ({
    title: `${resourceName('ja', resource)}が見つかりません`,
    whatHappened: `${resourceName('ja', resource)}「${id}」はありません。削除されたか、番号が違っています。`,
    whatToDo: '一覧を開き直して、目的のものを選び直してください。',
  }),
  CONFLICT: ({ resource, field, value }) => ({
    title: '同じものがすでにあります',
    whatHappened: `${resourceName('ja', resource)}の${fieldName('ja', field)}「${value}」は、すでに使われています。`,
    whatWasKept: '何も変更していません。',
    whatToDo: `別の${fieldName('ja', field)}にするか、すでにあるものを開いてください。`,
  }),
  STALE: ({ resource }) => ({
    title: 'ほかの人が先に変更しました',
    whatHappened: `開いている間に、この${resourceName('ja', resource)}が別の場所で変更されました。`,
    whatWasKept: '先に保存された変更を残しました。こちらの入力は保存していません。',
    whatToDo: '最新の内容を読み込み、変更をもう一度加えてください。',
  }),
  IN_USE: ({ resource, usedBy }) => ({
    title: `この${resourceName('ja', resource)}は使われています`,
    whatHappened: `次のものが使っているため、削除できません: ${shortList('ja', usedBy)}。`,
    whatWasKept: '何も削除していません。',
    whatToDo: '先に、使っているものを削除するか、別のものに切り替えてください。',
  }),
  PAYLOAD_TOO_LARGE: ({ limitBytes }) => ({
    title: 'データが大きすぎます',
    whatHappened: `送られたデータが、上限の${sizeText(limitBytes)}を超えています。`,
    whatWasKept: '何も保存していません。',
    whatToDo: `${sizeText(limitBytes)}以下に分けるか、小さくしてから送ってください。`,
  }),
  UNAVAILABLE: ({ what }) => ({
    title: 'いまは使えません',
    whatHappened: `${serviceName('ja', what)}が応答していません。`,
    whatWasKept: '何も変更していません。',
    whatToDo: 'しばらく待ってから、もう一度お試しください。続く場合は「診断」で原因を確かめてください。',
  }),

  TASK_NOT_CANCELLABLE: () => ({
    title: 'このタスクはもう中止できません',
    whatHappened: '中止を求めた時点で、タスクはすでに終わっていました。',
    whatToDo: 'タスクの結果を確かめてください。',
  }),
  TASK_TIMED_OUT: ({ timeLimitMs }) => ({
    title: '制限時間を超えました',
    whatHappened: `タスクが${durationText('ja', timeLimitMs)}以内に終わらなかったため、止めました。`,
    whatWasKept: '止めるまでに終わっていた分はそのまま残っています。',
    whatToDo: '対象を減らすか、負荷の低い時間帯にもう一度実行してください。',
  }),
  TASK_INTERRUPTED: () => ({
    title: '途中で途切れました',
    whatHappened: '実行中にプログラムまたはコンピューターが止まり、タスクが最後まで進みませんでした。',
    whatWasKept: '止まるまでに保存された分はそのまま残っています。',
    whatToDo: 'もう一度実行してください。バックアップは、残っている分を使って続きから進みます。',
  }),
  QUEUE_FULL: ({ queue, limit }) => ({
    title: '順番待ちがいっぱいです',
    whatHappened: `待ち行列「${queue}」に、上限の${limit}件のタスクがたまっています。`,
    whatWasKept: '待っているタスクはそのまま残っています。新しいタスクは加えていません。',
    whatToDo: '実行中のタスクが終わるのを待つか、不要なタスクを中止してから、もう一度お試しください。',
  }),
} satisfies Partial<ErrorTexts>
