import type { ErrorTexts } from '../error-texts.ts'
import { durationText } from '../figures.ts'

export const accessErrorsJa = {
  UNAUTHENTICATED: () => ({
    title: 'サインインが必要です',
    whatHappened: 'サインインしていないため、この操作はできません。',
    whatToDo: 'サインインしてから、もう一度お試しください。',
  }),
  SESSION_EXPIRED: ({ reason }) => ({
    title: 'もう一度サインインしてください',
    whatHappened:
      reason === 'idle'
        ? 'しばらく操作がなかったため、安全のためにサインアウトしました。'
        : 'サインインしてから決められた時間が過ぎたため、サインアウトしました。',
    whatWasKept: '入力の途中だった内容は、この画面に残っています。実行中の処理は続いています。',
    whatToDo: 'もう一度サインインすると、続きから始められます。',
  }),
  SIGN_IN_FAILED: ({ retryAfterSeconds }) => ({
    title: 'サインインできませんでした',
    whatHappened: '利用者名かパスワードが違います。',
    whatToDo:
      retryAfterSeconds > 0
        ? `入力を確かめ、${durationText('ja', retryAfterSeconds * 1000)}後にもう一度お試しください。`
        : '入力を確かめて、もう一度お試しください。パスワードを忘れた場合は、管理者にご相談ください。',
  }),
  SIGN_IN_LINK_INVALID: () => ({
    title: 'このサインイン用リンクは使えません',
    whatHappened: 'リンクの有効期限（60秒）が過ぎたか、すでに一度使われています。',
    whatToDo: 'プログラムを起動し直して新しいリンクを開くか、利用者名とパスワードでサインインしてください。',
  }),
  FORBIDDEN: ({ permission }) => ({
    title: 'この操作の権限がありません',
    whatHappened: `いまの役割には、必要な権限（${permission}）がありません。`,
    whatWasKept: '何も変更していません。',
    whatToDo: '必要な場合は、管理者に役割の変更を依頼してください。',
  }),
  RATE_LIMITED: ({ limit, retryAfterSeconds }) => ({
    title: '操作が続きすぎています',
    whatHappened: `短い間の回数が、上限の${limit}回に達しました。`,
    whatWasKept: '今回の操作は行っていません。',
    whatToDo: `${durationText('ja', retryAfterSeconds * 1000)}ほど待ってから、もう一度お試しください。`,
  }),
  SETUP_REQUIRED: () => ({
    title: '最初の設定がまだです',
    whatHappened: '管理者がまだ作られていないため、この操作はできません。',
    whatToDo: '画面の案内に沿って、最初の管理者を作ってください。',
  }),
  SETUP_DONE: () => ({
    title: '最初の設定は済んでいます',
    whatHappened: '管理者はすでに作られています。',
    whatWasKept: 'いまの利用者と設定はそのままです。',
    whatToDo: 'サインインしてください。利用者を加えるときは、管理者に依頼してください。',
  }),
  PASSWORD_TOO_SHORT: ({ minimumLength }) => ({
    title: 'パスワードが短すぎます',
    whatHappened: `パスワードは${minimumLength}文字以上にしてください。`,
    whatWasKept: '何も変更していません。',
    whatToDo: '覚えやすい単語をいくつか並べると、長くて破られにくいパスワードになります。',
  }),
  PASSWORD_TOO_LONG: ({ maximumLength }) => ({
    title: 'パスワードが長すぎます',
    whatHappened: `パスワードは${maximumLength}文字までです。`,
    whatWasKept: '何も変更していません。',
    whatToDo: '短くしてから、もう一度お試しください。',
  }),
  PASSWORD_COMMON: () => ({
    title: 'このパスワードは破られやすいものです',
    whatHappened: 'よく使われるパスワードや、推測しやすい言葉が含まれています。',
    whatWasKept: '何も変更していません。',
    whatToDo: '関係のない単語を組み合わせた、別のパスワードにしてください。',
  }),
  PASSWORD_WRONG: () => ({
    title: 'いまのパスワードが違います',
    whatHappened: '確認のために入力されたパスワードが、登録されているものと一致しません。',
    whatWasKept: 'パスワードは変わっていません。',
    whatToDo: '入力を確かめて、もう一度お試しください。',
  }),
  LAST_ADMINISTRATOR: () => ({
    title: '最後の管理者は外せません',
    whatHappened: '管理者が一人もいなくなるため、この利用者の役割の変更や削除はできません。',
    whatWasKept: '何も変更していません。',
    whatToDo: '先に、別の利用者を管理者にしてください。',
  }),
} satisfies Partial<ErrorTexts>
