import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { localized } from '#app/domain/localized.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { listAllCases } from '#app/models/practices.server.ts'
import { practicePaths } from '#app/practice-paths.ts'
import { getLocale, requirePlatformAdmin } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'

export async function loader({ request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    await requirePlatformAdmin(request, 'practice:change')
    const [locale, cases] = await Promise.all([getLocale(request), listAllCases()])
    return {
      words: servedWords(locale, 'practices'),
      title: tOf(locale)('served.practices.keepTitle'),
      locale,
      isSaved: new URL(request.url).searchParams.has('saved'),
      cases: cases.map(({ translations, ...row }) => ({
        ...row,
        title: localized({ ...row, translations }, 'title', locale),
        townName: localized({ ...row, translations }, 'townName', locale),
      })),
    }
  })
}

export const meta: MetaFunction<typeof loader> = titled<{ title: string }>((_, { title }) => title)

/** All cases of the library for who keeps it, what towns have proposed first. */
export default function KeptCases() {
  const { words, title, locale, isSaved, cases } = useLoaderData<typeof loader>()
  const t = useServedWords(words)
  return (
    <Container width="wide" className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[{ to: practicePaths.library(), text: t('served.practices.title') }]}
          />
        }
        title={title}
        lead={t('served.practices.keepLead')}
        actions={<ButtonLink to={practicePaths.edit('new')}>{t('served.practices.add')}</ButtonLink>}
      />
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-6">
        {isSaved && (
          <Notice tone="success" role="status">
            {t('served.practices.saved')}
          </Notice>
        )}
        <DataTable
          caption={title}
          captionHidden
          rows={cases}
          rowKey={(row) => row.id}
          empty={t('served.practices.none')}
          tall
          columns={[
            {
              key: 'title',
              header: t('served.practices.form.title'),
              isRowHeader: true,
              cell: (row) => <TextLink to={practicePaths.edit(row.id)}>{row.title}</TextLink>,
            },
            { key: 'town', header: t('served.practices.town'), cell: (row) => row.townName },
            {
              key: 'state',
              header: t('served.practices.state'),
              cell: (row) => t(`served.practices.states.${row.state}`),
            },
            {
              key: 'changed',
              header: t('served.practices.changed'),
              cell: (row) => formatDateTime(row.updatedAt, locale, 'Europe/Moscow'),
            },
          ]}
        />
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
