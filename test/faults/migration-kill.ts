import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { StorageOptions } from '#main/storage/open-storage.ts'

/** Where a run of migrations is to be killed. */
export interface KillPlan {
  readonly options: Pick<StorageOptions, 'database' | 'copiesFolder' | 'programVersion'>
  readonly direction: 'up' | 'down'
  readonly migration: string
  readonly moment: 'after the first statement' | 'before the commit'
}

/** Runs the migrations in a process of their own and kills it with SIGKILL where the plan says. */
export async function killInsideMigration(plan: KillPlan): Promise<void> {
  const child = spawn(process.execPath, [
    fileURLToPath(new URL('./migration-child.ts', import.meta.url)),
    JSON.stringify(plan),
  ])
  const errors: string[] = []
  child.stderr.on('data', (chunk) => errors.push(String(chunk)))
  const ended = once(child, 'exit')
  const inside = once(child.stdout, 'data')
  const first = await Promise.race([inside.then(() => 'inside'), ended.then(() => 'ended')])
  child.kill('SIGKILL')
  await ended
  if (first !== 'inside') throw new Error(`the migrations ended by themselves: ${errors.join('')}`)
}
