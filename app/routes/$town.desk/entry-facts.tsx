import type { ReactNode } from 'react'
import { formatCoordinates } from '#app/domain/geometry/format-coordinates.ts'
import { formatMoney } from '#app/domain/money.ts'
import { textLang } from '#app/i18n/text-lang.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { CategoryIcon } from '#app/ui/category-icon.tsx'
import { TextLink } from '#app/ui/link.tsx'
import type { EntryFacts as Facts } from './entry-facts.server.ts'

/** Where, what about, how much, resting on what: enough to decide without leaving the queue. */
export function EntryFacts({ facts }: { facts: Facts }) {
  const t = useWords()
  const { frame, locale, currency } = useTown()
  const { category, costMinor, cites } = facts
  return (
    <dl className="grid gap-x-6 gap-y-3 text-sm sm:grid-cols-2">
      <Place place={facts.place} />
      {category && (
        <Fact name={t('contribution.category')}>
          <span className="inline-flex items-center gap-2">
            <CategoryIcon category={category.icon} className="size-5" />
            {category.name}
          </span>
        </Fact>
      )}
      {costMinor !== null && (
        <Fact name={t('contribution.cost')}>
          <span className="tabular-nums">{formatMoney(costMinor, currency, locale)}</span>
        </Fact>
      )}
      {cites.length > 0 && (
        <Fact name={t('contribution.cites')}>
          <ul className="grid gap-1">
            {cites.map((pin) => (
              <li key={pin.number}>
                <TextLink to={paths.contribution(frame.slug, pin.number)}>
                  {t('common.numberSign', { number: pin.number })}{' '}
                  <span lang={textLang(pin.title, locale)}>{pin.title}</span>
                </TextLink>
              </li>
            ))}
          </ul>
        </Fact>
      )}
    </dl>
  )
}

function Place({ place }: { place: Facts['place'] }) {
  const t = useWords()
  const { frame, locale } = useTown()
  const { precision, text, lng, lat, space } = place
  return (
    <Fact name={t('contribution.where')}>
      {space && (
        <span className="block">
          <TextLink to={paths.space(frame.slug, space.slug)}>{space.name}</TextLink>
        </span>
      )}
      {text && (
        <span className="block" lang={textLang(text, locale)}>
          {text}
        </span>
      )}
      {precision === 'point' && lng !== null && lat !== null && (
        <span className="block tabular-nums text-ink-2">{formatCoordinates(lng, lat, locale)}</span>
      )}
      {precision !== 'point' && (
        <span className="block text-ink-2">
          {t(precision === 'space' ? 'contribution.placeSpace' : 'contribution.placeDescribed')}
        </span>
      )}
    </Fact>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-2">{name}</dt>
      <dd className="mt-0.5 break-words">{children}</dd>
    </div>
  )
}
