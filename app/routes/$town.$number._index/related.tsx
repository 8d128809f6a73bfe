import { ContributionCard } from '#app/contribution-card.tsx'
import { useWords } from '#app/i18n/use-words.ts'
import { TextLink } from '#app/ui/link.tsx'
import type { ContributionData } from './load.server.ts'

/** The pins a proposal rests on; the proposals that took a pin up; the plans that take it into account. */
export function Related({ contribution }: { contribution: ContributionData }) {
  const t = useWords()
  const groups = [
    { title: t('contribution.cites'), cards: contribution.cites },
    { title: t('contribution.citedBy'), cards: contribution.citedBy },
  ].filter((group) => group.cards.length > 0)
  const plans = contribution.plans.length > 0 && (
    <ul className="grid gap-2">
      {contribution.plans.map(({ href, text }) => (
        <li key={href}>
          <TextLink to={href}>{text}</TextLink>
        </li>
      ))}
    </ul>
  )
  const cited = groups.map((group) => (
    <section key={group.title} className="grid gap-3">
      <h2 className="text-xl font-semibold">{group.title}</h2>
      <ul className="grid gap-3 sm:grid-cols-2">
        {group.cards.map((card) => (
          <ContributionCard key={card.id} card={card} />
        ))}
      </ul>
    </section>
  ))
  return (
    <>
      {plans}
      {cited}
    </>
  )
}
