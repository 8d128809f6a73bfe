import { useMemo } from 'react'
import type { countryView } from '#app/country-view.server.ts'
import type { WordTree } from '#app/i18n/i18n.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { useLocale } from '#app/i18n/use-words.ts'
import { MapDoor } from '#app/map/client-only.tsx'
import { loadCountryMap } from '#app/map/load.ts'
import { practicePaths } from '#app/practice-paths.ts'
import { Badge } from '#app/ui/badge.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { Card, CardLink } from '#app/ui/card.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { TextLink } from '#app/ui/link.tsx'

type Country = Awaited<ReturnType<typeof countryView>>

/** What is open in all towns now. */
export function OpenProcesses({ processes, words }: { processes: Country['processes']; words: WordTree }) {
  const t = useServedWords(words)
  return (
    <section className="mt-12">
      <h2 className="text-xl font-semibold">{t('served.country.processes')}</h2>
      {processes.length === 0 && <p className="mt-4 text-ink-2">{t('served.country.noProcesses')}</p>}
      <ul className="mt-4 grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {processes.map((process) => (
          <Card as="li" key={process.to} className="grid content-start gap-2">
            <p className="flex flex-wrap items-center gap-2 text-sm text-ink-2">
              <Badge tone="accent">{t(`phases.${process.kind}`)}</Badge>
              {process.until}
            </p>
            <h3 className="text-lg font-semibold">
              <CardLink to={process.to}>{process.title}</CardLink>
            </h3>
            <p>{process.question}</p>
            <p className="text-sm text-ink-2">{process.town}</p>
          </Card>
        ))}
      </ul>
    </section>
  )
}

/** The newest of the practice library. */
export function SomeCases({ cases, words }: { cases: Country['cases']; words: WordTree }) {
  const t = useServedWords(words)
  if (cases.length === 0) return null
  return (
    <section className="mt-12">
      <h2 className="text-xl font-semibold">{t('served.country.library')}</h2>
      <p className="mt-1 text-ink-2">{t('served.country.libraryLead')}</p>
      <ul className="mt-4 grid gap-x-8 sm:grid-cols-2">
        {cases.map((card) => (
          <li key={card.slug} className="border-b border-line py-3">
            <TextLink to={practicePaths.practice(card.slug)}>{card.title}</TextLink>
            <span className="block text-sm text-ink-2">
              {[t(`spaceKinds.${card.kind}`), card.region, card.years].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      <ButtonLink to={practicePaths.library()} variant="secondary" className="mt-6">
        {t('served.country.allCases')}
      </ButtonLink>
    </section>
  )
}

/** Towns and cases on a map, and the same as a list. */
export function CountryMapSection({ points, words }: { points: Country['points']; words: WordTree }) {
  const t = useServedWords(words)
  const locale = useLocale()
  const props = useMemo(
    () => ({
      points,
      locale,
      labels: {
        map: t('served.country.mapLabel'),
        keyboard: t('map.keyboard'),
        zoomIn: t('map.zoomIn'),
        zoomOut: t('map.zoomOut'),
        wholeTown: t('served.country.whole'),
        wheel: t('map.wheel'),
      },
    }),
    [points, locale, t],
  )
  if (points.length === 0) return null
  return (
    <section className="mt-12">
      <h2 className="text-xl font-semibold">{t('served.country.mapTitle')}</h2>
      <MapDoor
        load={loadCountryMap}
        props={props}
        className="mt-4 h-96"
        labels={{ failed: t('served.country.mapFailed') }}
        fallback={
          <p className="grid h-full content-center rounded-xl bg-surface-2 p-6 text-ink-2">
            {t('served.country.mapNone')}
          </p>
        }
      />
      <p className="mt-2 text-sm text-ink-2">{t('served.country.mapNote')}</p>
      <Disclosure summary={t('served.country.mapList')} note={points.length} className="mt-4">
        <ul>
          {points.map(({ title, href }) => (
            <li key={href} className="py-2">
              <TextLink to={href}>{title}</TextLink>
            </li>
          ))}
        </ul>
      </Disclosure>
    </section>
  )
}
