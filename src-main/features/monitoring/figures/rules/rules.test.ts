import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { MemoryChunkStore } from '#main/engine/tsdb/index.ts'
import type { AuditEntry } from '#main/features/security/index.ts'
import type { CallContext } from '#main/platform/caller.ts'
import { InProcessEventBus } from '#main/platform/event-bus.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { MetricRegistry } from '#main/platform/metrics/index.ts'
import { resourcePath } from '#main/platform/resources.ts'
import type { Storage } from '#main/storage/storage.ts'
import { temporaryFolder } from '#test/fixtures/temporary-folder.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import type { RuleObservation } from '../../rule-observation.ts'
import { LocalMetrics } from '../local-metrics.ts'
import { readRuleStates } from '../repository/rule-states.ts'
import { RuleFileService } from './rule-file-service.ts'
import { RuleFiles } from './rule-files.ts'
import { RuleRunner } from './rule-runner.ts'
import { RuleService } from './rule-service.ts'

const context: CallContext = {
  ...{ requestId: 'r', transport: 'internal', remoteAddress: '', userAgent: '', caller: { kind: 'system' } },
}

const hot = (threshold: number) => `groups:
  - name: own
    interval: 10s
    rules:
      - alert: Hot
        expr: temperature > ${threshold}
        for: 20s
        labels: { severity: critical }
        annotations: { summary: too hot }
      - record: temperature:double
        expr: temperature * 2
`

