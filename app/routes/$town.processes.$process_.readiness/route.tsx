import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { commissionPaths } from '#app/commission-paths.ts'
import { localized } from '#app/domain/localized.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { readinessOf } from '#app/jobs/readiness.server.ts'
import { ageRows, checkLines, participationRows } from '#app/jobs/readiness-words.server.ts'
import { processParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { CheckList } from './check-list.tsx'
import { fixLinks } from './fix-links.server.ts'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, process: processSlug } = processParams.parse(params)
    const { town, actor, locale } = await requireStaff(request, slug, 'readiness:read')
    const t = tOf(locale)
    const { process, checks, participation, age } = await readinessOf(town, processSlug, locale)
    const fixes = fixLinks(town.slug, process.slug, actor, t)
    const lines = checkLines(checks, { t, locale, currency: town.currency })
    return {
      words: servedWords(locale, 'readiness'),
      title: t('served.readiness.title'),
      process: { slug: process.slug, title: localized(process, 'title', locale) },
      lines: lines.map((line) => ({ ...line, fix: line.state === 'ready' ? null : fixes[line.check] })),
      participation: participationRows(participation, t),
      ages: ageRows(age, t),
    }
  })
}

export const meta = titled<{ title: string }>((_, { title }) => title)

/** What a contest asks, what there is of it, and where to mend the rest. */
export default function ReadinessPage() {
  const { frame } = useTown()
  const { words, process, lines, participation, ages } = useLoaderData<typeof loader>()
  const t = useServedWords(words)
  const asked = lines.filter(({ state }) => state !== 'unknown')
  const ready = asked.filter(({ state }) => state === 'ready').length
  return (
    <Container className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[
              { to: paths.town(frame.slug), text: frame.name },
              { to: paths.process(frame.slug, process.slug), text: process.title },
            ]}
          />
        }
        title={t('served.readiness.title')}
        lead={t('served.readiness.lead')}
        actions={
          <ButtonLink href={commissionPaths.annexes(frame.slug, process.slug)}>
            {t('served.readiness.zip')}
          </ButtonLink>
        }
      />
      <div className="mt-6 grid grid-cols-[minmax(0,1fr)] gap-8">
        <p className="text-sm text-ink-2">{t('served.readiness.zipNote')}</p>
        <p className="text-xl font-semibold">{t('served.readiness.summary', { ready, all: asked.length })}</p>
        <CheckList t={t} lines={lines} />
        <DataTable
          caption={t('served.readiness.participation')}
          rows={participation}
          rowKey={({ channel }) => channel}
          tall
          columns={[
            {
              key: 'channel',
              header: t('served.readiness.channel'),
              isRowHeader: true,
              cell: ({ channel }) => channel,
            },
            { key: 'count', header: t('served.readiness.count'), align: 'end', cell: ({ count }) => count },
          ]}
        />
        {ages.length > 0 && (
          <DataTable
            caption={t('served.readiness.ageTitle')}
            rows={ages}
            rowKey={({ band }) => band}
            tall
            columns={[
              { key: 'band', header: t('served.readiness.age'), isRowHeader: true, cell: ({ band }) => band },
              {
                key: 'people',
                header: t('served.readiness.count'),
                align: 'end',
                cell: ({ people }) => people,
              },
            ]}
          />
        )}
      </div>
    </Container>
  )
}
