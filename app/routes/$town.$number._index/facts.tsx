import type { ReactNode } from 'react'
import { DECISION_TONE } from '#app/contribution-card.tsx'
import { formatCoordinates } from '#app/domain/geometry/format-coordinates.ts'
import { formatMoney } from '#app/domain/money.ts'
import { textLang } from '#app/i18n/text-lang.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { MapDoor } from '#app/map/client-only.tsx'
import { loadPlaceMap } from '#app/map/load.ts'
import { usePlaceMapLabels } from '#app/map-labels.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Badge } from '#app/ui/badge.tsx'
import { CategoryIcon } from '#app/ui/category-icon.tsx'
import { TextLink } from '#app/ui/link.tsx'
import type { ContributionData } from './load.server.ts'

/** Place, topic, cost, status: what a planner asks first. */
export function Facts({ contribution, url }: { contribution: ContributionData; url: string }) {
  const t = useWords()
  const { frame, ground, locale, currency } = useTown()
  const labels = usePlaceMapLabels()
  const { place, space, category, costMinor, process, status, decision } = contribution
  const geometry =
    place.geometry ??
    (place.lng !== null && place.lat !== null
      ? { type: 'Point' as const, coordinates: [place.lng, place.lat] }
      : null)
  return (
    <section className="grid gap-4">
      {geometry && (
        <MapDoor
          load={loadPlaceMap}
          labels={{ failed: t('map.failed') }}
          className="h-64 overflow-hidden rounded-xl border border-line bg-surface-2"
          fallback={
            <p className="grid h-full place-items-center text-ink-2" data-needs-script="">
              {t('map.loading')}
            </p>
          }
          props={{ ...ground, geometry, kind: contribution.kind, labels }}
        />
      )}
      <dl className="grid gap-3">
        <Fact name={t('contribution.where')}>
          {place.text && (
            <span className="block" lang={textLang(place.text, locale)}>
              {place.text}
            </span>
          )}
          {place.precision === 'space' && (
            <span className="block text-ink-2">{t('contribution.placeSpace')}</span>
          )}
          {place.precision === 'described' && (
            <span className="block text-ink-2">{t('contribution.placeDescribed')}</span>
          )}
          {geometry && place.precision === 'point' ? (
            <span className="block tabular-nums text-ink-2">
              {formatCoordinates(place.lng!, place.lat!, locale)}
            </span>
          ) : null}
          {place.nearest && <span className="block text-ink-2">{place.nearest}</span>}
          {!geometry && <span className="block text-ink-2">{t('contribution.unplaced')}</span>}
        </Fact>
        {space && (
          <Fact name={t('contribution.space')}>
            <TextLink to={paths.space(frame.slug, space.slug)}>{space.name}</TextLink>
          </Fact>
        )}
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
        <Fact name={t('contribution.process')}>
          <TextLink to={paths.process(frame.slug, process.slug)}>{process.title}</TextLink>
        </Fact>
        <Fact name={t('contribution.status')}>
          <span className="flex flex-wrap gap-2">
            <Badge>{t(`statuses.${status}`)}</Badge>
            {decision && <Badge tone={DECISION_TONE[decision]}>{t(`decisions.${decision}`)}</Badge>}
          </span>
        </Fact>
        <Fact name={t('contribution.share')}>
          <TextLink href={url} className="break-all">
            {url.replace(/^https?:\/\//, '')}
          </TextLink>
        </Fact>
      </dl>
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="border-t border-line pt-3">
      <dt className="text-sm text-ink-2">{name}</dt>
      <dd className="mt-0.5">{children}</dd>
    </div>
  )
}
