import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { findBreaches } from '#scripts/check-boundaries.ts'
import { plantedBreaches } from './planted.ts'

const project = resolve(import.meta.dirname, '../..')
const out = join(project, 'out')
mkdirSync(out, { recursive: true })
const planted: string[] = []

function plantTree(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(out, 'boundaries-'))
  planted.push(root)
  const { imports } = createRequire(import.meta.url)('../../package.json')
  writeFileSync(join(root, 'package.json'), JSON.stringify({ type: 'module', imports }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}

afterAll(() => {
  for (const root of planted) rmSync(root, { recursive: true })
})

describe('the fence around imports', () => {
  it.each(plantedBreaches)('catches a planted breach of $rule', async ({ rule, files }) => {
    const breaches = await findBreaches(plantTree(files))
    expect(breaches.map((breach) => breach.rule)).toContain(rule)
  })

  it('has a planted breach for every rule', () => {
    const { forbidden } = createRequire(import.meta.url)('../../dependency-cruiser.config.cjs')
    const rules = forbidden.map((rule: { name: string }) => rule.name)
    expect(new Set(plantedBreaches.map((breach) => breach.rule))).toEqual(new Set(rules))
  })

  it('fails when it has looked at no module', async () => {
    await expect(findBreaches(plantTree({}))).rejects.toThrow('has not looked at')
    await expect(findBreaches(plantTree({ 'src-main/notes.txt': 'no source' }))).rejects.toThrow('has not looked at')
  })

  it('finds no breach in the project', async () => {
    expect(await findBreaches(project)).toEqual([])
  })
})
