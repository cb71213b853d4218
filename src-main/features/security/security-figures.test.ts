import { beforeEach, expect, it } from 'vitest'
import { hourMs, minuteMs } from '#main/platform/durations.ts'
import { expositionText, MetricRegistry } from '#main/platform/metrics/index.ts'
import { TestSecurity } from '#test/fixtures/test-security.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { systemContext } from './audit/system-context.ts'

describeOnEachDatabase('figures of security', (open) => {
  let site: TestSecurity
  const registry = new MetricRegistry()
  const text = async () => {
    await site.security.figures.refresh(registry)
    return expositionText(await registry.families(), 'prometheus')
  }

  beforeEach(async () => {
    site = new TestSecurity(await open())
  })

  it('tell how many sessions live and how many people have been there', async () => {
    expect(await text()).toContain('kuraban_sessions_active 0\n')
    await site.setUp('admin')
    await site.signedIn('admin')
    const now = await text()
    expect(now).toContain('kuraban_sessions_active 2\n')
    expect(now).toContain('kuraban_users_active{period="15m"} 1\n')
    site.pass(16 * minuteMs)
    const later = await text()
    expect(later).toContain('kuraban_users_active{period="15m"} 0\n')
    expect(later).toContain('kuraban_users_active{period="24h"} 1\n')
    site.pass(9 * hourMs)
    expect(await text()).toContain('kuraban_sessions_active 0\n')
    expect(await text()).not.toContain('kuraban_certificate_expiry_timestamp_seconds ')
  })

  it('tell what the last look at the record found', async () => {
    expect(await text()).not.toContain('kuraban_audit_chain_intact ')
    await site.setUp('admin')
    await site.security.auditRecord.verify(systemContext())
    expect(await text()).toContain('kuraban_audit_chain_intact 1\n')
  })
})
