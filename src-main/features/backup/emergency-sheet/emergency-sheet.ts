import { hostname } from 'node:os'
import type { Language } from '#shared/contract/identifiers.ts'
import type { BackupRepository } from '#shared/features/backup/values.ts'
import { type SheetWords, sheetWords } from './sheet-words.ts'

export interface EmergencySheet {
  title: string
  markdown: string
  fileName: string
}

/** What one must keep to restore a repository with restic alone, as Markdown for printing. */
export function emergencySheet(sheet: {
  readonly repository: BackupRepository
  readonly password: string | null
  readonly language: Language
  readonly writtenAt: Date
}): EmergencySheet {
  const { repository, password, language } = sheet
  const words = sheetWords[language]
  const title = `${words.title}: ${repository.name}`
  const markdown = [
    `# ${escapeMarkdown(title)}`,
    `${words.writtenOn}: ${dateText(sheet.writtenAt, language)}`,
    words.purpose,
    `## ${words.place}`,
    placeList(repository, words),
    `## ${words.password}`,
    ...(password === null
      ? [words.passwordBlank, '&nbsp;', '---']
      : [codeBlock(password), `**${words.passwordWarning}**`]),
    `## ${words.keep}`,
    words.keepItems.map((item) => `- ${item}`).join('\n'),
    `## ${words.steps}`,
    restoreSteps(repository.location.path, words),
    words.ifPlaceMoved,
    `## ${words.checklist}`,
    words.checks.map((check) => `- [ ] ${check}`).join('\n'),
  ].join('\n\n')
  return { title, markdown: `${markdown}\n`, fileName: fileNameOf(repository.name, language) }
}

function placeList({ location, repositoryId, formatVersion }: BackupRepository, words: SheetWords): string {
  return [
    `- ${words.computer}: ${escapeMarkdown(hostname())}`,
    `- ${words.folder}: ${inlineCode(location.path)}`,
    `- ${words.repositoryId}: ${inlineCode(repositoryId)}`,
    `- ${words.format}: restic ${formatVersion}`,
  ].join('\n')
}

function restoreSteps(path: string, words: SheetWords): string {
  const restic = `restic -r ${shellQuoted(path)}`
  const steps: [text: string, command?: string][] = [
    [words.install],
    [words.askForPassword, `${restic} snapshots`],
    [words.lookInside, `${restic} ls latest`],
    [words.restoreAll, `${restic} restore latest --target ./restored`],
    [words.restorePart, `${restic} restore latest --target ./restored --include ${shellQuoted(words.partPlaceholder)}`],
    [words.verify, `${restic} check --read-data`],
  ]
  return steps
    .map(
      ([text, command], at) => `${at + 1}. ${text}${command === undefined ? '' : `\n\n${indent(codeBlock(command))}`}`,
    )
    .join('\n')
}

/** For a POSIX shell; a path of Windows in double quotes, as its shells want it. */
function shellQuoted(text: string): string {
  if (/^[\w./:-]+$/.test(text)) return text
  return /^[a-z]:\\|^\\\\/i.test(text) ? `"${text}"` : `'${text.replaceAll("'", `'\\''`)}'`
}

function codeBlock(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRunOfBackticks(text) + 1))
  return `${fence}\n${text}\n${fence}`
}

function inlineCode(text: string): string {
  const fence = '`'.repeat(longestRunOfBackticks(text) + 1)
  const space = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return `${fence}${space}${text}${space}${fence}`
}

function longestRunOfBackticks(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/g), (run) => run[0].length))
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>#|]/g, '\\$&').replace(/\s+/g, ' ')
}

function indent(text: string): string {
  return text.replace(/^/gm, '   ')
}

function dateText(date: Date, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(date)
}

function fileNameOf(name: string, language: Language): string {
  const safe = name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '')
  return `${language === 'ja' ? '緊急用シート' : 'emergency-sheet'}-${safe || 'repository'}.md`
}
