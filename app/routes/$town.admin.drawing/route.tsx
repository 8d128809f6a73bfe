import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { formErrors } from '#app/form-errors.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { drawingOf } from '#app/jobs/drawing-of.server.ts'
import { setDrawingSystem } from '#app/models/drawing-systems.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { refusedForm, unreadForm } from '#app/refused-form.server.ts'
import { FormNotices } from '#app/routes/$town.admin/form-notices.tsx'
import { requireStaff } from '#app/session.server.ts'
import { Button } from '#app/ui/button.tsx'
import { reset, save } from './forms.server.ts'
import { NowCard } from './now-card.tsx'
import { SystemForm } from './system-form.tsx'
import { loadDrawingPage } from './view.server.ts'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town } = await requireStaff(request, townParams.parse(params).town, 'town:change')
    return loadDrawingPage(town)
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, actor } = await requireStaff(request, slug, 'town:change')
    const form = await readForm(request)
    const place = { townId: town.id, actorId: actor.personId }
    if (form.get('intent') === 'reset') {
      const submission = parseWithZod(form, { schema: reset })
      if (submission.status !== 'success') return unreadForm(submission)
      await setDrawingSystem({ ...place, chosen: null })
    } else {
      const submission = parseWithZod(form, { schema: save })
      if (submission.status !== 'success') return unreadForm(submission)
      const { system, axes } = submission.value
      try {
        drawingOf({ system, axes }, town)
        await setDrawingSystem({ ...place, chosen: { system, axes } })
      } catch (error) {
        return refusedForm(submission, error)
      }
    }
    return redirect(`${paths.adminDrawing(slug)}?saved=1`)
  })
}

export default function AdminDrawing() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const errors = formErrors(t, useActionData<typeof action>())
  return (
    <div className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-8">
      <FormNotices errors={errors} />
      <p className="max-w-[42rem] text-ink-2">{t('drawingAdmin.lead')}</p>
      <NowCard page={page} />
      <SystemForm key={page.changedAt} page={page} errors={errors} />
      {!page.isUsual && (
        <Form method="post">
          <Button name="intent" value="reset" variant="secondary">
            {t('drawingAdmin.reset')}
          </Button>
        </Form>
      )}
    </div>
  )
}
