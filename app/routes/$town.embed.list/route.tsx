import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { firstCards } from '#app/cards.server.ts'
import { filterFrom } from '#app/domain/filter-from.ts'
import { localized } from '#app/domain/localized.ts'
import { EmbedPage, OutsideLink } from '#app/embed-page.tsx'
import { formatNumber } from '#app/i18n/format.ts'
import { textLang } from '#app/i18n/text-lang.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords } from '#app/i18n/words.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { getScene } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { KindMark } from '#app/ui/kind-mark.tsx'

const MOST = 12

/** The first of the town's list for other sites' pages; the rest is on the site. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, locale } = await getScene(request, slug)
    const filter = filterFrom(new URL(request.url).searchParams)
    const { count, cards } = await firstCards(town.id, filter, locale, MOST)
    return {
      words: servedWords(locale, 'embed'),
      name: localized(town, 'name', locale),
      filter,
      count,
      cards,
    }
  })
}

export const meta = titled<Awaited<ReturnType<typeof loader>>>((_, { name }) => name)

export default function EmbeddedList() {
  const { words, name, filter, count, cards } = useLoaderData<typeof loader>()
  const t = useServedWords(words)
  const { frame, locale } = useTown()
  const link = t('served.embed.openList', { count, formatted: formatNumber(count, locale) })
  return (
    <EmbedPage title={name} href={paths.town(frame.slug, filter)} link={link}>
      <ul className="grid gap-3 sm:grid-cols-2">
        {cards.map((card) => (
          <li key={card.id} className="grid gap-1 rounded-xl border border-line bg-surface p-4">
            <p className="flex flex-wrap items-center gap-x-3 text-sm text-ink-2">
              <KindMark kind={card.kind} size="sm" label={t(`kinds.${card.kind}`)} />
              <span className="tabular-nums">{t('common.numberSign', { number: card.number })}</span>
            </p>
            <h2 className="text-lg leading-snug font-semibold">
              <OutsideLink href={paths.contribution(frame.slug, card.number)} className="link">
                <span lang={textLang(card.title, locale)}>{card.title}</span>
              </OutsideLink>
            </h2>
            <p className="text-sm text-ink-2">
              {t('card.supports', { count: card.supports, formatted: formatNumber(card.supports, locale) })}
            </p>
          </li>
        ))}
      </ul>
    </EmbedPage>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
