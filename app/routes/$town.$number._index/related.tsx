import { ContributionCard } from '#app/contribution-card.tsx'
import { useWords } from '#app/i18n/use-words.ts'
import type { ContributionData } from './load.server.ts'

/** The pins a proposal rests on; the proposals that took a pin up. */
export function Related({ contribution }: { contribution: ContributionData }) {
  const t = useWords()
  const groups = [
    { title: t('contribution.cites'), cards: contribution.cites },
    { title: t('contribution.citedBy'), cards: contribution.citedBy },
  ].filter((group) => group.cards.length > 0)
  return groups.map((group) => (
    <section key={group.title} className="grid gap-3">
      <h2 className="text-xl font-semibold">{group.title}</h2>
      <ul className="grid gap-3 sm:grid-cols-2">
        {group.cards.map((card) => (
          <ContributionCard key={card.id} card={card} />
        ))}
      </ul>
    </section>
  ))
}
