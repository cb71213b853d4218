import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRepositoryError } from '../errors.ts'
import { createExcludeFilter } from './exclude-filter.ts'

function excludes(pattern: string, path: string): boolean {
  return createExcludeFilter({ patterns: [pattern] }).match(path) !== undefined
}

describe('a pattern', () => {
  it.each([
    ['*.log', '/var/log/app.log'],
    ['*.log', '/var/app.log/inside.txt'],
    ['cache*', '/home/cache-1'],
    ['node_modules', '/srv/app/node_modules/x/index.js'],
    ['/srv/app', '/srv/app/src/x.ts'],
    ['/srv/*/tmp', '/srv/app/tmp'],
    ['app/tmp', '/srv/app/tmp/x'],
    ['app/', '/srv/app'],
    ['./app//tmp', '/srv/app/tmp'],
    ['/srv/**/x.o', '/srv/x.o'],
    ['/srv/**/x.o', '/srv/a/b/c/x.o'],
    ['**/x.o', '/x.o'],
    ['a/**/b/**/c', '/z/a/1/b/b/2/c'],
    ['foo/**', '/foo/bar'],
    ['foo/**', '/foo'],
    ['**', '/anything'],
    ['?.txt', '/あ.txt'],
    ['[あ-ん].txt', '/か.txt'],
    ['[^a-c]x', '/dx'],
    ['[\\]a]x', '/]x'],
    ['\\*', '/*'],
    ['a*b*c', '/aXbXbXc'],
    ['*.[ch]', '/src/main.c'],
  ])('%s excludes %s', (pattern, path) => {
    expect(excludes(pattern, path)).toBe(true)
  })

  it.each([
    ['*.log', '/var/log/app.logs'],
    ['/app', '/srv/app'],
    ['/srv/*/tmp', '/srv/a/b/tmp'],
    ['*', '/'],
    ['app/tmp', '/srv/app/x/tmp'],
    ['/srv/**/x.o', '/opt/srv/x.o'],
    ['?.txt', '/ab.txt'],
    ['[^a-c]x', '/ax'],
    ['[z-a]x', '/mx'],
    ['\\*', '/a'],
    ['README', '/readme'],
    ['a*b*c', '/aXcXb'],
    ['**/x/**/y', '/y/x'],
  ])('%s leaves %s', (pattern, path) => {
    expect(excludes(pattern, path)).toBe(false)
  })

  it.each(['[', '[]a]', '[a', '[a-]', '[-a]', 'x\\', 'ok/[^]'])('%s is refused by name', (pattern) => {
    expect(() => createExcludeFilter({ patterns: ['*.log', pattern] })).toThrow(
      expect.toSatisfy((error) => isRepositoryError(error, 'invalid-pattern') && error.detail.pattern === pattern),
    )
  })
})

describe('a list of patterns', () => {
  it('takes back with an exclamation mark what an earlier pattern excluded', () => {
    const filter = createExcludeFilter({ patterns: ['*.log', '!keep.log', '/srv/keep.log'] })
    expect(filter.match('/var/app.log')).toBe('*.log')
    expect(filter.match('/var/keep.log')).toBeUndefined()
    expect(filter.match('/srv/keep.log')).toBe('/srv/keep.log')
  })

  it('ignores case only where asked', () => {
    const filter = createExcludeFilter({ patterns: ['*.Log'], caseInsensitivePatterns: ['*.JPG'] })
    expect(filter.match('/a/B.jpg')).toBe('*.JPG')
    expect(filter.match('/a/b.LOG')).toBeUndefined()
  })

  it('excludes nothing below a folder that was chosen by name because a pattern fits that folder itself', () => {
    const filter = createExcludeFilter({ patterns: ['cache', '/srv/**', '*.tmp', 'a/b'] })
    expect(filter.match('/srv/cache/x', 3)).toBe('/srv/**')
    expect(createExcludeFilter({ patterns: ['cache', '/srv'] }).match('/srv/cache/x', 3)).toBeUndefined()
    expect(filter.match('/home/cache/x', 3)).toBeUndefined()
    expect(filter.match('/home/cache/x/cache', 3)).toBe('cache')
    expect(filter.match('/home/cache/x.tmp', 3)).toBe('*.tmp')
    expect(filter.match('/a/b/a/b', 3)).toBe('a/b')
    expect(filter.match('/a/b/c', 3)).toBeUndefined()
  })

  it('ignores empty patterns', () => {
    expect(createExcludeFilter({ patterns: ['', ''] }).match('/a')).toBeUndefined()
  })
})

it('matches any name with itself once its special characters are escaped', () => {
  const name = fc
    .string({ minLength: 1, unit: 'binary' })
    .filter((text) => !text.includes('/') && !/^(\.{1,2}|!.*)$/u.test(text))
  fc.assert(
    fc.property(name, (text) => {
      expect(excludes(text.replace(/[\\[\]*?]/gu, '\\$&'), `/folder/${text}`)).toBe(true)
    }),
  )
})

it('stays quick with patterns made to be slow', () => {
  const path = `/${'a'.repeat(250)}/${Array.from({ length: 200 }, () => 'a').join('/')}`
  const started = performance.now()
  expect(excludes('*a*a*a*a*a*a*a*a*a*b', path)).toBe(false)
  expect(excludes('**/a/**/a/**/a/**/a/**/a/**/b', path)).toBe(false)
  expect(performance.now() - started).toBeLessThan(200)
})
