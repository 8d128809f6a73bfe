import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { formErrors } from '#app/form-errors.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { takeOffered, takeUpload } from '#app/map-input.server.ts'
import { chooseMap } from '#app/models/town-maps.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { orRunOut } from '#app/read-upload.server.ts'
import { refusedForm, unreadForm } from '#app/refused-form.server.ts'
import { FormNotices } from '#app/routes/$town.admin/form-notices.tsx'
import { requireStaff } from '#app/session.server.ts'
import { ChoiceForm } from './choice-form.tsx'
import { choice, taking } from './forms.server.ts'
import { OfferedForm } from './offered-form.tsx'
import { UploadForm } from './upload-form.tsx'
import { loadMapPage } from './view.server.ts'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town } = await requireStaff(request, townParams.parse(params).town, 'town:change')
    return loadMapPage(town)
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, actor } = await orRunOut(request, requireStaff(request, slug, 'town:change'))
    const place = { town, actorId: actor.personId }
    const saved = () => redirect(`${paths.adminMap(slug)}?saved=1`)
    if (request.headers.get('content-type')?.startsWith('multipart/form-data')) {
      const failed = await takeUpload(request, place)
      return failed ? refusedUpload(failed) : saved()
    }
    const form = await readForm(request)
    if (form.get('intent') === 'take') {
      const submission = parseWithZod(form, { schema: taking })
      if (submission.status !== 'success') return unreadForm(submission)
      try {
        await takeOffered(submission.value.name, submission.value.attribution, place)
        return saved()
      } catch (error) {
        return refusedForm(submission, error)
      }
    }
    const submission = parseWithZod(form, { schema: choice })
    if (submission.status !== 'success') return unreadForm(submission)
    const { kind, raster } = submission.value
    try {
      await chooseMap({ townId: town.id, actorId: actor.personId, kind, raster })
      return saved()
    } catch (error) {
      return refusedForm(submission, error)
    }
  })
}

/** In the shape of the other forms: what was typed, its faults, and why the file is not taken. */
function refusedUpload({ typed, refusal, faults }: NonNullable<Awaited<ReturnType<typeof takeUpload>>>) {
  const error = faults.length > 0 ? { attribution: faults } : null
  const lastResult = { initialValue: { intent: 'upload', attribution: typed }, error }
  const told = refusal ? { code: refusal.code as string, details: refusal.details } : undefined
  return data({ lastResult, refusal: told }, { status: refusal?.status ?? 400 })
}

export default function AdminMap() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const errors = formErrors(t, useActionData<typeof action>() as Parameters<typeof formErrors>[1])
  return (
    <div className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-12">
      <div className="grid gap-6">
        <FormNotices errors={errors} />
        <p className="max-w-[42rem] text-ink-2">{t('mapAdmin.lead')}</p>
        <ChoiceForm key={page.changedAt} page={page} errors={errors} />
      </div>
      <UploadForm page={page} errors={errors} />
      {page.offered.length > 0 && <OfferedForm page={page} errors={errors} />}
    </div>
  )
}
