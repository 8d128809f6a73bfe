import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { CaseCard } from '#app/case-card.tsx'
import { SPACE_KINDS } from '#app/domain/categories.ts'
import { TEXT_LIMITS } from '#app/domain/filter.ts'
import { SIZE_BANDS } from '#app/domain/practices.ts'
import { cleaned } from '#app/domain/text.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { CASES_A_PAGE, listCases } from '#app/models/practices.server.ts'
import { numberIn } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { practicePaths } from '#app/practice-paths.ts'
import { caseCard } from '#app/practice-view.server.ts'
import { getLocale, getPersonOf } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Field } from '#app/ui/field.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { Pagination } from '#app/ui/pagination.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

/** Nobody turns so many pages. */
const LAST_PAGE = 10_000

export async function loader({ request }: LoaderFunctionArgs) {
  const query = new URL(request.url).searchParams
  const filter = {
    text: cleaned(query.get('text') ?? '').slice(0, TEXT_LIMITS.length),
    kind: SPACE_KINDS.find((kind) => kind === query.get('kind')) ?? null,
    band: SIZE_BANDS.find((band) => band === query.get('band')) ?? null,
  }
  const page = Math.min(LAST_PAGE, Math.max(1, Math.trunc(numberIn(query, 'page') ?? 1)))
  const [locale, person, found] = await Promise.all([
    getLocale(request),
    getPersonOf(request),
    listCases(filter, page),
  ])
  return {
    words: servedWords(locale, 'practices'),
    title: tOf(locale)('served.practices.title'),
    mayKeep: person?.isPlatformAdmin ?? false,
    filter,
    page,
    count: found.count,
    hasMore: page * CASES_A_PAGE < found.count,
    cases: found.cases.map((row) => caseCard(row, locale)),
  }
}

export const meta: MetaFunction<typeof loader> = titled<{ title: string }>((_, { title }) => title)

/** What towns have done, to be found by words, kind of space and size of the town. */
export default function Practices() {
  const { words, filter, page, count, hasMore, cases, mayKeep } = useLoaderData<typeof loader>()
  const t = useServedWords(words)
  const isFiltered = filter.text !== '' || filter.kind !== null || filter.band !== null
  const at = (to: number) =>
    practicePaths.library({
      text: filter.text,
      kind: filter.kind ?? undefined,
      band: filter.band ?? undefined,
      page: to > 1 ? String(to) : undefined,
    })
  return (
    <Container className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[{ to: paths.home(), text: t('common.product') }]}
          />
        }
        title={t('served.practices.title')}
        lead={t('served.practices.lead')}
        actions={
          mayKeep && (
            <ButtonLink to={practicePaths.keep()} variant="secondary">
              {t('served.practices.keep')}
            </ButtonLink>
          )
        }
      />
      <Form
        className="mt-8 grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr_auto]"
        role="search"
      >
        <Field label={t('served.practices.text')}>
          <TextInput name="text" type="search" maxLength={TEXT_LIMITS.length} defaultValue={filter.text} />
        </Field>
        <Field label={t('served.practices.kind')}>
          <Select
            name="kind"
            defaultValue={filter.kind ?? ''}
            placeholder={t('served.practices.anyKind')}
            options={SPACE_KINDS.map((kind) => ({ value: kind, label: t(`spaceKinds.${kind}`) }))}
          />
        </Field>
        <Field label={t('served.practices.band')}>
          <Select
            name="band"
            defaultValue={filter.band ?? ''}
            placeholder={t('served.practices.anyBand')}
            options={SIZE_BANDS.map((band) => ({ value: band, label: t(`served.practices.bands.${band}`) }))}
          />
        </Field>
        <Button>{t('served.practices.find')}</Button>
      </Form>
      <h2 className="mt-10 text-2xl font-semibold tracking-tight tabular-nums">
        {t('served.practices.found', { count })}
      </h2>
      {isFiltered && (
        <ButtonLink to={practicePaths.library()} variant="quiet" size="sm" className="mt-2">
          {t('served.practices.reset')}
        </ButtonLink>
      )}
      {count === 0 && (
        <EmptyState title={t('served.practices.none')} className="mt-6">
          {isFiltered && t('served.practices.noneText')}
        </EmptyState>
      )}
      <ul className="mt-4 mb-8 grid gap-4 md:grid-cols-2 xl:grid-cols-3">
        {cases.map((card) => (
          <CaseCard key={card.slug} card={card} words={words} />
        ))}
      </ul>
      <Pagination
        label={t('served.practices.pages')}
        previous={page > 1 ? { to: at(page - 1), text: t('served.practices.previous') } : null}
        next={hasMore ? { to: at(page + 1), text: t('served.practices.next') } : null}
      />
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
