import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { formatNumber } from '#app/i18n/format.ts'
import type { T } from '#app/i18n/i18n.ts'
import { textLang } from '#app/i18n/text-lang.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { getAnswerSpeed, getOpenness } from '#app/models/openness.server.ts'
import { openPaths } from '#app/open-paths.ts'
import { townParams } from '#app/params.ts'
import { getScene } from '#app/session.server.ts'
import { speedText } from '#app/speed-text.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Container } from '#app/ui/container.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { Part } from './part.tsx'

const DAYS = 90
const DAY_MS = 86_400_000

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, locale } = await getScene(request, townParams.parse(params).town)
    const [openness, speed] = await Promise.all([
      getOpenness(town.id, new Date(Date.now() - DAYS * DAY_MS)),
      getAnswerSpeed(town.id),
    ])
    return {
      words: servedWords(locale, 'openness'),
      title: tOf(locale)('served.openness.title'),
      openness,
      speed: speedText(speed, locale),
    }
  })
}

export const meta: MetaFunction<typeof loader> = titled<{ title: string }>((_, { title }) => title)

/** What the public may know of the desk's work: counts and medians, nobody's name. */
export default function Openness() {
  const { frame, locale } = useTown()
  const { words, openness, speed } = useLoaderData<typeof loader>()
  const t = useServedWords(words)
  const number = (value: number) => formatNumber(value, locale)
  const { reports, appeals, log, reviewMedianHours } = openness
  return (
    <Container className="pb-16">
      <PageHeader title={t('served.openness.title')} lead={t('served.openness.lead', { days: DAYS })} />
      <div className="mt-6 grid grid-cols-[minmax(0,1fr)] gap-8">
        <Part id="answers" title={t('served.openness.answers')}>
          <p>{speed}</p>
        </Part>
        <Part id="review" title={t('served.openness.review')}>
          <p>
            {reviewMedianHours === null
              ? t('served.openness.noReviews')
              : t('served.openness.reviewTime', { hours: number(reviewMedianHours) })}
          </p>
        </Part>
        <DataTable
          caption={t('served.openness.acts')}
          rows={openness.acts}
          rowKey={(row) => row.act}
          empty={t('served.openness.none')}
          tall
          columns={[
            {
              key: 'act',
              header: t('served.openness.act'),
              isRowHeader: true,
              cell: (row) => actName(t, row.act),
            },
            { key: 'n', header: t('served.openness.count'), align: 'end', cell: (row) => number(row.n) },
          ]}
        />
        <p>{t('served.openness.undone', { count: openness.undone })}</p>
        <DataTable
          caption={t('served.openness.reasons')}
          rows={openness.reasons}
          rowKey={(row) => `${row.act} ${row.reason}`}
          empty={t('served.openness.none')}
          tall
          columns={[
            {
              key: 'reason',
              header: t('served.openness.reason'),
              isRowHeader: true,
              cell: ({ reason }) =>
                reason ? <span lang={textLang(reason, locale)}>{reason}</span> : t('served.openness.own'),
            },
            { key: 'act', header: t('served.openness.act'), cell: (row) => actName(t, row.act) },
            { key: 'n', header: t('served.openness.count'), align: 'end', cell: (row) => number(row.n) },
          ]}
        />
        <Part id="reports" title={t('served.openness.reports')}>
          <p>
            {t('served.openness.reportsText', {
              all: number(reports.all),
              settled: number(reports.settled),
            })}{' '}
            {reports.medianHours !== null &&
              t('served.openness.reportsTime', { hours: number(reports.medianHours) })}
          </p>
        </Part>
        <Part id="appeals" title={t('served.openness.appeals')}>
          <p>{t('served.openness.appealsText', appeals)}</p>
        </Part>
        {log && (
          <Part id="log" title={t('served.openness.log')}>
            <p className="[overflow-wrap:anywhere]">
              {t('served.openness.logText', { seq: number(log.seq), hash: log.hash })}
            </p>
          </Part>
        )}
        <Part id="data" title={t('served.openness.data')}>
          <ul className="flex flex-wrap gap-x-6">
            {(
              [
                [openPaths.openData(frame.slug), t('served.openness.archives')],
                [openPaths.embeds(frame.slug), t('served.openness.embeds')],
                [openPaths.ogc(frame.slug), t('served.openness.maps')],
                [openPaths.open311(frame.slug, '/discovery.json'), t('served.openness.open311')],
                [openPaths.api(), t('served.openness.api')],
              ] as const
            ).map(([href, text]) => (
              <li key={href}>
                <TextLink href={href} className="inline-flex min-h-12 items-center">
                  {text}
                </TextLink>
              </li>
            ))}
          </ul>
        </Part>
      </div>
    </Container>
  )
}

function actName(t: T, act: string): string {
  return t(`served.openness.actNames.${act as 'approve'}`)
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
