import { access, constants, readdir, realpath, stat, statfs } from 'node:fs/promises'
import { dirname, isAbsolute, resolve } from 'node:path'
import { AppError } from '#shared/contract/errors.ts'
import { isInside } from './paths.ts'

/**
 * Refuses with RESTORE_TARGET_UNUSABLE a target that surely cannot take the restore. Space is judged only where the
 * target is new or empty, because elsewhere files may be replaced in place.
 */
export async function checkRestoreTarget(
  target: string,
  limits: { readonly repositoryPath: string; readonly neededBytes: number | null },
): Promise<void> {
  const refuse = (reason: string): AppError => new AppError('RESTORE_TARGET_UNUSABLE', { path: target, reason })
  if (!isAbsolute(target) || target.includes('\0')) throw refuse('not-absolute')
  const { standing, missing } = await nearestStanding(resolve(target))
  const folder = await realpath(standing)
  if (!(await stat(folder)).isDirectory()) throw refuse('not-a-folder')
  if (await isInsideRepository(missing ? resolve(target) : folder, folder, limits.repositoryPath)) {
    throw refuse('inside-repository')
  }
  if (!(await isWritable(folder))) throw refuse('not-writable')
  const isNew = missing || (await readdir(folder)).length === 0
  if (isNew && limits.neededBytes !== null && limits.neededBytes > (await freeBytes(folder))) {
    throw refuse('not-enough-space')
  }
}

/** The target itself, or the folder above it that exists. */
async function nearestStanding(target: string): Promise<{ standing: string; missing: boolean }> {
  for (let path = target; ; path = dirname(path)) {
    if (await exists(path)) return { standing: path, missing: path !== target }
    if (path === dirname(path)) throw new AppError('RESTORE_TARGET_UNUSABLE', { path: target, reason: 'not-a-folder' })
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw new AppError('RESTORE_TARGET_UNUSABLE', { path, reason: 'not-reachable' }, { cause: error })
  }
}

async function isInsideRepository(target: string, standing: string, repositoryPath: string): Promise<boolean> {
  const repository = await realpath(repositoryPath).catch(() => repositoryPath)
  return isInside(target, repositoryPath) || isInside(standing, repository)
}

async function isWritable(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
