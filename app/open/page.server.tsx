import type { ReactElement, ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { paths } from '#app/paths.ts'
import { getPrefs, type Prefs } from '#app/session.server.ts'
import styles from '#app/styles/app.css?url'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { Container } from '#app/ui/container.tsx'
import { LangSwitch } from '#app/ui/lang-switch.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'

/** How its reader wants a page, and where they are. */
export interface Chrome {
  prefs: Prefs
  /** Address with its query. */
  here: string
}

export async function chromeOf(request: Request): Promise<Chrome> {
  const url = new URL(request.url)
  url.searchParams.delete('lang')
  return { prefs: await getPrefs(request), here: url.pathname + url.search }
}

interface Page {
  title: string
  lead?: string
  /** From the outside in. */
  crumbs: { href: string; text: string }[]
  children: ReactNode
  head?: ReactNode
}

/** A page about data: the site's looks without a script. */
export function pageText({ prefs, here }: Chrome, { title, lead, crumbs, children, head }: Page): string {
  const locale: Locale = prefs.lang
  const t = tOf(locale)
  const page: ReactElement = (
    <html
      lang={locale}
      data-size={prefs.size}
      data-scheme={prefs.scheme}
      data-spacing={prefs.spacing}
      data-pictures={prefs.pictures}
      data-theme={prefs.theme === 'system' ? undefined : prefs.theme}
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · ${t('common.product')}`}</title>
        <link rel="stylesheet" href={styles} />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        {head}
      </head>
      <body>
        <header>
          <Container className="flex flex-wrap items-center justify-between gap-x-6 pt-3">
            <Breadcrumbs label={t('common.breadcrumbs')} items={crumbs} />
            <LangSwitch
              action={paths.settings()}
              returnTo={here}
              current={locale}
              languages={[
                { code: 'ru', name: 'Русский' },
                { code: 'en', name: 'English' },
              ]}
              label={t('common.language')}
            />
          </Container>
        </header>
        <main id="main">
          <Container className="pb-16">
            <PageHeader title={title} lead={lead} className="pt-2! sm:pt-4!" />
            <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-8">{children}</div>
          </Container>
        </main>
      </body>
    </html>
  )
  return `<!doctype html>${renderToStaticMarkup(page)}`
}

/** A heading with what belongs to it. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <h2>{title}</h2>
      {children}
    </section>
  )
}

/** Something to type elsewhere; long lines scroll, by keyboard too. */
export function Code({ children, label }: { children: string; label: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-lg border border-line bg-surface-2"
    >
      <pre className="p-4 text-sm">
        <code>{children}</code>
      </pre>
    </section>
  )
}
