import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { Refusal } from '#app/domain/refusal.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { pageWords, tOf } from '#app/i18n/words.server.ts'
import { removeFiles } from '#app/jobs/retention.server.ts'
import { deleteAccount } from '#app/models/deletion.server.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { getLocale, requirePerson, sessionCookie, setCookie } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Container } from '#app/ui/container.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { RadioCards } from '#app/ui/radio-cards.tsx'

const CHOICES = ['anonymise', 'remove'] as const
const schema = z.object({
  choice: z.enum(CHOICES, 'choice'),
  confirm: z.literal('on', 'confirm'),
})

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePerson(request)
  const locale = await getLocale(request)
  return { title: tOf(locale)('myData.title'), words: pageWords(locale, 'myData') }
}

/** Deletes the account within the request: rows in one transaction, then the files of pictures. */
export async function action({ request }: ActionFunctionArgs) {
  const person = await requirePerson(request)
  const t = tOf(await getLocale(request))
  const submission = parseWithZod(await readForm(request), { schema })
  if (submission.status !== 'success') {
    const faults = submission.error ?? {}
    const choice = String(submission.payload.choice ?? '')
    return data(
      {
        choice,
        choiceFault: faults.choice ? t('errors.field.choice') : null,
        confirmFault: faults.confirm ? t('myData.confirmMissing') : null,
        failure: t('errors.form'),
      },
      { status: 400 },
    )
  }
  const { choice } = submission.value
  try {
    const id = await deleteAccount({ personId: person.id, choice })
    await removeFiles()
    return redirect(paths.deletionAct(id), {
      headers: { 'Set-Cookie': await setCookie(sessionCookie, '', { maxAge: 0 }) },
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const failure = t(`refusals.${error.code}`, error.details)
    return data({ choice, choiceFault: null, confirmFault: null, failure }, { status: error.status })
  }
}

export const meta = titled<{ title: string }>((_, { title }) => title)

export default function MyData() {
  const { title } = useLoaderData<typeof loader>()
  const t = usePageWords()
  const answer = useActionData<typeof action>()
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader title={title} lead={t('myData.lead')} />
      <section aria-labelledby="take" className="mt-8 grid justify-items-start gap-4">
        <h2 id="take" className="text-xl font-semibold">
          {t('myData.take')}
        </h2>
        <p>{t('myData.takeText')}</p>
        <ButtonLink href={paths.myDataZip()} download variant="secondary">
          {t('myData.takeDo')}
        </ButtonLink>
        <TextLink to={paths.document('data')}>{t('myData.what')}</TextLink>
      </section>
      <section aria-labelledby="delete" className="mt-12 grid gap-4">
        <h2 id="delete" className="text-xl font-semibold">
          {t('myData.delete')}
        </h2>
        <p>{t('myData.deleteText')}</p>
        {answer?.failure && (
          <Notice tone="danger" role="alert">
            {answer.failure}
          </Notice>
        )}
        <Form method="post" className="grid gap-6" noValidate reloadDocument>
          <RadioCards
            name="choice"
            legend={t('myData.choice')}
            required
            defaultValue={answer?.choice}
            error={answer?.choiceFault}
            options={CHOICES.map((choice) => ({
              value: choice,
              title: t(`myData.choices.${choice}.title`),
              hint: t(`myData.choices.${choice}.hint`),
            }))}
          />
          <Checkbox name="confirm" label={t('myData.confirm')} required error={answer?.confirmFault} />
          <Button variant="danger" className="justify-self-start">
            {t('myData.deleteDo')}
          </Button>
        </Form>
      </section>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
