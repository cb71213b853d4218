import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The screens. Relative addresses throughout, so that one build serves every host; the host replaces the nonce at each load. */
export default defineConfig({
  root: 'src-renderer',
  base: './',
  plugins: [react()],
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2024',
    chunkSizeWarningLimit: 1200,
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // zod-jitless must run before any schema is made, hence in the chunk that runs first.
            {
              name: 'vendor',
              test: /zod-jitless|node_modules[\\/](?!uplot|@codemirror|@lezer|@marijn|@prometheus-io|crelt|lru-cache|style-mod|w3c-keyname|@tanstack[\\/](?:react-virtual|virtual-core))/,
            },
          ],
        },
      },
    },
  },
})
