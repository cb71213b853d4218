import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { configKeys, declarationOf } from '#main/platform/config/declarations/all.ts'

const page = join(import.meta.dirname, '..', 'docs', 'configuration.md')
const marks = ['<!-- settings: made by scripts/write-configuration-table.ts -->', '<!-- end of settings -->'] as const

/** Every setting as a row of a Markdown table, from the declarations themselves. */
function configurationTable(): string {
  const rows = configKeys.map((key) => {
    const { variable, type, description } = declarationOf(key)
    return `| \`${key}\`<br>\`${variable}\` | ${defaultText(key)} | ${type.allowed.replaceAll('|', '\\|')} | ${description.ja}<br>${description.en} |`
  })
  return ['| setting | default | allowed | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

function defaultText(key: (typeof configKeys)[number]): string {
  const { defaultOf } = declarationOf(key)
  const [usual, development] = [codeOf(defaultOf('production')), codeOf(defaultOf('development'))]
  if (key === 'environment' || usual === development) return usual
  return `${usual}; ${development} in development`
}

function codeOf(value: unknown): string {
  const text = Array.isArray(value) ? value.join(', ') : String(value)
  return text === '' ? 'empty' : `\`${text}\``
}

/** The page with a table that agrees with the declarations. */
export function withConfigurationTable(text: string): string {
  const [before = '', rest = ''] = text.split(marks[0])
  const [, after = ''] = rest.split(marks[1])
  return `${before}${marks[0]}\n\n${configurationTable()}\n\n${marks[1]}${after}`
}

if (import.meta.main) writeFileSync(page, withConfigurationTable(readFileSync(page, 'utf8')))
