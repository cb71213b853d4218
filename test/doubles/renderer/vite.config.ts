import { fileURLToPath } from 'node:url'
import { mergeConfig, type Plugin } from 'vite'
import renderer from '../../../vite.renderer.config.ts'

const bridge = fileURLToPath(new URL('./bridge.ts', import.meta.url))
const immediate = fileURLToPath(new URL('./immediate.ts', import.meta.url))

/** Puts the double in front of the unchanged entry of the screens. */
const withDouble: Plugin = {
  name: 'renderer-double',
  enforce: 'pre',
  transform: {
    filter: { id: /src-renderer\/app\/main\.tsx$/ },
    handler: (code) => ({ code: `import ${JSON.stringify(bridge)}\n${code}`, map: null }),
  },
}

/** The screens over an in-memory program, for looking at them in every state: `?variant=full|empty|loading|error|…`. */
export default mergeConfig(renderer, {
  plugins: [withDouble],
  resolve: { alias: { 'node:timers/promises': immediate } },
  server: { fs: { allow: ['..'] } },
  build: { outDir: fileURLToPath(new URL('../../../out/renderer-double', import.meta.url)) },
})
