import fc from 'fast-check'
import { z } from 'zod'
import { hostileTexts, hostileValues } from './hostile-values.ts'

/** What inputs are made of besides their schema. */
export interface Ingredients {
  /** Ids of things that exist. */
  readonly ids: readonly string[]
  /** Paths are put below this folder, so that nothing outside it is touched by calls that succeed. */
  readonly folder: string
}

const shape = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  get anyOf() {
    return z.array(shape).optional()
  },
  get oneOf() {
    return z.array(shape).optional()
  },
  get items() {
    return z.union([shape, z.boolean()]).optional()
  },
  get properties() {
    return z.record(z.string(), shape).optional()
  },
  required: z.array(z.string()).optional(),
})
type Shape = z.infer<typeof shape>

const paths = new Set(['path', 'target', 'sources', 'paths'])
const wrong = fc.constantFrom(...hostileValues).map((make) => make())
const hostileText = fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'binary', maxLength: 40 }))

/** Inputs that are nearly right: as the schema wants them, here and there something hostile instead. */
export function inputsOf(schema: z.ZodType, ingredients: Ingredients): fc.Arbitrary<unknown> {
  const json = shape.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
  return fc.oneof(
    { weight: 3, arbitrary: valuesOf(json, '', ingredients, 0) },
    { weight: 4, arbitrary: valuesOf(json, '', ingredients, 1) },
    { weight: 1, arbitrary: wrong },
  )
}

/** `mischief` is how many of ten values are hostile. */
function valuesOf(json: Shape, key: string, ingredients: Ingredients, mischief: number): fc.Arbitrary<unknown> {
  const fitting = fittingOf(json, key, ingredients, mischief)
  if (mischief === 0) return fitting
  const hostile = json.type === 'string' ? textsOf(hostileText, key, ingredients) : wrong
  return fc.oneof(
    { weight: 10 - mischief, arbitrary: fitting },
    { weight: mischief, arbitrary: fc.oneof(hostile, wrong) },
  )
}

function fittingOf(json: Shape, key: string, ingredients: Ingredients, mischief: number): fc.Arbitrary<unknown> {
  const choices = json.anyOf ?? json.oneOf
  if (choices !== undefined) return fc.oneof(...choices.map((one) => valuesOf(one, key, ingredients, mischief)))
  if (json.const !== undefined) return fc.constant(json.const)
  if (json.enum !== undefined) return fc.constantFrom(...json.enum)
  if (Array.isArray(json.type)) {
    return fc.oneof(...json.type.map((type) => fittingOf({ ...json, type }, key, ingredients, mischief)))
  }
  switch (json.type) {
    case 'string':
      return stringsOf(json, key, ingredients, mischief)
    case 'integer':
    case 'number':
      return fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer(), fc.maxSafeInteger())
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return arraysOf(json, key, ingredients, mischief)
    case 'object':
      return objectsOf(json, ingredients, mischief)
    default:
      return wrong
  }
}

function stringsOf({ format }: Shape, key: string, ingredients: Ingredients, mischief: number): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.oneof(fc.constantFrom(...ingredients.ids), fc.uuid())
  if (format === 'date-time') return fc.constantFrom('2026-11-22T00:00:00.000Z', '0001-01-01T00:00:00Z')
  if (format === 'email') return fc.constantFrom('a@example.com', 'x+y@example.co.jp')
  if (format === 'uri') return fc.constantFrom('https://127.0.0.1:9/a?code=b', 'javascript:alert(1)', 'file:///x')
  const plain = fc.oneof(fc.constantFrom('a', 'viewer', '東京', 'Asia/Tokyo', '0 3 * * *'), fc.string())
  return textsOf(mischief === 0 ? fc.oneof(plain, hostileText) : plain, key, ingredients)
}

function textsOf(texts: fc.Arbitrary<string>, key: string, { folder }: Ingredients): fc.Arbitrary<string> {
  return paths.has(key) ? texts.map((text) => `${folder}/${text.replaceAll('..', '')}`) : texts
}

function arraysOf({ items }: Shape, key: string, ingredients: Ingredients, mischief: number): fc.Arbitrary<unknown[]> {
  return fc.array(typeof items === 'object' ? valuesOf(items, key, ingredients, mischief) : wrong, { maxLength: 3 })
}

function objectsOf({ properties, required }: Shape, ingredients: Ingredients, mischief: number): fc.Arbitrary<unknown> {
  const model = Object.fromEntries(
    Object.entries(properties ?? {}).map(([key, one]) => [key, valuesOf(one, key, ingredients, mischief)]),
  )
  const fitting = fc.record(model, { requiredKeys: required?.filter((key) => Object.hasOwn(model, key)) ?? [] })
  if (mischief === 0) return fitting
  const extra = fc.constantFrom('role', 'ownerId', 'isAdministrator', '__proto__', 'constructor', '$where', '\0')
  const more = fc.tuple(fitting, extra, wrong).map(([object, key, value]) => ({ ...object, ...entry(key, value) }))
  return fc.oneof({ weight: 9, arbitrary: fitting }, { weight: 1, arbitrary: more })
}

/** An own property even where its name is that of the prototype. */
function entry(key: string, value: unknown): object {
  return JSON.parse(`{${JSON.stringify(key)}:${JSON.stringify(value)}}`)
}