describeOnEachDatabase('rules in force', (open) => {
  let storage: Storage
  let folder: string
  let nowMs: number
  let seen: RuleObservation[]
  let recorded: AuditEntry[]
  let metrics: LocalMetrics
  const chunks = { store: new MemoryChunkStore() }

  beforeEach(async () => {
    storage = await open()
    folder = path.join(await temporaryFolder(), 'rules')
    await mkdir(folder)
    nowMs = Date.UTC(2026, 10, 22)
    seen = []
    recorded = []
    chunks.store = new MemoryChunkStore()
  })

  async function begin() {
    const clock = { now: () => new Date(nowMs), monotonicMs: () => nowMs }
    const events = new InProcessEventBus()
    const audit = { record: async (_tx: unknown, _context: unknown, entry: AuditEntry) => void recorded.push(entry) }
    metrics = await LocalMetrics.open(chunks.store, { tsdb: {}, externalUrl: '', externalLabels: {} })
    const files = new RuleFiles({ builtIn: resourcePath('monitoring/rules'), own: folder }, () => nowMs)
    const observations = { observe: async (all: readonly RuleObservation[]) => void seen.push(...all) }
    const ports = {
      storage,
      clock,
      events,
      log: silentLogger,
      metrics,
      files,
      observations,
      audit,
      onRules: async () => {},
      registry: new MetricRegistry(),
    }
    const runner = new RuleRunner(ports)
    await files.refresh()
    await runner.reload()
    const rules = new RuleService({ ...ports, runner })
    return { runner, rules, files: new RuleFileService({ ...ports, runner }) }
  }
  type Begun = Awaited<ReturnType<typeof begin>>

  /** Time goes on: every ten seconds a figure is written and what is due is judged, as of a tick that lies before. */
  async function pass({ runner }: Begun, seconds: number, temperature: number) {
    for (let second = 0; second < seconds; second += 10) {
      nowMs += 10_000
      await metrics.append(nowMs, [{ name: 'temperature', labels: {}, value: temperature }])
      await runner.runDue()
    }
  }
  const states = () => seen.filter(({ rule }) => rule === 'Hot').map(({ alerts }) => alerts[0]?.state ?? 'none')

  it('are those of the installation and of the site, told with what each evaluation saw', async () => {
    await writeFile(path.join(folder, 'own.yml'), hot(30))
    const begun = await begin()
    await pass(begun, 40, 40)
    expect(states()).toEqual(['none', 'pending', 'pending', 'firing'])
    await pass(begun, 20, 20)
    expect(states().at(-1)).toBe('resolved')
    const own = (await begun.rules.list()).filter(({ file }) => file === 'own.yml')
    expect(own).toMatchObject([
      { id: 'own.yml/own/Hot#0', kind: 'alerting', threshold: 30, forSeconds: 20, severity: 'critical', health: 'ok' },
      { id: 'own.yml/own/temperature:double#0', kind: 'recording', severity: null },
    ])
    expect((await begun.rules.list()).length).toBeGreaterThan(50)
    const record = await metrics.instant('temperature:double', nowMs)
    expect(record.samples[0]?.value).toBe(40)
  })

  it('keep the states of alerts over a restart', async () => {
    await writeFile(path.join(folder, 'own.yml'), hot(30))
    await pass(await begin(), 40, 40)
    seen = []
    nowMs += 60_000
    await pass(await begin(), 10, 40)
    expect(states()).toEqual(['firing'])
    expect([...(await readRuleStates(storage.db)).keys()]).toContain('own.yml/own')
  })

  it('are tuned beside the file, and back', async () => {
    await writeFile(path.join(folder, 'own.yml'), hot(30))
    const begun = await begin()
    const id = 'own.yml/own/Hot#0'
    const tuned = await begun.rules.tune(id, { threshold: 50, forSeconds: 0 }, context)
    expect(tuned).toMatchObject({ threshold: 50, forSeconds: 0, expression: 'temperature > 50' })
    expect(tuned.override).toEqual({ threshold: 50, forSeconds: 0, expression: null })
    await pass(begun, 20, 40)
    await pass(begun, 20, 60)
    expect(states()).toEqual(['none', 'none', 'none', 'firing'])
    expect(await begun.rules.tune(id, { isEnabled: false }, context)).toMatchObject({ isEnabled: false, threshold: 50 })
    expect(await begun.rules.resetTuning(id, context)).toMatchObject({ isEnabled: true, threshold: 30, override: null })
    expect(await begun.rules.tune(id, { expression: 'temperature * 2 > 70' }, context)).toMatchObject({ threshold: 70 })
    await expect(begun.rules.tune(id, { expression: 'sum(' }, context)).rejects.toMatchObject({ code: 'QUERY_INVALID' })
    await expect(begun.rules.tune(id, { expression: 'temperature', threshold: 1 }, context)).rejects.toMatchObject({
      code: 'RULE_NOT_TUNABLE',
    })
    await expect(begun.rules.get('none')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(recorded).toHaveLength(4)
    expect(recorded[0]).toMatchObject({ action: 'monitoring.rules.tune', target: id, targetName: 'Hot' })
  })

  it('of a file with a mistake stay as they were before, with the mistake told by line', async () => {
    const file = path.join(folder, 'own.yml')
    await writeFile(file, hot(30))
    const begun = await begin()
    await writeFile(file, `${hot(30)}      - alert: Broken\n        expr: sum(\n`)
    await begun.runner.refresh()
    expect(begun.files.list().find(({ name }) => name === 'own.yml')).toMatchObject({ rules: 2, problem: { line: 13 } })
    expect(begun.runner.rules.filter(({ file: of }) => of === 'own.yml')).toHaveLength(2)
    await rm(folder, { recursive: true })
    await begun.runner.refresh()
    expect(begun.runner.rules.some(({ file: of }) => of === 'own.yml')).toBe(false)
  })

  it('are kept as files by people, and refused while they have a mistake', async () => {
    const begun = await begin()
    expect(await begun.files.save('own.yml', hot(30), context)).toMatchObject({ rules: 2, problem: null })
    expect(begun.runner.rules.some(({ id }) => id === 'own.yml/own/Hot#0')).toBe(true)
    await expect(begun.files.save('own.yml', 'groups: 1', context)).rejects.toMatchObject({ code: 'RULE_FILE_INVALID' })
    expect(begun.files.get('own.yml').text).toBe(hot(30))
    await expect(begun.files.save('backup.yml', hot(1), context)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(begun.files.remove('backup.yml', context)).rejects.toMatchObject({ code: 'CONFLICT' })
    await begun.files.remove('own.yml', context)
    expect(begun.runner.rules.some(({ file }) => file === 'own.yml')).toBe(false)
    expect(begun.files.check('groups:\n  - name: x\n    rules:\n      - alert: A\n').problems[0]).toMatchObject({
      line: 4,
    })
  })

  it('that come along but are optional run only when they are switched on; each has its runbook', async () => {
    const begun = await begin()
    const swap = (await begun.rules.list()).find(({ name }) => name === 'HostSwapHeavy')
    expect(swap).toMatchObject({ file: 'optional.yml', isEnabled: false, hasRunbook: true })
    await begun.rules.tune(swap?.id ?? '', { isEnabled: true }, context)
    expect(await begun.rules.get(swap?.id ?? '')).toMatchObject({ isEnabled: true })
    expect(await begun.rules.runbook('HostSwapHeavy', 'ja')).toContain('#')
    await expect(begun.rules.runbook('../../x', 'ja')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
