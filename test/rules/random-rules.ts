import * as fc from 'fast-check'

/** A rule file and series for it, as plain data. */
export interface RandomSite {
  readonly groups: readonly { readonly name: string; readonly rules: readonly Record<string, unknown>[] }[]
  readonly series: readonly { readonly series: string; readonly values: string }[]
}

export const tickMs = 30_000
export const ticks = 14

const pick = (...texts: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...texts)

const expression = pick(
  'up == 0',
  'up',
  'temperature > 20',
  'temperature > 20.5 and on (room) temperature < 24',
  'max(temperature) > 22',
  'sum by (job) (up) < 2',
  'count by (job) (up == 1) >= 1',
  'absent(up{instance="nobody"})',
  'absent(up{instance="a"})',
  'up == 0 unless on (job) up{instance="b"} == 1',
  'changes(up[2m]) > 0',
  'count_over_time(up[2m]) < 4',
  'max_over_time(temperature[90s]) > 21',
  'increase(errors_total[2m]) > 1',
  'rate(errors_total[1m]) * 100',
  'site:up:sum < 3',
  'site:up:sum',
  'delta(temperature[2m]) > 0.5 or up == 0',
  'vector(1)',
  'min by (job) (up) > 0',
  'scalar(sum(up)) > bool 1',
  'ALERTS{alertname="First",alertstate="firing"}',
)

const text = pick(
  'plain',
  '{{ $value }}',
  '{{ $labels.instance }} of {{ $labels.job }}',
  '{{ $labels.nothing }}|{{ .Value | humanize }}',
  '{{ printf "%.2f and %5.1f and %e" $value $value $value }}',
  '{{ humanizePercentage $value }} {{ humanizeDuration $value }} {{ humanize1024 $value }}',
  '{{ if gt $value 20.0 }}hot{{ else if eq $labels.job "web" }}web{{ else }}cold{{ end }}',
  '{{ range query "up" | sortByLabel "instance" }}{{ .Labels.instance }}={{ .Value }};{{ end }}',
  '{{ with query "temperature" }}{{ . | sortByLabel "room" | first | label "room" | title }}{{ end }}',
  '{{ with query "sum(up)" }}{{ . | first | value | printf "%.1f" }}{{ end }}',
  '{{ reReplaceAll "(.)(.*)" "$2$1" $labels.job | toUpper }} {{ match "^w" $labels.job }}',
  '{{- " a " -}} b {{- /* c */ -}} d',
  '{{ $x := $labels.room }}{{ if $x }}{{ $x }}{{ else }}nowhere{{ end }}',
  '{{ humanizeTimestamp 1500000000.5 }} {{ stripPort "host:80" }} {{ len $labels.job }}',
  '{{ .Labels }} {{ eq 1 2 }} {{ and true "x" }} {{ not false }} {{ print 1 2 "a" }}',
)

/** None of them comes out empty: then Prometheus leaves the template itself in the series ALERTS. */
const label = pick('warning', 'in {{ $labels.room | toUpper }}', '{{ $labels.instance }}-x', '')
const duration = pick('0s', '0s', '30s', '1m', '90s', '2m')

const alert = fc.record({
  expr: expression,
  for: duration,
  keep_firing_for: duration,
  severity: label,
  a: text,
  b: text,
})

const values = (value: fc.Arbitrary<string>) =>
  fc.array(value, { minLength: ticks, maxLength: ticks }).map((items) => items.join(' '))
const state = values(pick('0', '1', '1', '0', '_', '_', 'stale'))
const degrees = values(
  fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 180, max: 260 }).map((tenths) => String(tenths / 10)) },
    { weight: 1, arbitrary: pick('_', 'NaN', '+Inf') },
  ),
)
/** A counter that starts again now and then. */
const counter = fc.array(fc.nat(3), { minLength: ticks, maxLength: ticks }).map((steps) => {
  let count = 5
  const counts = steps.map((step) => {
    count = step === 3 ? 0 : count + step
    return count
  })
  return counts.join(' ')
})

/** A site with recording and alerting rules over a few series. */
export const randomSite: fc.Arbitrary<RandomSite> = fc
  .record({
    alerts: fc.array(alert, { minLength: 2, maxLength: 5 }),
    up: fc.array(state, { minLength: 3, maxLength: 3 }),
    rooms: fc.array(degrees, { minLength: 2, maxLength: 2 }),
    errors: counter,
  })
  .map(({ alerts, up, rooms, errors }) => ({
    groups: [
      {
        name: 'site',
        rules: [
          { record: 'site:up:sum', expr: 'sum(up)', labels: { from: 'rule' } },
          ...alerts.map(({ severity, a, b, ...rest }, index) => ({
            alert: ['First', 'Second', 'Third', 'Fourth', 'Fifth'][index],
            ...rest,
            labels: { severity },
            annotations: { a, b },
          })),
        ],
      },
    ],
    series: [
      ...['a', 'b', 'c'].map((instance, index) => ({
        series: `up{instance="${instance}",job="${instance === 'c' ? 'api' : 'web'}"}`,
        values: up[index] ?? '',
      })),
      ...['hall', 'cellar'].map((room, index) => ({
        series: `temperature{room="${room}"}`,
        values: rooms[index] ?? '',
      })),
      { series: 'errors_total{job="web"}', values: errors },
    ],
  }))
