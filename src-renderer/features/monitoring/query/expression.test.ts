import { describe, expect, it } from 'vitest'
import { guessedUnit, suggestedExpression } from './expression.ts'

describe('the question about a metric', () => {
  it('is its rate for a counter, a percentile for a histogram, and itself otherwise', () => {
    expect(suggestedExpression({ name: 'x_total', type: 'counter' })).toBe('rate(x_total[5m])')
    expect(suggestedExpression({ name: 'x_seconds', type: 'histogram' })).toBe(
      'histogram_quantile(0.95, sum by (le) (rate(x_seconds_bucket[5m])))',
    )
    expect(suggestedExpression({ name: 'x', type: 'gauge' })).toBe('x')
  })
})

describe('the unit of an expression', () => {
  it.each([
    ['node_memory_MemFree_bytes', 'bytes'],
    ['rate(node_disk_read_bytes_total[5m])', 'bytes-per-second'],
    ['node_filesystem_avail_bytes / node_filesystem_size_bytes', 'ratio'],
    ['rate(node_cpu_seconds_total[5m])', 'ratio'],
    ['histogram_quantile(0.95, sum by (le) (rate(x_seconds_bucket[5m])))', 'seconds'],
    ['time() - job_last_success_timestamp_seconds', 'seconds'],
    ['job_last_success_timestamp_seconds', 'none'],
    ['backup_success_rate{period="24h"}', 'ratio'],
    ['rate(http_requests_total[5m])', 'per-second'],
    ['node_hwmon_temp_celsius', 'celsius'],
    ['up', 'none'],
  ])('of %s is %s', (expression, unit) => {
    expect(guessedUnit(expression)).toBe(unit)
  })
})
