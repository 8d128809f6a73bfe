import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { localized } from '#app/domain/localized.ts'
import { can } from '#app/domain/permissions.ts'
import { SMALLEST_GROUP } from '#app/domain/small-groups.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { getSpace } from '#app/models/spaces.server.ts'
import { spaceParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { getScene } from '#app/session.server.ts'
import { studyPaths } from '#app/study-paths.ts'
import { auditResults } from '#app/study-results.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { Chart } from '#app/ui/charts/chart.tsx'
import { Radar } from '#app/ui/charts/radar.tsx'
import { Container } from '#app/ui/container.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { RoundList } from './round-list.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, space: spaceSlug } = spaceParams.parse(params)
    const { town, actor, locale } = await getScene(request, slug)
    const space = await getSpace(town.id, spaceSlug)
    const name = localized(space, 'name', locale)
    const asked = new URL(request.url).searchParams.get('round')
    return {
      words: { served: servedWords(locale, 'study') },
      title: tOf(locale)('served.study.audit.resultsTitle', { space: name }),
      space: { slug: space.slug, name },
      mayChange: can(actor, 'form:change'),
      results: await auditResults(town, space.id, locale, { asked }),
    }
  })
}

type Data = Awaited<ReturnType<typeof loader>>

export const meta = titled<Data>((_, { title }) => title)

/** What the audits of a space have come to: axes, statements, groups, before and after. */
export default function Audits() {
  const { title, space, results, mayChange } = useLoaderData<typeof loader>()
  const { frame } = useTown()
  const t = usePageWords()
  const least = SMALLEST_GROUP
  const round = results?.chosen?.name ?? ''
  return (
    <Container className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[
              { to: paths.town(frame.slug), text: frame.name },
              { to: paths.space(frame.slug, space.slug), text: space.name },
            ]}
          />
        }
        title={title}
        lead={results ? t('served.study.audit.lead', results.ends) : undefined}
        actions={
          results?.isOpen && (
            <ButtonLink to={studyPaths.audit(frame.slug, space.slug)}>
              {t('served.study.audit.fill')}
            </ButtonLink>
          )
        }
      />
      {!results && <EmptyState title={t('served.study.audit.none')} className="mt-8" />}
      {results && (
        <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-12">
          <RoundList rounds={results.rounds} chosen={results.chosen?.id ?? null} />
          {!results.whole && <p>{t('served.study.audit.tooFew', { least })}</p>}
          <div className="grid gap-12 lg:grid-cols-2 [&>*]:content-start">
            {results.beforeAfter && (
              <Chart
                as="h2"
                title={t('served.study.audit.beforeAfter')}
                lead={t('served.study.audit.beforeAfterLead')}
                table={results.beforeAfter.table}
              >
                <Radar {...results.beforeAfter} className="mx-auto w-full max-w-[38rem]" />
              </Chart>
            )}
            {(results.groups ?? results.whole) && (
              <Chart
                as="h2"
                title={t('served.study.audit.groups')}
                lead={
                  results.groups
                    ? t('served.study.audit.groupsLead', { round, least })
                    : t('served.study.audit.noGroups', { least })
                }
                table={(results.groups ?? results.whole!).table}
              >
                <Radar {...(results.groups ?? results.whole!)} className="mx-auto w-full max-w-[38rem]" />
                {results.others !== null && (
                  <p className="text-sm text-ink-2">
                    {t('served.study.audit.others', { count: results.others })}
                  </p>
                )}
              </Chart>
            )}
          </div>
          {results.statements && (
            <section className="grid min-w-0 gap-4">
              <h2 className="text-2xl font-semibold tracking-tight">{t('served.study.audit.statements')}</h2>
              <p className="max-w-[44rem] text-ink-2">{t('served.study.audit.statementsLead', { round })}</p>
              <DataTable
                caption={t('served.study.audit.statements')}
                captionHidden
                rows={results.statements.rows}
                rowKey={(row) => row.id}
                columns={results.statements.columns.map((column) => ({
                  ...column,
                  cell: (row: Record<string, string>) => row[column.key] ?? '',
                }))}
                tall
              />
            </section>
          )}
          {mayChange && (
            <p>
              <TextLink to={studyPaths.adminForm(frame.slug, results.formSlug)}>
                {t('served.study.audit.link')}
              </TextLink>
            </p>
          )}
        </div>
      )}
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
