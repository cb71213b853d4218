import type { Language } from '#shared/contract/identifiers.ts'

/** Facts a letter tells. Times are already in the words of its language. */
export interface LetterFacts {
  readonly siteName: string
  readonly name: string
  /** Address of the site, or of the page that takes the secret; null where there is none to send people to. */
  readonly address: string | null
  /** What is typed where there is no link. */
  readonly code: string | null
  readonly expires: string
  readonly by: string
}

/** Kinds of letters about people and their accounts. */
export type LetterKind = 'invitation' | 'password-reset' | 'password-changed' | 'two-factor-reset' | 'break-glass'

interface LetterText {
  readonly subject: string
  readonly paragraphs: readonly string[]
}

type Texts = Readonly<Record<LetterKind, (facts: LetterFacts) => LetterText>>

const wayJa = ({ address, code }: LetterFacts, place: string) => [
  ...(code === null ? ['次のリンクを開いてください。'] : [`${place}で、次のコードを入力してください。`]),
  ...(address === null ? [] : [address]),
  ...(code === null ? [] : [`コード: ${code}`]),
]

const wayEn = ({ address, code }: LetterFacts, place: string) => [
  ...(code === null ? ['Open this link:'] : [`Enter this code ${place}.`]),
  ...(address === null ? [] : [address]),
  ...(code === null ? [] : [`Code: ${code}`]),
]

const ja: Texts = {
  invitation: (facts) => ({
    subject: `[${facts.siteName}] Kurabanへの招待`,
    paragraphs: [
      `${facts.name} さん`,
      `${facts.by} さんが、あなたを「${facts.siteName}」のKuraban(蔵番)に招待しました。`,
      ...wayJa(facts, 'サインインの画面の「招待の手紙を受け取ったとき」'),
      `${facts.expires} まで、一度だけ使えます。`,
      'お心当たりがなければ、何もせずにこの手紙を捨ててください。使われない招待は、期限が過ぎると無効になります。',
    ],
  }),
  'password-reset': (facts) => ({
    subject: `[${facts.siteName}] パスワードの再設定`,
    paragraphs: [
      `${facts.name} さん`,
      `「${facts.siteName}」のKuraban(蔵番)で、あなたのパスワードの再設定が依頼されました。`,
      ...wayJa(facts, 'サインインの画面の「パスワードを忘れたとき」から「手紙のコードを入力する」'),
      `${facts.expires} まで、一度だけ使えます。2段階認証を使っている方は、続けてコードの入力が必要です。`,
      'お心当たりがなければ、何もしないでください。いまのパスワードはそのままです。続けて届く場合は、管理者にお知らせください。',
    ],
  }),
  'password-changed': (facts) => ({
    subject: `[${facts.siteName}] パスワードが変わりました`,
    paragraphs: [
      `${facts.name} さん`,
      `「${facts.siteName}」のKuraban(蔵番)で、あなたのパスワードが再設定されました。ほかのサインインはすべて終わりました。`,
      'お心当たりがなければ、すぐに管理者にお知らせください。管理者は、アカウントを止めて、パスワードを再設定できます。',
    ],
  }),
  'two-factor-reset': (facts) => ({
    subject: `[${facts.siteName}] 2段階認証が外されました`,
    paragraphs: [
      `${facts.name} さん`,
      `「${facts.siteName}」のKuraban(蔵番)で、${facts.by} があなたの2段階認証を外しました。サインインはすべて終わりました。`,
      '次にサインインしたあと、アカウントの画面で設定し直してください。以前のバックアップコードは使えません。',
      'お心当たりがなければ、すぐに管理者にお知らせください。',
    ],
  }),
  'break-glass': (facts) => ({
    subject: `[${facts.siteName}] 緊急用の管理者が作られました`,
    paragraphs: [
      '管理者の方へ',
      `「${facts.siteName}」のKuraban(蔵番)を動かしている機械で、${facts.by} が復旧のコマンド(kuraban recover-admin)を実行しました。対象: ${facts.name}。`,
      `この特別な扱いは ${facts.expires} に終わります。監査記録にも残っています。`,
      'お心当たりがなければ、侵入のおそれがあります。機械に触れられる人を確かめ、「セキュリティ」の「緊急時の対応」の手順に従ってください。',
    ],
  }),
}

const en: Texts = {
  invitation: (facts) => ({
    subject: `[${facts.siteName}] Invitation to Kuraban`,
    paragraphs: [
      `Dear ${facts.name},`,
      `${facts.by} has invited you to Kuraban of "${facts.siteName}".`,
      ...wayEn(facts, 'under "I have a letter of invitation" on the sign-in page'),
      `It works once, until ${facts.expires}.`,
      'If you did not expect this, do nothing and throw the letter away. An invitation that is not used expires.',
    ],
  }),
  'password-reset': (facts) => ({
    subject: `[${facts.siteName}] Your password`,
    paragraphs: [
      `Dear ${facts.name},`,
      `A new password for your account in Kuraban of "${facts.siteName}" has been asked for.`,
      ...wayEn(facts, 'under "I forgot my password" on the sign-in page'),
      `It works once, until ${facts.expires}. If you use a second factor, you will be asked for it afterwards.`,
      'If it was not you, do nothing: your present password stays as it is. If more of these arrive, tell an administrator.',
    ],
  }),
  'password-changed': (facts) => ({
    subject: `[${facts.siteName}] Your password has been changed`,
    paragraphs: [
      `Dear ${facts.name},`,
      `Your password in Kuraban of "${facts.siteName}" has been reset. All your other sessions have ended.`,
      'If it was not you, tell an administrator at once: they can stop the account and reset the password.',
    ],
  }),
  'two-factor-reset': (facts) => ({
    subject: `[${facts.siteName}] Your second factor has been taken away`,
    paragraphs: [
      `Dear ${facts.name},`,
      `${facts.by} has taken away the second factor of your account in Kuraban of "${facts.siteName}". All your sessions have ended.`,
      'After your next sign-in, set it up again on the account screen. Earlier backup codes no longer work.',
      'If you did not ask for this, tell an administrator at once.',
    ],
  }),
  'break-glass': (facts) => ({
    subject: `[${facts.siteName}] An emergency administrator has been made`,
    paragraphs: [
      'To the administrators,',
      `On the machine that runs Kuraban of "${facts.siteName}", ${facts.by} has run the recovery command (kuraban recover-admin). It concerns: ${facts.name}.`,
      `This ends at ${facts.expires}. It stands in the audit log.`,
      'If nobody of you knows of it, somebody may have broken in. Find out who can reach the machine, and follow the plan on the incident page of the security centre.',
    ],
  }),
}

const texts: Readonly<Record<Language, Texts>> = { ja, en }

/** Subject and text of a letter in the reader's language. */
export function letterText(
  kind: LetterKind,
  language: Language,
  facts: LetterFacts,
): { readonly subject: string; readonly text: string } {
  const { subject, paragraphs } = texts[language][kind](facts)
  return { subject: subject.replace(/\s+/g, ' '), text: `${paragraphs.join('\n\n')}\n` }
}

/** A moment as people read it, in the site's time zone. */
export function momentText(language: Language, timeZone: string, at: number): string {
  const form = { dateStyle: 'long', timeStyle: 'short', timeZone } as const
  return `${new Intl.DateTimeFormat(language, form).format(at)} (${timeZone})`
}
