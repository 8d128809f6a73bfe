import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import { getConnInfo } from '@hono/node-server/conninfo'
import { serveStatic } from '@hono/node-server/serve-static'
import type { RequestHandler } from '@remix-run/node'
import { type Context, Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { env, origin, TILE_SUBDOMAINS } from '#app/env.server.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { getLocale, getPersonOf } from '#app/session.server.ts'
import type { Store } from '#db/store.server.ts'
import { limitBodies } from './body-limit.server.ts'
import { compressOnce } from './compress.server.ts'
import { isReadable } from './readable.server.ts'

interface Options {
  handler: RequestHandler
  store: Store
  isDevelopment: boolean
}

/** The HTTP process: limits, headers, static files, health, Remix. Nothing of the domain lives here. */
export function createApp({ handler, store, isDevelopment }: Options) {
  const app = new Hono<{ Variables: { nonce: string } }>()

  app.use('*', async function giveNonce(c, next) {
    c.set('nonce', randomBytes(16).toString('base64'))
    await next()
  })
  app.use('*', securityHeaders(isDevelopment))

  app.get('/healthz', async (c) => {
    await store.snapshot(async () => undefined)
    return c.json({ ok: true, engine: store.engine })
  })

  if (!isDevelopment) {
    app.use(
      '/assets/*',
      serveStatic({
        root: 'build/client',
        precompressed: true,
        onFound: (_, c) => c.header('Cache-Control', 'public, max-age=31536000, immutable'),
      }),
    )
    app.use(
      '*',
      serveStatic({
        root: 'build/client',
        precompressed: true,
        onFound: (_, c) => c.header('Cache-Control', 'public, max-age=3600'),
      }),
    )
  }

  app.use(
    '*',
    csrf({
      origin: (given, c) => given === new URL(c.req.url).origin || given === origin() || given === hostOf(c),
    }),
  )
  app.use(
    '*',
    limitBodies(async (request) => (await getPersonOf(request))?.id ?? null, plainPage),
  )

  // Remix takes it for a fault of its own.
  app.options('*', (c) => c.body(null, 204, { Allow: 'GET, HEAD, POST, OPTIONS' }))
  app.all('*', async function answerByRemix(c) {
    if (!isReadable(c.req.url)) return plainPage(c, 400, 'input.bad')
    const headers = new Headers(c.req.raw.headers)
    headers.set('x-sreda-address', addressOf(c))
    headers.set('x-sreda-method', c.req.method)
    const request = new Request(c.req.raw, { headers })
    const response = await handler(request, { nonce: c.get('nonce') })
    return compressOnce(request, response)
  })
  app.onError((error, c) => {
    // A form posted from another site.
    if (error instanceof HTTPException && error.status === 403) return plainPage(c, 403, 'input.bad')
    console.error(error)
    return plainPage(c, 500, 'input.bad')
  })
  return app
}

/** What the browser calls this host, so that a proxy in front or another port is not taken for another site. */
function hostOf(c: Context): string {
  const told = env().TRUST_PROXY > 0 ? c.req.header('x-forwarded-proto') : undefined
  return `${told ?? 'http'}://${c.req.header('host')}`
}

/**
 * The visitor's address: the other end of the connection, or what the outermost trusted proxy saw there. Each proxy adds
 * an entry at the right end of X-Forwarded-For; what stands further left comes from the visitor and proves nothing.
 */
function addressOf(c: Context): string {
  const seen = getConnInfo(c).remote.address ?? 'unknown'
  const proxies = env().TRUST_PROXY
  if (proxies === 0) return seen
  const entry = c.req.header('x-forwarded-for')?.split(',').at(-proxies)?.trim() ?? ''
  // Some proxies add the port: 192.0.2.7:51234, [2001:db8::7]:51234.
  const address = isIP(entry) ? entry : entry.replace(/:\d+$/, '').replace(/^\[(.+)\]$/, '$1')
  return isIP(address) ? address : seen
}

async function plainPage(
  c: Context,
  status: 400 | 403 | 413 | 500 | 503,
  code: 'input.too-big' | 'input.bad' | 'input.busy',
) {
  const locale = await getLocale(c.req.raw)
  const t = tOf(locale)
  const text = status === 500 ? t('errors.500.text') : t(`refusals.${code}`)
  return c.html(
    `<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${status}</title><body style="font:1.1rem/1.5 system-ui;max-width:40rem;margin:3rem auto;padding:0 1rem"><h1>${t('errors.title')}</h1><p>${text}</p><p><a href="/">${t('common.home')}</a></p>`,
    status,
  )
}

/** Where the map's pictures come from, beside this host. */
function tileOrigins(tileUrl = '/'): string[] {
  if (tileUrl.startsWith('/')) return []
  return [...new Set(TILE_SUBDOMAINS.map((name) => new URL(tileUrl.replaceAll('{s}', name)).origin))]
}

function securityHeaders(isDevelopment: boolean) {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'self'"],
      imgSrc: ["'self'", 'data:', 'blob:', ...tileOrigins(env().TILE_URL)],
      objectSrc: ["'none'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      connectSrc: ["'self'", ...(isDevelopment ? ['ws:'] : [])],
      scriptSrc: isDevelopment
        ? ["'self'", "'unsafe-inline'"]
        : ["'self'", (c) => `'nonce-${c.get('nonce')}'`],
    },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: origin().startsWith('https:') ? 'max-age=15552000' : false,
    referrerPolicy: 'same-origin',
    xFrameOptions: 'SAMEORIGIN',
    permissionsPolicy: { geolocation: ['self'], camera: [], microphone: [] },
  })
}
