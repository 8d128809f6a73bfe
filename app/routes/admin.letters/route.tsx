import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { orRefuse } from '#app/answer.server.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { env, origin } from '#app/env.server.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import { localeOf } from '#app/i18n/locale.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { pageWords, tOf } from '#app/i18n/words.server.ts'
import { hidden } from '#app/jobs/hidden.server.ts'
import { letterText } from '#app/jobs/letter-text.server.ts'
import { wakeMail } from '#app/jobs/mail.server.ts'
import { isId } from '#app/models/ids.server.ts'
import { getOutbox, resendFailedLetters, resendLetter } from '#app/models/letters.server.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { getLocale, requirePlatformAdmin } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Button } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'

const schema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('again'), id: z.string().max(200).refine(isId) }),
  z.object({ intent: z.literal('all-again') }),
])

export async function loader({ request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    await requirePlatformAdmin(request, 'letters:manage')
    const locale = await getLocale(request)
    const { unsent, ...counts } = await getOutbox()
    return {
      title: tOf(locale)('outbox.title'),
      words: pageWords(locale, 'outbox'),
      locale,
      hasMail: env().SMTP_URL !== undefined,
      isDone: new URL(request.url).searchParams.has('done'),
      counts,
      unsent: unsent.map((letter) => ({
        id: letter.id,
        channel: letter.channel,
        // Whose letter it is and the code in it are nobody's business here.
        to: letter.channel === 'email' ? hidden(letter.recipient) : '',
        subject:
          letter.template === 'code'
            ? letterText('code', { code: '••••••' }, localeOf(locale), origin()).subject
            : letterText(letter.template, letter.params, localeOf(locale), origin()).subject,
        state: letter.state as 'waiting' | 'failed',
        tries: letter.tries,
        dueAt: letter.dueAt,
        createdAt: letter.createdAt,
        error: hidden(letter.lastError ?? ''),
        mayResend: letter.state === 'failed' && letter.template !== 'code' && letter.recipient !== '',
      })),
    }
  })
}

export async function action({ request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    await requirePlatformAdmin(request, 'letters:manage')
    const submission = parseWithZod(await readForm(request), { schema })
    try {
      if (submission.status !== 'success') throw new Refusal('input.bad')
      if (submission.value.intent === 'again') await resendLetter(submission.value.id)
      else await resendFailedLetters()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const t = tOf(await getLocale(request))
      return data({ failure: t(`refusals.${error.code}`, error.details) }, { status: error.status })
    }
    wakeMail()
    return redirect(`${paths.outbox()}?done=1`)
  })
}

export const meta = titled<{ title: string }>((_, { title }) => title)

export default function Outbox() {
  const page = useLoaderData<typeof loader>()
  const { locale, counts, unsent } = page
  const t = usePageWords()
  const failure = useActionData<typeof action>()?.failure
  const moment = (at: Date) => formatDateTime(at, locale, 'Europe/Moscow')
  return (
    <Container width="wide" className="pb-16">
      <PageHeader title={page.title} lead={t('outbox.lead')} />
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-6">
        {failure && (
          <Notice tone="danger" role="alert">
            {failure}
          </Notice>
        )}
        {page.isDone && !failure && (
          <Notice tone="success" role="status">
            {t('outbox.done')}
          </Notice>
        )}
        {!page.hasMail && <Notice tone="warning">{t('outbox.noMail')}</Notice>}
        <p>{t('outbox.counts', counts)}</p>
        {counts.failed > 0 && (
          <Form method="post">
            <input type="hidden" name="intent" value="all-again" />
            <Button variant="secondary">{t('outbox.allAgain')}</Button>
          </Form>
        )}
        <DataTable
          caption={page.title}
          captionHidden
          rows={unsent}
          rowKey={(row) => row.id}
          empty={t('outbox.empty')}
          tall
          columns={[
            { key: 'what', header: t('outbox.what'), isRowHeader: true, cell: (row) => row.subject },
            {
              key: 'to',
              header: t('outbox.to'),
              cell: (row) => row.to || t(`outbox.channels.${row.channel}`),
            },
            { key: 'state', header: t('outbox.state'), cell: (row) => t(`outbox.states.${row.state}`) },
            { key: 'tries', header: t('outbox.tries'), align: 'end', cell: (row) => row.tries },
            { key: 'made', header: t('outbox.made'), cell: (row) => moment(row.createdAt) },
            {
              key: 'next',
              header: t('outbox.next'),
              cell: (row) => (row.state === 'waiting' ? moment(row.dueAt) : ''),
            },
            {
              key: 'error',
              header: t('outbox.error'),
              cell: (row) => <span className="block max-w-sm break-words">{row.error}</span>,
            },
            {
              key: 'act',
              header: <span className="sr-only">{t('outbox.again')}</span>,
              cell: (row) =>
                row.mayResend && (
                  <Form method="post">
                    <input type="hidden" name="intent" value="again" />
                    <input type="hidden" name="id" value={row.id} />
                    <Button variant="quiet" size="sm">
                      {t('outbox.again')}
                      <span className="sr-only">: {row.subject}</span>
                    </Button>
                  </Form>
                ),
            },
          ]}
        />
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
