import { basename, dirname, resolve } from 'node:path'
import type { Plugin } from 'vite'

const workerUrl = /new URL\((['"`])(\.{1,2}\/[^'"`]+\.worker\.ts)\1, import\.meta\.url\)/g

/**
 * Bundles every `new URL('./x.worker.ts', import.meta.url)` as an entry of its own, flat beside the bundle, and points
 * the call there: one source serves Node, Vitest and the product.
 */
export function workerFiles(): Plugin {
  return {
    name: 'kuraban-worker-files',
    enforce: 'pre',
    transform(code, id) {
      if (!workerUrl.test(code)) return null
      const replaced = code.replaceAll(workerUrl, (_call, _quote, path: string) => {
        const fileName = basename(path).replace(/\.ts$/, '.js')
        this.emitFile({ type: 'chunk', id: resolve(dirname(id), path), fileName })
        return `new URL('./${fileName}', import.meta.url)`
      })
      return { code: replaced, map: null }
    },
  }
}
