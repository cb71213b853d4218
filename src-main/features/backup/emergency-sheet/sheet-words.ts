import type { Language } from '#shared/contract/identifiers.ts'

/** The sheet's sentences in one language. */
export interface SheetWords {
  readonly title: string
  readonly writtenOn: string
  readonly purpose: string
  readonly place: string
  readonly computer: string
  readonly folder: string
  readonly repositoryId: string
  readonly format: string
  readonly password: string
  readonly passwordBlank: string
  readonly passwordWarning: string
  readonly keep: string
  readonly keepItems: readonly string[]
  readonly steps: string
  readonly install: string
  readonly askForPassword: string
  readonly lookInside: string
  readonly restoreAll: string
  readonly restorePart: string
  readonly partPlaceholder: string
  readonly verify: string
  readonly ifPlaceMoved: string
  readonly checklist: string
  readonly checks: readonly string[]
}

const ja: SheetWords = {
  title: '緊急用シート',
  writtenOn: '作成日',
  purpose:
    'このコンピューターや Kuraban が使えなくなっても、次の 2 つがあればデータを取り戻せます。バックアップの保存先と、パスワードです。復元には、無償で公開されている restic だけを使います。',
  place: '保存先',
  computer: 'コンピューター',
  folder: 'フォルダー',
  repositoryId: 'リポジトリ ID',
  format: '形式',
  password: 'パスワード',
  passwordBlank: '（手書きで記入してください）',
  passwordWarning: 'このシートにはパスワードが書かれています。鍵のかかる場所に保管してください。',
  keep: '保管するもの',
  keepItems: [
    'このシート（紙に印刷し、コンピューターとは別の場所へ）',
    'パスワード（失うと、誰にも復元できません）',
    '保存先のディスクやフォルダーのすべて（一部だけでは復元できません）',
  ],
  steps: '復元の手順',
  install:
    'restic 0.14 以降を入れます。https://restic.net から入手できます（Debian・Ubuntu: `sudo apt install restic`、macOS: `brew install restic`、Windows: `winget install restic.restic`）。',
  askForPassword: '保存先をつなぎ、世代の一覧を見ます。パスワードを尋ねられたら、上のパスワードを入力します。',
  lookInside: '最新の世代に何が入っているかを見ます。',
  restoreAll: '最新の世代をすべて復元します。元の場所とは別の、空のフォルダーを指定してください。',
  restorePart: '一部だけを復元するときは、世代の中のパスを指定します。',
  partPlaceholder: '/世代の中のパス',
  verify: '保存先が壊れていないかを、すべて読んで調べます。',
  ifPlaceMoved: '保存先を別の場所につないだときは、コマンドの中のフォルダーを読み替えてください。',
  checklist: '確認リスト',
  checks: [
    'このシートを印刷し、コンピューターとは別の場所に保管した',
    'パスワードを記入した、または別の安全な場所に控えた',
    '別のコンピューターで、上の手順を一度試した',
    '保管場所を、ほかの担当者にも伝えた',
  ],
}

const en: SheetWords = {
  title: 'Emergency restore sheet',
  writtenOn: 'Written on',
  purpose:
    'If this computer or Kuraban can no longer be used, two things are enough to get the data back: the place of the backups and the password. Restoring needs nothing but restic, which is free.',
  place: 'Place',
  computer: 'Computer',
  folder: 'Folder',
  repositoryId: 'Repository id',
  format: 'Format',
  password: 'Password',
  passwordBlank: '(write it here by hand)',
  passwordWarning: 'This sheet shows the password. Keep it under lock and key.',
  keep: 'What to keep',
  keepItems: [
    'This sheet, printed, away from the computer',
    'The password (without it nobody can restore anything)',
    'The whole disk or folder of the backups (a part of it is not enough)',
  ],
  steps: 'How to restore',
  install:
    'Install restic 0.14 or newer, from https://restic.net (Debian, Ubuntu: `sudo apt install restic`; macOS: `brew install restic`; Windows: `winget install restic.restic`).',
  askForPassword: 'Connect the place and list the snapshots. When asked, type the password above.',
  lookInside: 'See what the newest snapshot holds.',
  restoreAll: 'Restore the whole newest snapshot into an empty folder, not over the original one.',
  restorePart: 'To restore a part only, name its path inside the snapshot.',
  partPlaceholder: '/path/inside/the/snapshot',
  verify: 'Check, by reading everything, that the backups are undamaged.',
  ifPlaceMoved: 'If the place is connected somewhere else, change the folder in the commands.',
  checklist: 'Checklist',
  checks: [
    'This sheet is printed and kept away from the computer',
    'The password is written on it, or noted in another safe place',
    'The steps above were tried once on another computer',
    'Somebody else knows where the sheet is',
  ],
}

export const sheetWords: Readonly<Record<Language, SheetWords>> = { ja, en }
