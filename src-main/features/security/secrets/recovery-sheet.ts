import type { Language } from '#shared/contract/identifiers.ts'

/** What a recovery sheet is written with. */
export interface SheetContent {
  readonly language: Language
  readonly siteName: string
  readonly code: string
  readonly madeAt: Date
  readonly timeZone: string
}

/** The sheet as plain text for printing or saving, and a file name that says no secret. */
export function recoverySheet(content: SheetContent): { readonly fileName: string; readonly text: string } {
  const { language, madeAt } = content
  const date = madeAt.toISOString().slice(0, 10)
  return language === 'ja'
    ? { fileName: `蔵番-復旧シート-${date}.txt`, text: japanese(content) }
    : { fileName: `kuraban-recovery-sheet-${date}.txt`, text: english(content) }
}

function dateOf({ language, madeAt, timeZone }: SheetContent): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(madeAt)
}

function japanese(content: SheetContent): string {
  return `蔵番 復旧シート

拠点      ${content.siteName}
作成日時  ${dateOf(content)}

復旧コード

    ${content.code}

これは何か
  保管しているパスワードと鍵を、ほかの方法がすべて失われたときに開けるためのコードです。
  このコードとデータフォルダーの両方を手にした人は、すべての秘密を読めます。

保管のしかた
  ・印刷して、金庫など鍵のかかる場所に、この機械から離して保管してください。
  ・写真や電子メールに残さないでください。
  ・新しいシートを作ると、このコードは使えなくなります。

使うとき
  1. このコードを1行だけ書いたファイルを作ります(例: code.txt)。
  2. プログラムを止め、次のコマンドを実行します。
         kuraban secrets unlock --code-file code.txt
  3. ファイルを消し、プログラムを起動して、新しい復旧シートを作ります。
`
}

function english(content: SheetContent): string {
  return `Kuraban recovery sheet

Site   ${content.siteName}
Made   ${dateOf(content)}

Recovery code

    ${content.code}

What this is
  A code that opens the stored passwords and keys when every other way is lost.
  Whoever holds both this code and the data folder can read every secret.

How to keep it
  - Print it and lock it away, for example in a safe, apart from this machine.
  - Keep no photograph of it and send it in no mail.
  - Making a new sheet ends this code.

When you need it
  1. Make a file with this code on its only line, such as code.txt.
  2. Stop the program and run:
         kuraban secrets unlock --code-file code.txt
  3. Delete the file, start the program and make a new recovery sheet.
`
}
