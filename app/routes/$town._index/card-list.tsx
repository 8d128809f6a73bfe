import { useFetcher } from '@remix-run/react'
import { useEffect, useState } from 'react'
import type { CardData } from '#app/cards.server.ts'
import { ContributionCard } from '#app/contribution-card.tsx'
import type { Filter } from '#app/domain/filter.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import type { TownPageData } from './route.tsx'

interface Props {
  cards: CardData[]
  next: string | null
  filter: Filter
  all: number
}

/** The list twin of the map. "Show more" is a link to the next page; with scripts it grows in place. */
export function CardList({ cards, next, filter, all }: Props) {
  const t = useWords()
  const { frame } = useTown()
  const fetcher = useFetcher<TownPageData>()
  const [more, setMore] = useState<CardData[]>([])
  const [cursor, setCursor] = useState(next)
  const isLoading = fetcher.state === 'loading'
  const base = paths.town(frame.slug, filter)
  const nextHref = cursor && `${base}${base.includes('?') ? '&' : '?'}after=${cursor}`

  useEffect(
    function appendPage() {
      const page = fetcher.data
      if (!page) return
      setMore((before) => [
        ...before,
        ...page.cards.filter((card) => !before.some((known) => known.id === card.id)),
      ])
      setCursor(page.next)
    },
    [fetcher.data],
  )

  return (
    <>
      <ul className="grid gap-3" data-list="" data-all={all}>
        {[...cards, ...more].map((card) => (
          <ContributionCard key={card.id} card={card} />
        ))}
        {isLoading && (
          // Room for what comes: what stands below makes way when it is pressed, not when a weak link has answered.
          <li className="h-screen">{t('common.loading')}</li>
        )}
      </ul>
      {nextHref && (
        <ButtonLink
          href={nextHref}
          variant="secondary"
          wide
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey) return
            event.preventDefault()
            fetcher.load(nextHref.replace('?', '?index&'))
          }}
        >
          {t('town.more')}
        </ButtonLink>
      )}
    </>
  )
}
