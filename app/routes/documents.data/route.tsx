import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { documentParagraphs } from '#app/documents.server.ts'
import { TERMS } from '#app/domain/retention.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { pageWords } from '#app/i18n/words.server.ts'
import { listRegister } from '#app/models/data-register.server.ts'
import { getLocale } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Container } from '#app/ui/container.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { Paragraphs } from '#app/ui/paragraphs.tsx'

/** How long what is kept, and the register of every table, made from the schema. */
export async function loader({ request }: LoaderFunctionArgs) {
  const locale = await getLocale(request)
  return {
    paragraphs: documentParagraphs(locale, 'data'),
    words: pageWords(locale, 'register'),
    register: listRegister(),
  }
}

export const meta = titled((t) => t('documents.data.title'))

export default function DataDocument() {
  const { paragraphs, register } = useLoaderData<typeof loader>()
  const t = usePageWords()
  const groups = [...new Set(register.map(({ about }) => about))]
  return (
    <Container className="pb-16">
      <PageHeader
        title={t('documents.data.title')}
        meta={t('consent.version', { version: t('documents.data.version') })}
      />
      <div className="mt-8 grid max-w-3xl gap-4 text-pretty">
        <Paragraphs texts={paragraphs} />
      </div>
      <section aria-labelledby="register" className="mt-12 grid grid-cols-[minmax(0,1fr)] gap-6">
        <h2 id="register" className="text-2xl font-semibold tracking-tight">
          {t('register.title')}
        </h2>
        <p className="max-w-3xl">{t('register.lead')}</p>
        <p className="max-w-3xl">{t('register.files')}</p>
        {groups.map((group) => (
          <DataTable
            key={group}
            caption={t(`register.groups.${group}`)}
            rows={register.filter(({ about }) => about === group)}
            rowKey={(row) => row.name}
            tall
            columns={[
              {
                key: 'table',
                header: t('register.table'),
                isRowHeader: true,
                cell: (row) => <code>{row.table}</code>,
              },
              {
                key: 'holds',
                header: t('register.holds'),
                cell: (row) => (
                  <ul className="grid min-w-56 gap-1">
                    {row.columns.map((column) => (
                      <li key={column.class}>
                        {t(`register.classes.${column.class}`)}:{' '}
                        <code className="break-words text-sm text-ink-2">{column.names.join(', ')}</code>
                      </li>
                    ))}
                  </ul>
                ),
              },
              {
                key: 'term',
                header: t('register.term'),
                cell: (row) => (
                  <span className="block min-w-40">{t(`register.terms.${row.term}`, { ...TERMS })}</span>
                ),
              },
            ]}
          />
        ))}
      </section>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
