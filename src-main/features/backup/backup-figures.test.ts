import { rm } from 'node:fs/promises'
import { expect, it, onTestFinished } from 'vitest'
import { systemContext } from '#main/features/security/index.ts'
import { expositionText, MetricRegistry } from '#main/platform/metrics/index.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { BackupWorld } from './testing/backup-world.ts'

describeOnEachDatabase('figures of backup', (open) => {
  async function world() {
    const opened = await BackupWorld.open(await open())
    onTestFinished(() => opened.remove())
    const registry = new MetricRegistry()
    const text = async () => {
      await opened.feature.figures.refresh(registry)
      return expositionText(await registry.families(), 'prometheus')
    }
    return { opened, text }
  }

  it('stand at nothing before anything has run', async () => {
    const { text } = await world()
    const told = await text()
    for (const result of ['success', 'warning', 'failed', 'cancelled']) {
      expect(told).toContain(`backup_executions_total{result="${result}"} 0\n`)
    }
    expect(told).toContain('backup_jobs_total{status="enabled"} 0\n')
    expect(told).not.toContain('backup_success_rate{')
  })

  it('tell of jobs, runs and checks, each run counted once', async () => {
    const { opened, text } = await world()
    await opened.writeSource({ 'a.txt': 'x'.repeat(1000) })
    const repository = await opened.createRepository('本社')
    const schedule = { cron: '0 3 * * *', timeZone: 'Asia/Tokyo' }
    const job = await opened.createJob(repository, { name: '帳簿 "A"', schedule })
    await opened.createJob(repository, { name: 'off', enabled: false })
    await opened.runJob(job)
    await opened.ended(await opened.services.repositories.verify(repository.id, { readData: true }, systemContext()))
    await text()
    const told = await text()
    const name = 'job_name="帳簿 \\"A\\""'
    expect(told).toContain('backup_jobs_total{status="enabled"} 1\n')
    expect(told).toContain('backup_jobs_total{status="disabled"} 1\n')
    expect(told).toContain('backup_executions_total{result="success"} 1\n')
    expect(told).toContain('backup_execution_duration_seconds_count 1\n')
    expect(told).toContain('backup_size_bytes_sum 1000\n')
    expect(told).toContain('backup_success_rate{period="24h"} 1\n')
    expect(told).toContain(`kuraban_backup_schedule_interval_seconds{${name}} 86400\n`)
    expect(told).toContain(`kuraban_backup_last_run_status{${name}} 0\n`)
    expect(told).toContain(`kuraban_backup_last_size_bytes{${name}} 1000\n`)
    expect(told).not.toContain('kuraban_backup_running_seconds{')
    expect(told).not.toContain('kuraban_backup_last_run_status{job_name="off"}')
    const at = Number(/kuraban_backup_last_success_timestamp_seconds\{.*\} (.*)/.exec(told)?.[1])
    expect(Math.abs(at - Date.now() / 1000)).toBeLessThan(60)
    expect(told).toContain('verification_tests_total{result="success"} 1\n')
    expect(told).toContain('kuraban_repository_check_errors{repository="本社"} 0\n')
    expect(told).toMatch(/kuraban_repository_size_bytes\{repository="本社"\} [1-9]/)
  })

  it('tell of failures', async () => {
    const { opened, text } = await world()
    await opened.writeSource({ 'a.txt': 'x' })
    const repository = await opened.createRepository('r')
    const job = await opened.createJob(repository, { name: 'j' })
    await rm(opened.sourcePath, { recursive: true })
    await opened.runJob(job)
    const told = await text()
    expect(told).toContain('backup_executions_total{result="failed"} 1\n')
    expect(told).toContain('backup_success_rate{period="7d"} 0\n')
    expect(told).toContain('kuraban_backup_last_run_status{job_name="j"} 2\n')
    expect(told).not.toContain('kuraban_backup_last_success_timestamp_seconds{')
  })
})
