type Flat = Readonly<Record<string, string | number | null>>

/** JSON by RFC 8785 of an object without nesting: keys in the order of their code units, no spaces. */
export function canonicalJson(value: Flat): string {
  const keys = Object.keys(value).sort()
  return `{${keys.map((key) => `${JSON.stringify(key)}:${JSON.stringify(value[key])}`).join(',')}}`
}
