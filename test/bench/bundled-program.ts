import { join, resolve } from 'node:path'
import { build } from 'vite'
import { workerFiles } from '#scripts/build/worker-files.ts'

const project = resolve(import.meta.dirname, '../..')

/** Bundles a script of this folder as the product is bundled, so that its memory is not that of a compiler; answers its path. */
export async function bundledProgram(name: string, folder: string): Promise<string> {
  await build({
    ...{ configFile: false, root: project, logLevel: 'warn', publicDir: false, plugins: [workerFiles()] },
    build: {
      ...{ ssr: true, target: 'node24', outDir: folder, emptyOutDir: false, minify: false },
      rolldownOptions: {
        input: { [name]: join(import.meta.dirname, `${name}.ts`) },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
    ssr: { noExternal: true, external: ['better-sqlite3'] },
  })
  return join(folder, `${name}.js`)
}
