import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse, toRefused } from '#app/answer.server.ts'
import type { FeatureFault } from '#app/domain/geometry/feature-collection.ts'
import { parseCoordinates } from '#app/domain/geometry/parse-place.ts'
import { formErrors } from '#app/form-errors.ts'
import { GeometryFaults } from '#app/forms/area-field.tsx'
import { TownFields } from '#app/forms/town-fields.tsx'
import { areaOf, readAreas } from '#app/geometry-input.server.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { grantRole } from '#app/models/people.server.ts'
import { createTown } from '#app/models/towns.server.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { getLocale, requirePlatformAdmin } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { newTownFields } from '#app/town-fields.server.ts'
import { Button } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Field } from '#app/ui/field.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

export async function loader({ request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    await requirePlatformAdmin(request)
    return { locale: await getLocale(request) }
  })
}

export async function action({ request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const person = await requirePlatformAdmin(request)
    const form = await readForm(request)
    const areas = await readAreas(form)
    form.delete('file')
    const submission = parseWithZod(form, { schema: newTownFields })
    const faults: FeatureFault[] = areas?.errors ?? []
    if (submission.status !== 'success' || faults.length > 0) {
      return data({ lastResult: submission.reply(), refusal: undefined, faults }, { status: 400 })
    }
    const { center, population, ...fields } = submission.value
    try {
      const town = await createTown({
        ...fields,
        ...parseCoordinates(center)!,
        population: population ?? null,
        boundary: areaOf(areas),
        actorId: person.id,
      })
      await grantRole({ townId: town.id, email: person.email!, role: 'admin', actorId: person.id })
      return redirect(paths.admin(town.slug))
    } catch (error) {
      const refused = toRefused(error)
      return data(
        { lastResult: submission.reply(), refusal: refused.data.refusal, faults },
        refused.init ?? undefined,
      )
    }
  })
}

export const meta = titled((t) => t('admin.newTown'))

export default function NewTown() {
  const t = useWords()
  useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const errors = formErrors(t, answer)
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader title={t('admin.newTown')} />
      <Form method="post" encType="multipart/form-data" className="mt-8 grid gap-6" noValidate>
        <FailureNotice>{errors.ofForm}</FailureNotice>
        <GeometryFaults faults={answer?.faults ?? []} />
        <TownFields errors={errors} />
        <Field label={t('admin.slug')} hint={t('admin.slugHint')} error={errors.ofField('slug')} required>
          <TextInput name="slug" defaultValue={errors.typed('slug')} maxLength={60} />
        </Field>
        <Field
          label={`${t('admin.boundary')}: ${t('admin.geojson')}`}
          hint={t('admin.boundaryLater')}
          optional={t('common.optional')}
        >
          <TextArea
            name="geojson"
            rows={3}
            defaultValue={errors.typed('geojson')}
            spellCheck={false}
            className="font-mono text-sm"
          />
        </Field>
        <Field
          label={t('admin.geojsonFile')}
          hint={t('admin.geojsonFileHint')}
          optional={t('common.optional')}
        >
          <TextInput name="file" type="file" accept=".geojson,.json,application/geo+json,application/json" />
        </Field>
        <Button className="justify-self-start">{t('admin.create')}</Button>
      </Form>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
