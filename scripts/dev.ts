import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { createServer, type ProxyOptions } from 'vite'
import { serveResultSchema } from '../src-shared/contract/cli/serve.ts'

/**
 * The application on the server host from source, with hot reload of the screens: Vite serves the screens and hands
 * calls on. Data lies in out/dev unless `--data` names a folder.
 */
const flags = process.argv.slice(2)
const data = flags.includes('--data') || flags.includes('--demo') ? [] : ['--data', 'out/dev']
const host = spawn(
  process.execPath,
  ['bin/main.ts', 'serve', '--port', '0', '--json', '--environment', 'development', ...data, ...flags],
  { stdio: ['ignore', 'pipe', 'inherit'] },
)
host.on('exit', (code) => process.exit(code ?? 1))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => host.kill(signal))

const { value: line } = await createInterface({ input: host.stdout })[Symbol.asyncIterator]().next()
const { url, signInUrl } = serveResultSchema.parse(JSON.parse(String(line)))

/** The host answers its own origin only; towards it the development server speaks as that origin. */
const handOn: ProxyOptions = {
  target: url,
  changeOrigin: true,
  ws: true,
  configure: (proxy) => {
    proxy.on('proxyReq', (request) => request.setHeader('origin', url))
    proxy.on('proxyReqWs', (request) => request.setHeader('origin', url))
  },
}
const screens = await createServer({
  configFile: 'vite.renderer.config.ts',
  server: { host: '127.0.0.1', proxy: { '/api': handOn } },
})
await screens.listen()
const [address = ''] = screens.resolvedUrls?.local ?? []
console.log(`screens with hot reload: ${address}${new URL(signInUrl).hash}`)
