import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { compileWasm, generatedPath, wasmModules } from './build-wasm.ts'

it.each(wasmModules)('the committed module $name is what its source compiles to', async (module) => {
  expect(await readFile(generatedPath(module), 'utf8')).toBe(await compileWasm(module))
})
