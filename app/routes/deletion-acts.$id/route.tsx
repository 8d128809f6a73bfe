import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { notFound } from '#app/answer.server.ts'
import { origin } from '#app/env.server.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import type { WordKey } from '#app/i18n/i18n.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { pageWords, tOf } from '#app/i18n/words.server.ts'
import { getDeletionAct } from '#app/models/deletion.server.ts'
import { isId } from '#app/models/ids.server.ts'
import { getLocale } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Container } from '#app/ui/container.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'

/** The paper that a deletion leaves. Whoever has its address may read it: it is about nobody. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  const id = params.id ?? ''
  const act = isId(id) ? await getDeletionAct(id) : null
  if (!act) throw notFound()
  const locale = await getLocale(request)
  return {
    title: tOf(locale)('deletionAct.title'),
    words: pageWords(locale, 'deletionAct'),
    origin: origin(),
    date: formatDateTime(act.createdAt, locale, 'Europe/Moscow'),
    act: { id: act.id, cause: act.cause, choice: act.choice, counts: Object.entries(act.counts) },
  }
}

export const meta = titled<{ title: string }>((_, { title }) => title)

export default function DeletionAct() {
  const { title, origin, date, act } = useLoaderData<typeof loader>()
  const t = usePageWords()
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader title={title} lead={t('deletionAct.lead', { origin, date })} />
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-4">
        <p className="break-words">{t('deletionAct.number', { id: act.id })}</p>
        <p>{t(`deletionAct.causes.${act.cause}`)}</p>
        <p>{t(`deletionAct.choices.${act.choice}`)}</p>
        <DataTable
          caption={t('deletionAct.done')}
          rows={act.counts}
          rowKey={([name]) => name}
          tall
          columns={[
            {
              key: 'what',
              header: t('deletionAct.what'),
              isRowHeader: true,
              cell: ([name]) => t(`deletionAct.counts.${name}` as WordKey),
            },
            { key: 'count', header: t('deletionAct.count'), align: 'end', cell: ([, count]) => count },
          ]}
        />
        <p>{t('deletionAct.also')}</p>
        <p className="text-sm text-ink-2">{t('deletionAct.print')}</p>
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
