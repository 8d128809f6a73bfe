import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { Refusal } from '#app/domain/refusal.ts'
import { ConfirmAgain } from '#app/forms/confirm-again.tsx'
import { confirmWords } from '#app/i18n/account-words.server.ts'
import type { WordKey } from '#app/i18n/i18n.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { pageWords, tOf } from '#app/i18n/words.server.ts'
import { removeFiles } from '#app/jobs/retention.server.ts'
import { deleteAccount } from '#app/models/deletion.server.ts'
import { hasFactor } from '#app/models/factors.server.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { refusalText } from '#app/refusal-text.server.ts'
import { getLocale, requireSigned, requireSure, sessionCookie, setCookie } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Container } from '#app/ui/container.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { RadioCards } from '#app/ui/radio-cards.tsx'

const CHOICES = ['anonymise', 'remove'] as const
const schema = z.object({
  choice: z.enum(CHOICES, 'choice'),
  confirm: z.literal('on', 'confirm'),
})

export async function loader({ request }: LoaderFunctionArgs) {
  const signed = await requireSigned(request)
  const locale = await getLocale(request)
  const isAsked = new URL(request.url).searchParams.has('again')
  return {
    title: tOf(locale)('myData.title'),
    words: { ...pageWords(locale, 'myData'), ...confirmWords(locale) },
    hasFactor: await hasFactor(signed.person.id),
    /** What whoever came for the file has yet to show. */
    missing: isAsked ? await missingOf(request) : null,
  }
}

async function missingOf(request: Request): Promise<string | null> {
  return requireSure(request).then(
    () => null,
    (error) => (error instanceof Refusal ? error.code : null),
  )
}

export async function action({ request }: ActionFunctionArgs) {
  const { person } = await requireSigned(request)
  const form = await readForm(request)
  const locale = await getLocale(request)
  const isTaking = form.get('intent') === 'take'
  try {
    if (!isTaking) return await deleteByForm(request, form, person.id)
    await requireSure(request, form)
    return redirect(paths.myDataZip())
  } catch (error) {
    const { code, text, status } = refusalText(error, locale, 'RUB')
    const choice = String(form.get('choice') ?? '')
    const answer = { ...NO_FAULTS, choice, isSure: form.get('confirm') === 'on', code, failure: text }
    return data<Answer>({ ...answer, isTaking }, { status })
  }
}

interface Answer {
  isTaking: boolean
  choice: string
  isSure: boolean
  choiceFault: string | null
  confirmFault: string | null
  failure: string
  /** Of a refusal. */
  code: string | null
}

const NO_FAULTS = { choiceFault: null, confirmFault: null }

/** Deletes the account within the request: rows in one transaction, then the files of pictures. */
async function deleteByForm(request: Request, form: FormData, personId: string) {
  const t = tOf(await getLocale(request))
  const submission = parseWithZod(form, { schema })
  if (submission.status !== 'success') {
    const faults = submission.error ?? {}
    return data<Answer>(
      {
        isTaking: false,
        choice: String(submission.payload.choice ?? ''),
        isSure: submission.payload.confirm === 'on',
        choiceFault: faults.choice ? t('errors.field.choice') : null,
        confirmFault: faults.confirm ? t('myData.confirmMissing') : null,
        failure: t('errors.form'),
        code: null,
      },
      { status: 400 },
    )
  }
  await requireSure(request, form)
  const id = await deleteAccount({ personId, choice: submission.value.choice })
  await removeFiles()
  return redirect(paths.deletionAct(id), {
    headers: { 'Set-Cookie': await setCookie(sessionCookie, '', { maxAge: 0 }) },
  })
}

export const meta = titled<{ title: string }>((_, { title }) => title)

export default function MyData() {
  const { title, hasFactor, missing } = useLoaderData<typeof loader>()
  const t = usePageWords()
  const answer = useActionData<typeof action>() as Answer | undefined
  const [taking, deleting] = answer?.isTaking ? [answer, undefined] : [undefined, answer]
  const missingText = missing && t(`refusals.${missing}` as WordKey)
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader title={title} lead={t('myData.lead')} />
      <section aria-labelledby="take" className="mt-8 grid justify-items-start gap-4">
        <h2 id="take" className="text-xl font-semibold">
          {t('myData.take')}
        </h2>
        <p>{t('myData.takeText')}</p>
        <FailureNotice>{taking?.failure ?? missingText}</FailureNotice>
        <Form method="post" reloadDocument className="grid w-full gap-4">
          <ConfirmAgain t={t} code={taking?.code ?? missing} hasFactor={hasFactor} />
          <Button name="intent" value="take" variant="secondary" className="justify-self-start">
            {t('myData.takeDo')}
          </Button>
        </Form>
        <TextLink to={paths.document('data')}>{t('myData.what')}</TextLink>
      </section>
      <section aria-labelledby="delete" className="mt-12 grid gap-4">
        <h2 id="delete" className="text-xl font-semibold">
          {t('myData.delete')}
        </h2>
        <p>{t('myData.deleteText')}</p>
        <FailureNotice>{deleting?.failure}</FailureNotice>
        <Form method="post" className="grid gap-6" noValidate reloadDocument>
          <RadioCards
            name="choice"
            legend={t('myData.choice')}
            required
            defaultValue={deleting?.choice}
            error={deleting?.choiceFault}
            options={CHOICES.map((choice) => ({
              value: choice,
              title: t(`myData.choices.${choice}.title`),
              hint: t(`myData.choices.${choice}.hint`),
            }))}
          />
          <Checkbox
            name="confirm"
            label={t('myData.confirm')}
            required
            defaultChecked={deleting?.isSure}
            error={deleting?.confirmFault}
          />
          <ConfirmAgain t={t} code={deleting?.code ?? null} hasFactor={hasFactor} />
          <Button variant="danger" className="justify-self-start">
            {t('myData.deleteDo')}
          </Button>
        </Form>
      </section>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
