import type { Language } from '#shared/contract/identifiers.ts'

interface TestLetter {
  readonly subject: string
  readonly text: string
}

/** The letter that only shows that mail arrives. */
export function testLetter(language: Language, siteName: string): TestLetter {
  if (language === 'ja') {
    return {
      subject: `[${siteName}] メールの試し送り`,
      text: 'この手紙が届いていれば、Kurabanからのメールは正しく設定されています。\n\nお心当たりがなければ、何もする必要はありません。',
    }
  }
  return {
    subject: `[${siteName}] Test of mail`,
    text: 'If you can read this, mail from Kuraban is set up rightly.\n\nIf you did not expect it, there is nothing to do.',
  }
}
