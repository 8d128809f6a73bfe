import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { formErrors } from '#app/form-errors.ts'
import { PLAN_LIMITS } from '#app/formats/plans/meter.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { townDrawing } from '#app/jobs/drawing.server.ts'
import { systemName } from '#app/jobs/export-dxf.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { orRunOut } from '#app/read-upload.server.ts'
import { requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Button } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Field } from '#app/ui/field.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { MOST_BODY, takePlan } from './take.server.ts'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, locale } = await requireStaff(request, townParams.parse(params).town, 'plan:change')
    const t = tOf(locale)
    return {
      id: newId(),
      words: servedWords(locale, 'plans'),
      title: t('served.plans.newTitle'),
      system: systemName(await townDrawing(town), t),
      mb: PLAN_LIMITS.bytes / 1_000_000,
      mostBody: MOST_BODY,
    }
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, actor, locale } = await orRunOut(request, requireStaff(request, slug, 'plan:change'))
    const taken = await takePlan(request, { town, actorId: actor.personId }, tOf(locale))
    if ('id' in taken) return redirect(paths.plan(slug, taken.id))
    const { typed, error, refusal } = taken.failed
    return data(
      {
        lastResult: { initialValue: typed, error },
        refusal: refusal ? { code: refusal.code as string, details: refusal.details } : undefined,
      },
      { status: refusal?.status ?? 400 },
    )
  })
}

export const meta: MetaFunction<typeof loader> = titled<{ title: string }>((_, { title }) => title)

export default function NewPlan() {
  const { id, words, system, mb, mostBody } = useLoaderData<typeof loader>()
  const t = useServedWords(words)
  const errors = formErrors(t, useActionData<typeof action>() as Parameters<typeof formErrors>[1])
  return (
    <Container className="pb-16">
      <PageHeader title={t('served.plans.newTitle')} lead={t('served.plans.newLead', { mb })} />
      <Form method="post" encType="multipart/form-data" className="mt-6 grid max-w-[42rem] gap-6" noValidate>
        <FailureNotice>{errors.ofForm}</FailureNotice>
        <input type="hidden" name="id" value={id} />
        <Field label={t('served.plans.name')} error={errors.ofField('title')} required>
          <TextInput name="title" maxLength={140} defaultValue={errors.typed('title')} />
        </Field>
        <Field
          label={t('served.plans.version')}
          hint={t('served.plans.versionHint')}
          error={errors.ofField('version')}
        >
          <TextInput name="version" maxLength={60} defaultValue={errors.typed('version')} />
        </Field>
        <Field label={t('served.plans.text')} error={errors.ofField('body')}>
          <TextArea name="body" maxLength={mostBody} defaultValue={errors.typed('body')} />
        </Field>
        <Field
          label={t('served.plans.file')}
          hint={t('served.plans.fileHint', { system })}
          error={errors.ofField('file')}
          required
        >
          <TextInput name="file" type="file" accept=".geojson,.json,.kml,.kmz,.gpkg,.dxf,.zip" />
        </Field>
        <Button className="justify-self-start">{t('served.plans.read')}</Button>
      </Form>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
