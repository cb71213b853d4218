import type { DemoStep } from '#main/features/backup/index.ts'
import type { Language } from '#shared/contract/identifiers.ts'

/** What a person reads while a demonstration is made. */
export const demoWords: Readonly<Record<Language, Readonly<Record<DemoStep, string>>>> = {
  ja: {
    folder: 'デモ用のフォルダーを作っています...',
    repository: 'リポジトリを作っています...',
    'first-backup': '1 回目のバックアップをしています...',
    changes: 'ファイルを変更しています...',
    'second-backup': '2 回目のバックアップをしています...',
    verify: 'すべてのデータを読み直して検証しています...',
    restore: '復元して元のファイルと比べています...',
    done: 'デモの準備ができました。',
  },
  en: {
    folder: 'Making a folder for the demonstration...',
    repository: 'Making a repository...',
    'first-backup': 'Backing up for the first time...',
    changes: 'Changing files...',
    'second-backup': 'Backing up again...',
    verify: 'Verifying by reading all data...',
    restore: 'Restoring and comparing with the source...',
    done: 'The demonstration is ready.',
  },
}
