const mask = '***'

const secretKey =
  /pass(word|phrase|wd)?$|password|passphrase|secret|token|authorization|cookie|api[-_]?key|private[-_]?key|credential|signinurl|backup[-_]?code/i

const urlPassword = /(:\/\/[^\s/:@]*):[^\s/@]+@/g
const queryValue =
  /([?&#;](?:access_token|refresh_token|token|ticket|state|password|passphrase|secret|api[-_]?key|key|code|signature|sig)=)[^&#\s"']+/gi
const apiKey = /\bkrb_(dev|stg|prod)_([0-9A-Za-z]{8})_[0-9A-Za-z]{43}_[0-9a-f]{8}\b/g
/** Looks first whether two dots follow, so that a long text without them is looked at once and not once for each `eyJ`. */
const webToken = /(?<![\w-])(?=[\w-]+\.[\w-]+\.[\w-])([\w-]*?\b)eyJ[\w-]+\.[\w-]+\.[\w-]+/g
const bearer = /\b(Bearer|Basic)\s+[\w.~+/=-]+/g

const shortestSecret = 4
const deepest = 8
const longestList = 200
const longestText = 20_000

/** Takes secrets out of what is written: by the name of a field, by known values, and by the shape of a text. */
export class Redaction {
  readonly #secrets = new Set<string>()

  /** From now on this value is masked wherever it appears, plain, JSON-escaped or percent-encoded. */
  hide(secret: string): void {
    if (secret.length < shortestSecret) return
    for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]) {
      this.#secrets.add(form)
    }
  }

  text(value: string): string {
    let text = value.length > longestText ? `${value.slice(0, longestText)}… (${value.length} characters)` : value
    for (const secret of this.#secrets) text = text.replaceAll(secret, mask)
    return text
      .replace(apiKey, `krb_$1_$2_${mask}`)
      .replace(webToken, `$1${mask}`)
      .replace(urlPassword, `$1:${mask}@`)
      .replace(queryValue, `$1${mask}`)
      .replace(bearer, `$1 ${mask}`)
  }

  /** A copy fit for JSON: secrets masked, cycles cut, errors as their type, message and stack. Never throws. */
  value(value: unknown, key = '', ancestors: readonly object[] = []): unknown {
    if (value !== null && value !== undefined && secretKey.test(key)) return mask
    if (typeof value === 'string') return this.text(value)
    if (typeof value === 'bigint') return String(value)
    if (typeof value === 'function' || typeof value === 'symbol') return `<${typeof value}>`
    if (typeof value !== 'object' || value === null) return value
    return this.#object(value, ancestors)
  }

  #object(value: object, ancestors: readonly object[]): unknown {
    if (ancestors.includes(value)) return '<circular>'
    if (ancestors.length >= deepest) return '<too deep>'
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
    if (value instanceof URL) return this.text(value.href)
    if (ArrayBuffer.isView(value)) return `<${value.byteLength} bytes>`
    const inside = [...ancestors, value]
    if (value instanceof Error) return this.#error(value, inside)
    if (value instanceof Map) return this.#record(value.entries(), inside)
    if (value instanceof Set) return this.#list([...value], inside)
    if (Array.isArray(value)) return this.#list(value, inside)
    return this.#record(
      Object.keys(value).map((key) => [key, read(value, key)]),
      inside,
    )
  }

  #list(values: readonly unknown[], inside: readonly object[]): unknown[] {
    const shown = values.slice(0, longestList).map((one) => this.value(one, '', inside))
    return values.length > longestList ? [...shown, `<${values.length - longestList} more>`] : shown
  }

  #record(entries: Iterable<[unknown, unknown]>, inside: readonly object[]): Record<string, unknown> {
    const copy: [string, unknown][] = []
    for (const [key, value] of entries) copy.push([this.text(String(key)), this.value(value, String(key), inside)])
    return Object.fromEntries(copy)
  }

  #error(error: Error, inside: readonly object[]): Record<string, unknown> {
    return {
      error_type: error.name,
      message: this.text(error.message),
      ...('code' in error && { code: this.value(error.code, 'code', inside) }),
      stack_trace: this.text(error.stack ?? ''),
      ...(error.cause !== undefined && { cause: this.value(error.cause, 'cause', inside) }),
    }
  }
}

/** Writes secrets of every shape through the masking and looks whether any comes out. */
export function probeRedaction(): { tried: number; leaked: number } {
  const redaction = new Redaction()
  const secret = 'a-planted-secret-4711'
  redaction.hide(secret)
  const forms: unknown[] = [
    { password: 'planted' },
    { nested: [{ authorization: 'Bearer planted' }] },
    new Error(`failed with ${secret}`),
    'https://user:planted@host/',
    '/callback?code=planted&state=x',
    'Authorization: Bearer planted',
    encodeURIComponent(secret),
  ]
  const written = forms.map((form) => JSON.stringify(redaction.value(form)))
  return { tried: forms.length, leaked: written.filter((text) => text.includes('planted')).length }
}

/** The value of a property, or what its getter threw. */
function read(target: object, key: string): unknown {
  try {
    return Reflect.get(target, key)
  } catch (error) {
    return `<unreadable: ${error instanceof Error ? error.message : String(error)}>`
  }
}
