import type { ErrorTexts } from '../error-texts.ts'
import { reasonText } from '../words.ts'

export const securityErrorsJa = {
  SIGN_INS_FROZEN: () => ({
    title: 'サインインを一時的に止めています',
    whatHappened: '管理者が、安全のためにこの拠点のすべてのサインインを止めています。',
    whatWasKept: 'データと、動いているバックアップはそのままです。',
    whatToDo: '管理者にお問い合わせください。',
  }),
  SESSION_RESTRICTED: ({ duty }) => ({
    title: duty === 'change-password' ? '先にパスワードを変更してください' : '先に2段階認証を設定してください',
    whatHappened:
      duty === 'change-password'
        ? 'このアカウントでは、自分で決めたパスワードに変えるまで、ほかの操作はできません。'
        : 'この役割では2段階認証が必要なため、設定が済むまで、ほかの操作はできません。',
    whatToDo: '画面の案内に沿って設定を済ませると、続きを行えます。',
  }),
  STEP_UP_REQUIRED: ({ method }) => ({
    title: '本人確認が必要です',
    whatHappened: '大切な操作のため、もう一度ご本人であることを確かめます。',
    whatWasKept: 'まだ何も変更していません。',
    whatToDo:
      method === 'two-factor'
        ? '認証アプリのコードを入力してください。'
        : method === 'password'
          ? 'パスワードを入力してください。'
          : 'いったんサインアウトし、サインインし直してから行ってください。',
  }),
  TWO_FACTOR_CODE_WRONG: ({ attemptsLeft }) => ({
    title: 'コードが違います',
    whatHappened: 'コードが正しくないか、すでに使われています。',
    whatToDo:
      attemptsLeft > 0
        ? `認証アプリの新しいコードを入力してください。あと${attemptsLeft}回まで試せます。機器の時刻が合っているかも確かめてください。`
        : 'はじめからサインインし直してください。機器をなくした場合は、管理者にご相談ください。',
  }),
  TWO_FACTOR_STATE: ({ state }) => ({
    title: '2段階認証の状態が変わっています',
    whatHappened: state === 'on' ? '2段階認証はすでに有効です。' : '2段階認証はまだ有効になっていません。',
    whatWasKept: '何も変更していません。',
    whatToDo: '画面を更新し、いまの状態を確かめてからやり直してください。',
  }),
  TWO_FACTOR_MANDATORY: () => ({
    title: '2段階認証は外せません',
    whatHappened: 'いまの役割では、2段階認証が必要です。',
    whatWasKept: '2段階認証は有効のままです。',
    whatToDo: '別の機器に移すときは、いったん設定し直してください。機器をなくした場合は、管理者にご相談ください。',
  }),
  CHALLENGE_EXPIRED: () => ({
    title: 'サインインの途中で時間が切れました',
    whatHappened: 'コードの入力待ちの時間（5分）が過ぎたか、間違いが続きました。',
    whatToDo: '利用者名とパスワードから、もう一度サインインしてください。',
  }),
  SINGLE_SIGN_ON_FAILED: ({ reason }) => ({
    title: 'シングルサインオンに失敗しました',
    whatHappened: `認証サーバーからの応答を確かめられませんでした（${reasonText('ja', reason)}）。`,
    whatToDo: 'もう一度お試しください。続く場合は、管理者に接続の設定を確かめてもらってください。',
  }),
  INVITATION_INVALID: () => ({
    title: 'この招待は使えません',
    whatHappened: '招待の有効期限（7日）が過ぎたか、取り消されたか、すでに使われています。',
    whatToDo: '招待した管理者に、新しい招待を依頼してください。',
  }),
  RESET_INVALID: () => ({
    title: 'この再設定用のコードは使えません',
    whatHappened: '有効期限が過ぎたか、すでに使われたか、入力が違います。',
    whatWasKept: 'いまのパスワードはそのままです。',
    whatToDo: '入力を確かめてください。期限が切れている場合は、もう一度再設定を依頼してください。',
  }),
  SCOPE_NOT_HELD: ({ permission }) => ({
    title: '持っていない権限は与えられません',
    whatHappened: `ご自身にない権限（${permission}）を、鍵に与えようとしました。`,
    whatWasKept: '鍵は作っていません。',
    whatToDo: 'その権限を外すか、持っている管理者に依頼してください。',
  }),
  APPROVAL_REQUIRED: () => ({
    title: 'もう一人の承認を待っています',
    whatHappened: 'この操作には、ほかの管理者の承認が必要です。承認の依頼を出しました。',
    whatWasKept: 'まだ何も変更していません。',
    whatToDo: '承認されると、自動で実行します。「承認」の画面で、状態の確認と取り下げができます。',
  }),
  APPROVAL_OWN: () => ({
    title: '自分の依頼は承認できません',
    whatHappened: '依頼した人と承認する人は、別の人である必要があります。',
    whatWasKept: '依頼は承認待ちのままです。',
    whatToDo: 'ほかの管理者に承認を依頼してください。',
  }),
  ORIGIN_REFUSED: () => ({
    title: '別のサイトからの呼び出しを断りました',
    whatHappened: 'このプログラムの画面以外からの呼び出しだったため、安全のために受け付けませんでした。',
    whatWasKept: '何も変更していません。',
    whatToDo: 'Kurabanの画面から操作してください。正しい住所で開いているのに表示される場合は、管理者にご相談ください。',
  }),
  AUDIT_FILE_INVALID: ({ line, reason }) => ({
    title: '監査記録のファイルを読めません',
    whatHappened: `${line}行目が、監査記録の形式ではありません（${reason}）。`,
    whatToDo: 'kuraban audit export で書き出した、手を加えていないファイルを指定してください。',
  }),
  BREAK_GLASS_ALIVE: ({ name, expiresAt }) => ({
    title: '緊急用の手段が、まだ有効です',
    whatHappened: `「${name}」のための緊急用の手段が、${expiresAt} まで有効です。二つ同時には作れません。`,
    whatWasKept: '何も変更していません。',
    whatToDo: 'すでに渡されたパスワードかコードを使うか、期限が過ぎてからもう一度実行してください。',
  }),
  RECOVERY_CODE_WRONG: () => ({
    title: '復旧コードが違います',
    whatHappened: '入力された復旧コードでは、秘密情報の保管庫を開けられませんでした。',
    whatWasKept: '保管庫の中身はそのままです。',
    whatToDo: '最後に作った復旧シートのコードを、もう一度入力してください。古いシートのコードは使えません。',
  }),
  CERTIFICATE_UNUSABLE: ({ path, reason }) => ({
    title: '証明書を使えません',
    whatHappened: `${path} の証明書か鍵を読み込めませんでした（${reason}）。`,
    whatWasKept: '動いているサーバーは、前の証明書のまま動き続けます。',
    whatToDo: '証明書と鍵の組み合わせ、ファイルの形式（PEM）と読み取りの権限を確かめてください。',
  }),
  MAIL_FAILED: ({ reason }) => ({
    title: 'メールを送れませんでした',
    whatHappened: `メールサーバーが受け付けませんでした（${reason}）。`,
    whatWasKept: '手紙は送信箱に残っています。',
    whatToDo: 'メールサーバーの設定を確かめてください。急ぐときは、手紙を印刷して渡せます。',
  }),
} satisfies Partial<ErrorTexts>
