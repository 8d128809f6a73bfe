import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData } from '@remix-run/react'
import { orRefuse, toRefused } from '#app/answer.server.ts'
import { previewAnswers, readCarriedRows } from '#app/answer-import.server.ts'
import { DECISIONS, nounOf, STATUSES } from '#app/domain/contributions.ts'
import { mustBeAbleTo } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { formErrors } from '#app/form-errors.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { wakeMail } from '#app/jobs/mail.server.ts'
import { answerMany } from '#app/models/answer-work.server.ts'
import { listByNumbers } from '#app/models/contributions.server.ts'
import { isId, newId } from '#app/models/ids.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { DeskTabs } from '#app/routes/$town.desk/desk-tabs.tsx'
import { requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Button } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { Field } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { Preview } from './preview.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    await requireStaff(request, townParams.parse(params).town, 'desk:open')
    return null
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, actor, locale } = await requireStaff(request, slug, 'desk:open')
    const form = await readForm(request)
    try {
      if (form.get('intent') !== 'write') {
        const file = form.get('file')
        if (!(file instanceof File) || file.size === 0) throw new Refusal('input.bad')
        const preview = await previewAnswers(town.id, file, tOf(locale))
        return data({ preview, batchId: newId(), refusal: undefined, left: [] })
      }
      const rows = readCarriedRows(String(form.get('rows') ?? ''))
      const batchId = String(form.get('batchId') ?? '')
      if (!isId(batchId)) throw new Refusal('input.bad')
      const numbers = rows.map(({ number }) => number)
      for (const row of await listByNumbers(town.id, numbers))
        mustBeAbleTo(actor, `${nounOf(row.kind)}:answer`, row)
      const skipsBad = form.get('skip') === 'on'
      if (form.get('faults') !== '0' && !skipsBad) throw new Refusal('table.faults')
      const { done, left } = await answerMany({
        townId: town.id,
        actorId: actor.personId,
        batchId,
        rows,
        skipsBad,
      })
      if (done === 0 && left.length > 0)
        return data(
          { preview: { rows, faults: [], missing: [] }, batchId, refusal: undefined, left },
          { status: 409 },
        )
      wakeMail()
      return redirect(paths.deskAnswers(slug, { done: String(done), answered: '1' }))
    } catch (error) {
      const refused = toRefused(error)
      return data(
        { preview: null, batchId: newId(), refusal: refused.data.refusal, left: [] },
        refused.init ?? undefined,
      )
    }
  })
}

export const meta = titled((t) => t('desk.import.title'))

export default function ImportAnswers() {
  const t = useWords()
  const answer = useActionData<typeof action>()
  const errors = formErrors(t, answer && { refusal: answer.refusal })
  return (
    <Container className="pb-16">
      <PageHeader title={t('desk.import.title')} lead={t('desk.import.lead')} />
      <DeskTabs />
      <div className="mt-6 grid gap-6">
        {errors.ofForm && (
          <Notice tone="danger" role="alert">
            {errors.ofForm}
          </Notice>
        )}
        <Form method="post" encType="multipart/form-data" className="grid max-w-xl gap-5">
          <Field label={t('desk.import.file')} hint={t('desk.import.fileHint')} required>
            <TextInput
              name="file"
              type="file"
              accept=".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            />
          </Field>
          <p className="text-sm text-ink-2">
            {t('desk.import.words', {
              decisions: DECISIONS.map((value) => t(`decisions.${value}`)).join(', '),
              statuses: STATUSES.map((value) => t(`statuses.${value}`)).join(', '),
            })}
          </p>
          <Button variant={answer?.preview ? 'secondary' : 'primary'} className="justify-self-start">
            {t('desk.import.read')}
          </Button>
        </Form>
        {answer?.preview && <Preview preview={answer.preview} batchId={answer.batchId} left={answer.left} />}
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
