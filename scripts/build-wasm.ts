import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

const engine = fileURLToPath(new URL('../src-main/engine/repository/', import.meta.url))

/** The WebAssembly modules of the engine: AssemblyScript source, pages of memory, generated TypeScript module. */
export const wasmModules = [
  { name: 'chunker', memoryPages: 5 },
  { name: 'poly1305', memoryPages: 2 },
] as const

type WasmModule = (typeof wasmModules)[number]

/** Where the generated module of a source lies. */
export function generatedPath(module: WasmModule): string {
  return join(engine, 'wasm', `${module.name}-wasm.ts`)
}

/** Compiles one source and gives the text of its TypeScript module. */
export async function compileWasm(module: WasmModule): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'build-wasm-'))
  try {
    const output = join(folder, 'out.wasm')
    const { error, stderr } = await asc.main([
      join(engine, 'assembly', `${module.name}.ts`),
      '-o',
      output,
      ...['-O3', '--runtime', 'minimal', '--bindings', 'none', '--noAssert'],
      ...['--initialMemory', String(module.memoryPages)],
    ])
    if (error) throw new Error(`${module.name}: ${error.message}\n${stderr.toString()}`)
    return moduleText(module, await readFile(output))
  } finally {
    await rm(folder, { recursive: true })
  }
}

function moduleText(module: WasmModule, wasm: Buffer): string {
  return [
    `/** WebAssembly compiled from assembly/${module.name}.ts by scripts/build-wasm.ts: do not edit. */`,
    `export const ${module.name}Wasm =`,
    `  '${wasm.toString('base64')}'`,
    '',
  ].join('\n')
}

if (import.meta.main) {
  for (const module of wasmModules) await writeFile(generatedPath(module), await compileWasm(module))
}
