import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import type { FeatureFault } from '#app/domain/geometry/feature-collection.ts'
import { parseCoordinates } from '#app/domain/geometry/parse-place.ts'
import { formErrors } from '#app/form-errors.ts'
import { AreaField } from '#app/forms/area-field.tsx'
import { TownFields } from '#app/forms/town-fields.tsx'
import { areaOf, readAreas } from '#app/geometry-input.server.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { changeTown } from '#app/models/towns.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { FormNotices } from '#app/routes/$town.admin/form-notices.tsx'
import { requireStaff } from '#app/session.server.ts'
import { townFields } from '#app/town-fields.server.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town } = await requireStaff(request, townParams.parse(params).town, 'town:change')
    const { name, region, intro, population, timeZone, lat, lng, boundary } = town
    return { known: { name, region, intro, population, timeZone, center: `${lat}, ${lng}` }, boundary }
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, actor } = await requireStaff(request, slug, 'town:change')
    const form = await readForm(request)
    const areas = await readAreas(form)
    form.delete('file')
    const submission = parseWithZod(form, { schema: townFields })
    const faults: FeatureFault[] = areas?.errors ?? []
    if (submission.status !== 'success' || faults.length > 0) {
      return data({ lastResult: submission.reply(), refusal: undefined, faults }, { status: 400 })
    }
    const { center, population, ...fields } = submission.value
    await changeTown({
      townId: town.id,
      actorId: actor.personId,
      change: {
        ...fields,
        ...parseCoordinates(center)!,
        population: population ?? null,
        boundary: areaOf(areas),
      },
    })
    return redirect(`${paths.admin(slug)}?saved=1`)
  })
}

export default function AdminTown() {
  const t = useWords()
  const { ground } = useTown()
  const { known, boundary } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const errors = formErrors(t, answer)
  return (
    <Form method="post" encType="multipart/form-data" className="grid max-w-4xl gap-6" noValidate>
      <FormNotices errors={errors} />
      <TownFields errors={errors} known={known} />
      <AreaField
        ground={ground}
        label={t('admin.boundary')}
        hint={t('admin.boundaryHint')}
        initial={boundary}
        typed={errors.typed('geojson')}
        faults={answer?.faults ?? []}
      />
      <Button className="justify-self-start">{t('common.save')}</Button>
    </Form>
  )
}
