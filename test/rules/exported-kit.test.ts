import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { exampleKit } from '#main/engine/rules/export/testing/example-kit.ts'
import { runToEnd, start } from '#test/fixtures/programs.ts'
import { temporaryFolder } from '#test/fixtures/temporary-folder.ts'
import { freePort } from '#test/promql/prometheus-server.ts'

async function writtenKit(): Promise<string> {
  const folder = await temporaryFolder()
  for (const [path, text] of [...exampleKit(), ['prometheus/secrets/kuraban', 'not-a-key\n'] as const]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

const rulesSchema = z.object({
  data: z.object({
    groups: z.array(z.object({ name: z.string(), rules: z.array(z.object({ name: z.string(), health: z.string() })) })),
  }),
})

async function loadedGroups(origin: string) {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const answer = await fetch(`${origin}/api/v1/rules`).catch(() => undefined)
    if (answer?.ok) {
      const { groups } = rulesSchema.parse(await answer.json()).data
      if (groups.length > 0) return groups
    }
    await delay(100)
  }
  throw new Error('Prometheus loads no rules')
}

describe('the exported monitoring kit', () => {
  it('has a configuration and rules that promtool takes', async () => {
    const folder = await writtenKit()
    const { code, stdout, stderr } = await runToEnd('promtool', [
      'check',
      'config',
      join(folder, 'prometheus/prometheus.yml'),
    ])
    expect(code, stdout + stderr).toBe(0)
    expect(stdout).toContain('6 rule files found')
  })

  it('has routes that amtool takes', async () => {
    const folder = await writtenKit()
    const { code, stdout, stderr } = await runToEnd('amtool', [
      'check-config',
      join(folder, 'alertmanager/alertmanager.yml'),
    ])
    expect(code, stdout + stderr).toBe(0)
    expect(stdout).toContain('2 receivers')
  })

  it('is loaded by a real Prometheus, every rule of it', async () => {
    const folder = await writtenKit()
    const port = await freePort()
    const prometheus = start('prometheus', [
      `--config.file=${join(folder, 'prometheus/prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ])
    try {
      const groups = await loadedGroups(`http://127.0.0.1:${port}`)
      expect(groups.flatMap(({ rules }) => rules).length).toBe(72)
      expect(groups.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['backup_system_alerts', 'infrastructure_alerts', 'application']),
      )
    } finally {
      prometheus.child.kill('SIGTERM')
      await prometheus.finished
    }
  })
})
