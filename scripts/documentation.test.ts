import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { errorData } from '#shared/contract/errors.ts'
import { withConfigurationTable } from './write-configuration-table.ts'

const project = join(import.meta.dirname, '..')
const pages = ['.', 'docs'].flatMap((folder) =>
  readdirSync(join(project, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(project, folder, name)),
)
const textOf = (page: string) => readFileSync(page, 'utf8')

/** The anchors that headings get, as code hosts make them. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

function brokenLinks(page: string): string[] {
  const links = [...textOf(page).matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)].map(([, a, b]) => a ?? b ?? '')
  return links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false
    const [file = '', anchor] = link.split('#')
    const target = file === '' ? page : join(dirname(page), file)
    return !existsSync(target) || (anchor !== undefined && !anchorsOf(textOf(target)).includes(anchor))
  })
}

describe('the documents', () => {
  it('link to nothing that is not there', () => {
    const broken = pages.flatMap((page) => brokenLinks(page).map((link) => `${relative(project, page)}: ${link}`))
    expect(pages.length).toBeGreaterThan(5)
    expect(broken).toEqual([])
  })

  it('list every setting as it is declared (else run scripts/write-configuration-table.ts)', () => {
    const text = textOf(join(project, 'docs', 'configuration.md'))
    expect(text).toBe(withConfigurationTable(text))
  })

  it('name no error code that does not exist', () => {
    const text = textOf(join(project, 'docs', 'troubleshooting.md'))
    const codes = [...text.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map(([, code = '']) => code)
    const variables = ['SECRET_KEY', 'DATABASE_URL', 'KURABAN_PASSPHRASE_FILE', 'RESTIC_HOST']
    expect(codes.filter((code) => !Object.hasOwn(errorData, code) && !variables.includes(code))).toEqual([])
    expect(codes.length).toBeGreaterThan(10)
  })
})
