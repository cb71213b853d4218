import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeMixedFolder, SeededBytes } from '#test/fixtures/mixed-folder.ts'
import { kuraban, kurabanBundle, restic } from '#test/fixtures/programs.ts'
import { soak, testSeed } from '#test/fixtures/seed.ts'

const kills = soak ? 20 : 6
const environment = { RESTIC_PASSWORD: 'kill -9' }
const random = new SeededBytes(testSeed)
let root: string
let source: string
let repository: string

function startBackup() {
  const args = [kurabanBundle, 'repo', 'backup', '-r', repository, '--json', source]
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (text) => {
    output += String(text)
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)))
  return { child, ended, output: () => output }
}

/** Changes a third of what there is, so that every run has work to be killed in. */
function changeFiles(round: number): void {
  for (let index = 0; index < 8; index++) writeFileSync(join(source, `changed-${index}.bin`), random.fill(4_000_000))
  writeFileSync(join(source, `round-${round}.txt`), `round ${round}`)
}

async function snapshotIds(): Promise<string[]> {
  const { code, stdout, stderr } = await restic(['-r', repository, '--no-lock', '--json', 'snapshots'], environment)
  expect(code, stderr).toBe(0)
  return JSON.parse(stdout).map((snapshot: { id: string }) => snapshot.id)
}

async function expectClean(): Promise<void> {
  const { code, stdout, stderr } = await restic(['-r', repository, 'check', '--no-lock'], environment)
  expect(code, `${stdout}\n${stderr}`).toBe(0)
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'kuraban-kill-'))
  source = join(root, 'source')
  repository = join(root, 'repository')
  makeMixedFolder(source, { incompressibleBytes: 40e6, logBytes: 40e6, smallFiles: 1000 }, testSeed)
  await kuraban(['repo', 'init', '-r', repository], environment)
})

afterAll(() => rmSync(root, { recursive: true, force: true }))

describe(`a backup killed with kill -9 (seed ${testSeed})`, () => {
  it(`leaves a clean repository at ${kills} random moments, loses no snapshot, and is continued without an unlock`, async () => {
    const startedAt = performance.now()
    expect(await startBackup().ended).toBe(0)
    const fullMs = performance.now() - startedAt
    const finished = new Set(await snapshotIds())
    for (let round = 0; round < kills; round++) {
      changeFiles(round)
      const run = startBackup()
      await delay(random.below(Math.ceil(fullMs)))
      run.child.kill('SIGKILL')
      if ((await run.ended) === 0) finished.add(JSON.parse(run.output().trim().split('\n').at(-1) ?? '{}').snapshot_id)
      await expectClean()
      expect(await snapshotIds()).toEqual(expect.arrayContaining([...finished]))
    }
    expect(await startBackup().ended).toBe(0)
    expect((await restic(['-r', repository, 'backup', source], environment)).code).toBe(0)
    await expectClean()
  })

  it("is not harmed by restic's unlock while it runs", async () => {
    changeFiles(kills)
    const run = startBackup()
    let unlocks = 0
    while (run.child.exitCode === null) {
      expect((await restic(['-r', repository, 'unlock'], environment)).code).toBe(0)
      unlocks++
    }
    expect(await run.ended).toBe(0)
    expect(unlocks).toBeGreaterThan(0)
    await expectClean()
  })
})
