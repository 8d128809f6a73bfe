import fontCyrillic from '@fontsource-variable/golos-text/files/golos-text-cyrillic-wght-normal.woff2?url'
import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node'
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useMatches,
  useRouteLoaderData,
} from '@remix-run/react'
import type { ReactNode } from 'react'
import { env } from '#app/env.server.ts'
import type { FeedLink } from '#app/follow-view.server.ts'
import { Frame } from '#app/frame.tsx'
import { useLocale } from '#app/i18n/use-words.ts'
import { sha256 } from '#app/models/ids.server.ts'
import { isStaffAnywhere } from '#app/models/people.server.ts'
import { useNonce } from '#app/nonce.ts'
import { RouteError } from '#app/route-error.tsx'
import { getPersonOf, getPrefs, rememberAskedLanguage } from '#app/session.server.ts'
import styles from '#app/styles/app.css?url'
import { titled } from '#app/titled.ts'

export const links: LinksFunction = () => [
  { rel: 'preload', href: fontCyrillic, as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' },
  { rel: 'stylesheet', href: styles },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  { rel: 'apple-touch-icon', href: '/icons/apple-touch-icon.png' },
  { rel: 'manifest', href: '/manifest.webmanifest' },
]

export async function loader({ request }: LoaderFunctionArgs) {
  const [prefs, person] = await Promise.all([getPrefs(request), getPersonOf(request)])
  await rememberAskedLanguage(request, prefs)
  return {
    prefs,
    isDemo: env().SREDA_MODE === 'demo',
    // The key names a person's drafts on a device without telling who it is.
    person: person ? { pseudonym: person.pseudonym, key: sha256(person.id).slice(0, 16) } : null,
    isStaff: person !== null && (person.isPlatformAdmin || (await isStaffAnywhere(person.id))),
  }
}

export type RootData = Awaited<ReturnType<typeof loader>>

export function Layout({ children }: { children: ReactNode }) {
  const root = useRouteLoaderData<typeof loader>('root')
  const nonce = useNonce()
  // Where nothing was loaded (a method that no route takes) the words still are there.
  const locale = useLocale()
  const { prefs } = root ?? { prefs: null }
  const feeds = useMatches().flatMap(
    (match) => (match.data as { feed?: FeedLink | FeedLink[] } | undefined)?.feed ?? [],
  )
  return (
    <html
      lang={prefs?.lang ?? locale}
      data-size={prefs?.size ?? '1'}
      data-scheme={prefs?.scheme ?? 'default'}
      data-spacing={prefs?.spacing ?? 'normal'}
      data-staff={root?.isStaff ? '' : undefined}
      data-pictures={prefs?.pictures ?? 'on'}
      data-theme={prefs && prefs.theme !== 'system' ? prefs.theme : undefined}
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
        {feeds.map((feed) => (
          <link key={feed.href} rel="alternate" type="application/atom+xml" {...feed} />
        ))}
      </head>
      <body>
        <Frame root={root ?? null}>{children}</Frame>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

/** For pages that have no title of their own: failed ones. */
export const meta = titled((t) => t('errors.title'))

export default function App() {
  const { lang } = useRouteLoaderData<typeof loader>('root')!.prefs
  // A change of language is a new document of words: start its components anew.
  return <Outlet key={`${lang}`} />
}

export function ErrorBoundary() {
  const location = useLocation()
  return <RouteError key={location.pathname} />
}
