import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import type { HttpBindings } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import type { RequestHandler } from '@remix-run/node'
import { type Context, Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { framersOf } from '#app/embed-policy.server.ts'
import { origin, tileOrigins } from '#app/env.server.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { logError } from '#app/log-error.server.ts'
import { getLocale, getPersonOf } from '#app/session.server.ts'
import type { Store } from '#db/store.server.ts'
import { addressOf } from './address.server.ts'
import { serveArchive } from './archives.server.ts'
import { limitBodies } from './body-limit.server.ts'
import { compressOnce } from './compress.server.ts'
import { isMeant, isOurs, isReadable, isSentElsewhere } from './hosts.server.ts'
import { addLive } from './live.server.ts'
import type { LiveHub } from './live-hub.server.ts'
import { answerFrom, type Kept, type Look, type PageCache, seal, withVary } from './page-cache.server.ts'
import { keyOf } from './page-key.server.ts'
import { FOR_PROGRAMS, limitPrograms, preflight } from './rate.server.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

interface Options {
  handler: RequestHandler
  store: Store
  pages: PageCache
  live: LiveHub
  isDevelopment: boolean
}

/** The HTTP process: limits, headers, static files, health, Remix. Nothing of the domain lives here. */
export function createApp({ handler, store, pages, live, isDevelopment }: Options) {
  const app = new Hono<{
    Bindings: HttpBindings
    Variables: { nonce: string; page: Look | null; made?: Kept }
  }>()

  app.use('*', async function giveNonce(c, next) {
    const key = isDevelopment ? null : keyOf(c.env.incoming)
    const page = key === null ? null : await pages.look(key)
    c.set('page', page)
    c.set('nonce', page?.nonce ?? randomBytes(16).toString('base64'))
    await next()
    const made = c.get('made')
    if (made) seal(made, c.res.headers)
  })
  app.use('*', async function allowFrames(c, next) {
    await next()
    const framers = await framersOf(c.req.path)
    if (!framers) return
    const policy = c.res.headers.get('Content-Security-Policy') ?? ''
    c.res.headers.set(
      'Content-Security-Policy',
      policy.replace("frame-ancestors 'none'", `frame-ancestors ${framers.join(' ')}`),
    )
    c.res.headers.delete('X-Frame-Options')
  })
  app.use('*', securityHeaders(isDevelopment))

  app.get('/healthz', async (c) => {
    await store.snapshot(async () => undefined)
    return c.json({ ok: true, engine: store.engine })
  })

  app.use('*', async function refuseOtherNames(c, next) {
    return isMeant(c) ? next() : plainPage(c, 421, 'input.bad')
  })

  addLive(app, live)
  app.use('*', limitPrograms())

  if (!isDevelopment) {
    app.use(
      '/assets/*',
      serveStatic({
        root: 'build/client',
        precompressed: true,
        onFound: (_, c) => c.header('Cache-Control', 'public, max-age=31536000, immutable'),
      }),
    )
    const files = serveStatic({
      root: 'build/client',
      precompressed: true,
      onFound: (_, c) => c.header('Cache-Control', 'public, max-age=3600'),
    })
    // Asked of the disk for every page otherwise.
    const names = new Set(readdirSync('build/client'))
    app.use('*', async function serveFile(c, next) {
      return names.has(c.req.path.split('/', 2)[1]!) ? files(c, next) : next()
    })
  }

  app.on(['GET', 'HEAD'], '/maps/:town/:file', serveArchive)

  const ofThisSite = csrf({ origin: isOurs })
  app.use('*', async function refuseForeignForms(c, next) {
    if (isOneClick(c)) return next()
    // The library looks at forms only; other posts are none of another site's business either.
    const given = c.req.header('origin')
    const isForeign =
      (given !== undefined && !isOurs(given, c)) || (given === undefined && isSentElsewhere(c))
    if (isForeign && !SAFE.has(c.req.method)) return plainPage(c, 403, 'input.bad')
    return ofThisSite(c, next)
  })
  app.use(
    '*',
    limitBodies(async (request) => (await getPersonOf(request))?.id ?? null, plainPage),
  )

  // Remix takes it for a fault of its own.
  app.options('*', (c) =>
    FOR_PROGRAMS.test(c.req.path) ? preflight(c) : c.body(null, 204, { Allow: 'GET, HEAD, POST, OPTIONS' }),
  )
  app.all('*', async function answerByRemix(c) {
    // Remix would write the address to the log, whatever somebody has put into it.
    if (!isReadable(c.req.url)) return plainPage(c, 400, 'input.bad')
    const headers = new Headers(c.req.raw.headers)
    headers.set('x-sreda-address', addressOf(c))
    headers.set('x-sreda-method', c.req.method)
    // Compared above, with all the names that the site goes by; Remix knows only one and fails on the others.
    headers.delete('origin')
    const request = new Request(c.req.raw, { headers })
    const [page, nonce] = [c.get('page'), c.get('nonce')]
    const render = () => handler(request, { nonce })
    if (!page) return compressOnce(request, withVary(await render()))
    const made = page.found ?? (await pages.keep(page.key, page.revision, render))
    if (made instanceof Response) return compressOnce(request, made)
    c.set('made', made)
    return answerFrom(made, request)
  })
  app.onError((error, c) => {
    // A form posted from another site.
    if (error instanceof HTTPException && error.status === 403) return plainPage(c, 403, 'input.bad')
    // Nobody is left to answer when a body breaks off.
    if ((error as { code?: unknown }).code !== 'ECONNRESET') logError(error)
    return plainPage(c, 500, 'input.bad')
  })
  return app
}

/** Mail programs post there by themselves (RFC 8058); the address itself is signed. */
function isOneClick(c: Context): boolean {
  return c.req.path.startsWith('/unsubscribe/')
}

async function plainPage(
  c: Context,
  status: 400 | 403 | 413 | 421 | 500 | 503,
  code: 'input.too-big' | 'input.bad' | 'input.busy',
) {
  const locale = await getLocale(c.req.raw)
  const t = tOf(locale)
  const text = status === 500 ? t('errors.500.text') : t(`refusals.${code}`)
  return c.html(
    `<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${status}</title><link rel="stylesheet" href="/plain.css"><body><h1>${t('errors.title')}</h1><p>${text}</p><p><a href="/">${t('common.home')}</a></p>`,
    status,
  )
}

function securityHeaders(isDevelopment: boolean) {
  // Vite writes styles and scripts into the page while one works on it.
  const written = isDevelopment ? ["'unsafe-inline'"] : []
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      // No page is made to stand in another one, but embeds (`allowFrames`).
      frameAncestors: ["'none'"],
      imgSrc: ["'self'", 'data:', 'blob:', ...tileOrigins()],
      objectSrc: ["'none'"],
      styleSrc: ["'self'", ...written],
      connectSrc: ["'self'", ...(isDevelopment ? ['ws:'] : [])],
      scriptSrc: ["'self'", ...(isDevelopment ? written : [(c: Context) => `'nonce-${c.get('nonce')}'`])],
    },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: origin().startsWith('https:') ? 'max-age=15552000' : false,
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    permissionsPolicy: { geolocation: ['self'], camera: [], microphone: [] },
  })
}
