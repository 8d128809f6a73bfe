import { createServer } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { createRequestHandler, type ServerBuild } from '@remix-run/node'
import { env } from '#app/env.server.ts'
import { startClock, stopClock } from '#app/jobs/clock.server.ts'
import { getStore } from '#db/store.server.ts'
import { createApp } from './app/http/app.server.ts'
import { createLiveHub } from './app/http/live-hub.server.ts'
import { createNarrowHandler } from './app/http/narrow-handlers.server.ts'
import { answerKept, createPageCache } from './app/http/page-cache.server.ts'

const isDevelopment = process.env.SREDA_DEV === '1'
const HOME = process.env.SREDA_HOME ?? process.cwd()

/** Opens the store, serves, and stops in order: no new requests, the last commits, then the database. */
export async function serve() {
  const { HOST, PORT } = env()
  const store = await getStore()
  const vite = isDevelopment
    ? await (await import('vite')).createServer({ server: { middlewareMode: true }, appType: 'custom' })
    : null
  const handler = vite
    ? createRequestHandler(
        () => vite.ssrLoadModule('virtual:remix/server-build') as Promise<unknown> as Promise<ServerBuild>,
        'development',
      )
    : createNarrowHandler(
        (await import(pathToFileURL(join(HOME, 'build', 'server', 'index.js')).href)) as ServerBuild,
      )
  const live = createLiveHub(() => store.revision())
  const pages = createPageCache(store)
  const listener = getRequestListener(createApp({ handler, store, pages, live, isDevelopment }).fetch)

  const server = createServer(async function answerRequest(request, response) {
    if (vite) vite.middlewares(request, response, () => listener(request, response))
    // Whatever keeps it from answering so is said by the way that everything goes.
    else if (!(await answerKept(pages, request, response).catch(() => false))) listener(request, response)
  })
  // A map of 100 MB over 1 Mbit/s; who sends nothing for two minutes has gone.
  server.requestTimeout = 900_000
  server.timeout = 120_000
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
