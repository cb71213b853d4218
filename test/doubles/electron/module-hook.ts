import { registerHooks } from 'node:module'

const double = new URL('./electron/index.ts', import.meta.url).href
const names = new Set(['electron', 'electron/main', 'electron/common'])

/** From now on, `electron` means the double, for import and require alike. */
export function resolveElectronToDouble(): void {
  registerHooks({
    resolve: (specifier, context, next) =>
      names.has(specifier)
        ? { url: double, format: 'module-typescript', shortCircuit: true }
        : next(specifier, context),
  })
}
