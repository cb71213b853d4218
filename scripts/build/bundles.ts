import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build, type InlineConfig } from 'vite'
import { workerFiles } from './worker-files.ts'

const project = join(import.meta.dirname, '..', '..')
const native = ['better-sqlite3', 'koffi', '@node-rs/argon2', '@node-rs/bcrypt', 'keytar', 'electron']

const shared: InlineConfig = {
  configFile: false,
  root: project,
  logLevel: 'warn',
  publicDir: false,
  define: { 'process.env.NODE_ENV': '"production"' },
}

/** The command, the server and the desktop main process: ES modules flat in dist/main, everything but native packages inside. */
export async function buildMain(): Promise<void> {
  const entries = { kuraban: 'bin/main.ts', electron: 'src-main/hosts/electron/main.ts' }
  const input = Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(join(project, file))))
  await build({
    ...shared,
    plugins: [workerFiles()],
    build: {
      ssr: true,
      target: 'node24',
      outDir: 'dist/main',
      emptyOutDir: true,
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
    ssr: { noExternal: true, external: native },
  })
}

/** The sandboxed preload: one CommonJS file. */
export async function buildPreload(): Promise<void> {
  await build({
    ...shared,
    build: {
      ssr: true,
      target: 'node24',
      outDir: 'dist/preload',
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input: { preload: 'src-main/hosts/electron/preload/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
    ssr: { noExternal: true, external: ['electron'] },
  })
}

/** The screens, in dist/renderer. */
export async function buildRenderer(): Promise<void> {
  await build({ configFile: join(project, 'vite.renderer.config.ts'), logLevel: 'warn' })
}
