import {
  type Check,
  type CheckSettings,
  checkInputSchema,
  checkSettingsSchema,
} from '#shared/features/monitoring/values.ts'
import { formCheck } from '../form-check.ts'

export const checkKinds = ['http', 'tcp', 'tls', 'dns', 'ping'] as const
export type CheckKind = (typeof checkKinds)[number]
export const methods = ['GET', 'HEAD'] as const
export const recordTypes = ['A', 'AAAA', 'CNAME', 'MX', 'TXT', 'NS'] as const

/** What the form of a check holds while one types: the fields of every kind are kept as one goes back and forth. */
export interface CheckValues {
  readonly name: string
  readonly isEnabled: boolean
  readonly intervalSeconds: number
  readonly timeoutMs: number
  readonly kind: CheckKind
  readonly url: string
  readonly method: (typeof methods)[number]
  readonly statuses: string
  readonly contains: string
  readonly allowsUntrustedCertificate: boolean
  readonly host: string
  readonly port: number
  readonly recordType: (typeof recordTypes)[number]
  readonly server: string
  readonly expected: string
}

export const newCheck: CheckValues = {
  name: '',
  isEnabled: true,
  intervalSeconds: 60,
  timeoutMs: 5000,
  kind: 'http',
  url: '',
  method: 'GET',
  statuses: '',
  contains: '',
  allowsUntrustedCertificate: false,
  host: '',
  port: 443,
  recordType: 'A',
  server: '',
  expected: '',
}

function statusesOf(text: string): number[] {
  return text
    .split(/[\s,、，]+/)
    .filter((part) => part !== '')
    .map(Number)
}

/** What the program is asked to do, of the fields that the chosen kind has. */
export function settingsOf(values: CheckValues): CheckSettings {
  const { kind, timeoutMs, url, method, contains, allowsUntrustedCertificate, port, recordType, server, expected } =
    values
  const host = values.host.trim()
  switch (kind) {
    case 'http':
      return {
        kind,
        timeoutMs,
        url: url.trim(),
        method,
        expectedStatuses: statusesOf(values.statuses),
        contains,
        allowsUntrustedCertificate,
      }
    case 'tcp':
      return { kind, timeoutMs, host, port }
    case 'tls':
      return { kind, timeoutMs, host, port }
    case 'dns':
      return { kind, timeoutMs, name: host, recordType, server: server.trim(), expected: expected.trim() }
    case 'ping':
      return { kind, timeoutMs, host }
  }
}

export function checkInput(values: CheckValues) {
  const { isEnabled, intervalSeconds } = values
  return { name: values.name.trim(), isEnabled, intervalSeconds, settings: settingsOf(values) }
}

export function checkValues(check: Check): CheckValues {
  const { name, isEnabled, intervalSeconds, settings } = check
  const common = { ...newCheck, name, isEnabled, intervalSeconds }
  switch (settings.kind) {
    case 'http':
      return { ...common, ...settings, statuses: settings.expectedStatuses.join(', ') }
    case 'tcp':
      return { ...common, ...settings }
    case 'tls':
      return { ...common, kind: settings.kind, timeoutMs: settings.timeoutMs, host: settings.host, port: settings.port }
    case 'dns':
      return { ...common, ...settings, name, host: settings.name }
    case 'ping':
      return { ...common, ...settings }
  }
}

/** Fields by the names they have in the form, where the contract has other names. */
const fieldOf: Readonly<Record<string, keyof CheckValues>> = { expectedStatuses: 'statuses', name: 'host' }

/** Checks a form by what the contract says of the chosen kind. */
export const checkForm = formCheck<CheckValues>(
  {
    schema: checkInputSchema.omit({ settings: true }),
    of: ({ name, isEnabled, intervalSeconds }) => ({ name, isEnabled, intervalSeconds }),
  },
  { schema: checkSettingsSchema, of: settingsOf, field: ([name]) => [fieldOf[String(name)] ?? String(name)] },
)

/** What a check asks, in short. */
export function checkTarget(settings: CheckSettings): string {
  switch (settings.kind) {
    case 'http':
      return settings.url
    case 'tcp':
    case 'tls':
      return `${settings.host}:${settings.port}`
    case 'dns':
      return `${settings.name} ${settings.recordType}`
    case 'ping':
      return settings.host
  }
}
