import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createRequestHandler, type ServerBuild } from '@remix-run/node'
import { env } from '#app/env.server.ts'
import { startClock, stopClock } from '#app/jobs/clock.server.ts'
import { getStore } from '#db/store.server.ts'
import { createApp } from './app/http/app.server.ts'
import { createLiveHub } from './app/http/live-hub.server.ts'

const isDevelopment = process.env.SREDA_DEV === '1'

/** Opens the store, serves, and stops in order: no new requests, the last commits, then the database. */
export async function serve() {
  const { HOST, PORT } = env()
  const store = await getStore()
  const vite = isDevelopment
    ? await (await import('vite')).createServer({ server: { middlewareMode: true }, appType: 'custom' })
    : null
  const build = vite
    ? () => vite.ssrLoadModule('virtual:remix/server-build') as Promise<unknown> as Promise<ServerBuild>
    : ((await import(new URL('./build/server/index.js', import.meta.url).href)) as ServerBuild)
  const handler = createRequestHandler(build, isDevelopment ? 'development' : 'production')
  const live = createLiveHub(() => store.revision())
  const listener = getRequestListener(createApp({ handler, store, live, isDevelopment }).fetch)

  const server = createServer(function answerRequest(request, response) {
    if (vite) vite.middlewares(request, response, () => listener(request, response))
    else listener(request, response)
  })
  server.requestTimeout = 120_000
  await new Promise<void>(function listen(resolve, reject) {
    server.once('error', reject)
    server.listen(PORT, HOST, resolve)
  })
  startClock()

  let isStopping = false
  async function stop() {
    if (isStopping) return
    isStopping = true
    await stopClock()
    live.close()
    server.close()
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 3000).unref()
    await vite?.close()
    await store.close()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  const address = server.address()
  return { port: typeof address === 'object' && address ? address.port : PORT, stop }
}
