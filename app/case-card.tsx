import type { WordTree } from '#app/i18n/i18n.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { practicePaths } from '#app/practice-paths.ts'
import type { CaseCardView } from '#app/practice-view.server.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Card, CardLink } from '#app/ui/card.tsx'

/** A case of the practice library in a list. */
export function CaseCard({ card, words }: { card: CaseCardView; words: WordTree }) {
  const t = useServedWords(words)
  return (
    <Card as="li" className="grid content-start gap-2">
      <p className="flex flex-wrap gap-2">
        <Badge tone="leaf">{t(`spaceKinds.${card.kind}`)}</Badge>
        {card.years && <Badge>{card.years}</Badge>}
      </p>
      <h3 className="text-xl font-semibold tracking-tight">
        <CardLink to={practicePaths.practice(card.slug)}>{card.title}</CardLink>
      </h3>
      <p className="text-sm text-ink-2">
        {[
          card.townName,
          card.region,
          card.band ? t(`served.practices.bands.${card.band}`) : t('served.practices.bandUnknown'),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p>{card.summary}</p>
    </Card>
  )
}
