import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { dataFolderOf, dataFolderPaths, defaultDataFolder } from './paths.ts'

const linux = { platform: 'linux', homeFolder: '/home/a', variables: {} } as const

describe('the data folder', () => {
  it('lies where the XDG rules say', () => {
    expect(defaultDataFolder(linux)).toBe('/home/a/.local/share/kuraban')
    expect(defaultDataFolder({ ...linux, variables: { XDG_DATA_HOME: '/srv' } })).toBe('/srv/kuraban')
    expect(defaultDataFolder({ ...linux, variables: { XDG_DATA_HOME: 'relative' } })).toBe(
      '/home/a/.local/share/kuraban',
    )
  })

  it('lies in the application support folder on macOS', () => {
    expect(defaultDataFolder({ ...linux, platform: 'darwin', homeFolder: '/Users/a' })).toBe(
      '/Users/a/Library/Application Support/Kuraban',
    )
  })

  it('is the one that was named, made absolute', () => {
    expect(dataFolderOf('here', linux)).toBe(path.resolve('here'))
    expect(dataFolderOf('/data', linux)).toBe('/data')
    expect(dataFolderOf(undefined, linux)).toBe('/home/a/.local/share/kuraban')
  })

  it('holds an environment file for all and one for each environment', () => {
    const { environmentFile } = dataFolderPaths('/data')
    expect([environmentFile(), environmentFile('production')]).toEqual(['/data/.env', '/data/.env.production'])
  })
})
