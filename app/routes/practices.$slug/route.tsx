import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { localized } from '#app/domain/localized.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords } from '#app/i18n/words.server.ts'
import { countMadeAfter, listAdministered } from '#app/models/practice-sources.server.ts'
import { getCase, isOfDemo } from '#app/models/practices.server.ts'
import { practiceParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { practicePaths } from '#app/practice-paths.ts'
import { caseCard, factsOf } from '#app/practice-view.server.ts'
import { getLocale, getSigned } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Container } from '#app/ui/container.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { FactList } from './fact-list.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { slug } = practiceParams.parse(params)
    const [locale, signed, row] = await Promise.all([getLocale(request), getSigned(request), getCase(slug)])
    const [made, isDemo, towns] = await Promise.all([
      countMadeAfter(row.id),
      isOfDemo(row),
      // Until the second factor is shown nobody administers anything.
      signed?.session.provenAt ? listAdministered(signed.person.id) : [],
    ])
    return {
      words: servedWords(locale, 'practices'),
      card: caseCard(row, locale),
      facts: factsOf(row, locale),
      made,
      isDemo,
      editId: signed?.person.isPlatformAdmin ? row.id : null,
      towns: towns.map((town) => ({ slug: town.slug, name: localized(town, 'name', locale) })),
    }
  })
}

type CaseData = Awaited<ReturnType<typeof loader>>

export const meta: MetaFunction<typeof loader> = titled<CaseData>(
  (_, { card }) => card.title,
  ({ card }) => [
    { name: 'description', content: card.summary },
    { property: 'og:title', content: card.title },
  ],
)

/** One case, in facts with their sources. */
export default function PracticePage() {
  const { words, card, facts, made, isDemo, editId, towns } = useLoaderData<typeof loader>()
  const t = useServedWords(words)
  return (
    <Container className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[
              { to: paths.home(), text: t('common.product') },
              { to: practicePaths.library(), text: t('served.practices.title') },
            ]}
          />
        }
        title={card.title}
        lead={card.summary}
        meta={
          <>
            <Badge tone="leaf">{t(`spaceKinds.${card.kind}`)}</Badge>
            <span>{[card.townName, card.region].filter(Boolean).join(', ')}</span>
            <span>
              {card.band ? t(`served.practices.bands.${card.band}`) : t('served.practices.bandUnknown')}
            </span>
            <span>{card.years || t('served.practices.yearsUnknown')}</span>
          </>
        }
        actions={
          editId && (
            <ButtonLink to={practicePaths.edit(editId)} variant="secondary">
              {t('served.practices.edit')}
            </ButtonLink>
          )
        }
      />
      {isDemo && (
        <Notice tone="warning" className="mt-6">
          {t('served.practices.demo')}
        </Notice>
      )}
      <FactList facts={facts} words={words} />
      {(made > 0 || towns.length > 0) && (
        <Card as="section" tone="tinted" className="mt-12 grid max-w-4xl gap-4">
          <h2 className="text-xl font-semibold">{t('served.practices.startTitle')}</h2>
          {made > 0 && <p>{t('served.practices.made', { count: made })}</p>}
          {towns.map((town) => (
            <ButtonLink
              key={town.slug}
              to={practicePaths.startAfter(town.slug, card.slug)}
              className="justify-self-start"
            >
              {t('served.practices.start', { town: town.name })}
            </ButtonLink>
          ))}
        </Card>
      )}
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
