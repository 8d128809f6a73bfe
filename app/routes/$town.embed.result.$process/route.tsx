import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { EmbedPage, OutsideLink } from '#app/embed-page.tsx'
import { textLang } from '#app/i18n/text-lang.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords } from '#app/i18n/words.server.ts'
import { processParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { loadResults } from '#app/routes/$town.processes.$process_.results/load.server.ts'
import { getLocale } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Badge } from '#app/ui/badge.tsx'

/** What a vote decided, for other sites' pages: the winners; how they were found is on the site. */
export async function loader(args: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { process } = processParams.parse(args.params)
    const [{ title, none, view }, locale] = await Promise.all([loadResults(args), getLocale(args.request)])
    return {
      words: servedWords(locale, 'embed'),
      process,
      title,
      none: none && { title: none.title, text: none.text },
      badge: view?.badge ?? null,
      lead: view?.lead ?? '',
      winners: view?.winners.map(({ id, title: name, href, text }) => ({ id, name, href, text })) ?? [],
    }
  })
}

export const meta = titled<Awaited<ReturnType<typeof loader>>>((_, { title }) => title)

export default function EmbeddedResult() {
  const { words, process, title, none, badge, lead, winners } = useLoaderData<typeof loader>()
  const t = useServedWords(words)
  const { frame, locale } = useTown()
  return (
    <EmbedPage title={title} href={paths.results(frame.slug, process)} link={t('served.embed.openResult')}>
      {badge && (
        <p>
          <Badge tone={badge.tone}>{badge.text}</Badge>
        </p>
      )}
      {none ? <p>{none.text}</p> : <p>{lead}</p>}
      <ol className="grid gap-3">
        {winners.map(({ id, name, href, text }) => (
          <li key={id} className="grid gap-1 border-b border-line pb-3">
            <h2 className="text-lg leading-snug font-semibold" lang={textLang(name, locale)}>
              {href ? (
                <OutsideLink href={href} className="link">
                  {name}
                </OutsideLink>
              ) : (
                name
              )}
            </h2>
            <p>{text}</p>
          </li>
        ))}
      </ol>
    </EmbedPage>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
