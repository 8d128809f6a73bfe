import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { z } from 'zod'
import { orRefuse, toRefused } from '#app/answer.server.ts'
import { SPACE_KINDS } from '#app/domain/categories.ts'
import { LIMITS } from '#app/domain/contributions.ts'
import type { FeatureFault } from '#app/domain/geometry/feature-collection.ts'
import { optionalText, requiredText } from '#app/domain/text.ts'
import { formErrors } from '#app/form-errors.ts'
import { AreaField } from '#app/forms/area-field.tsx'
import { readAreas } from '#app/geometry-input.server.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { createSpaces, listSpaces } from '#app/models/spaces.server.ts'
import { slugSchema, townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { requireStaff } from '#app/session.server.ts'
import { spacesFrom } from '#app/spaces-input.server.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

const schema = z.object({
  name: requiredText(LIMITS.title),
  slug: slugSchema,
  kind: z.enum(SPACE_KINDS, 'choice'),
  facts: optionalText(LIMITS.body),
})

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town } = await requireStaff(request, townParams.parse(params).town, 'space:create')
    return { spaces: (await listSpaces(town.id)).map(({ slug, name }) => ({ slug, name })) }
  })
}

/** One space by its form, or many at once from a file whose features carry names. */
export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, actor } = await requireStaff(request, slug, 'space:create')
    const form = await readForm(request)
    const areas = await readAreas(form, town.boundary)
    const isImport = form.get('intent') === 'import'
    form.delete('file')
    const submission = parseWithZod(form, { schema })
    const features = areas?.features ?? []
    const known = (await listSpaces(town.id)).map((space) => space.slug)
    const imported = isImport ? spacesFrom(features, known) : null
    const faults: FeatureFault[] = areas
      ? [...areas.errors, ...(imported?.faults ?? [])]
      : [{ index: null, code: 'geometry.empty' }]
    // One form makes one space: which of several is meant is not for us to guess.
    if (!isImport && features.length > 1)
      faults.push({ index: null, code: 'feature.several', value: String(features.length) })
    const one = submission.status === 'success' ? submission.value : null
    const list =
      imported?.spaces ?? (one && features[0] ? [{ ...one, geometry: features[0].geometry }] : null)
    // A file names its spaces itself: the fields of the form may be empty then.
    const lastResult = isImport ? { ...submission.reply(), error: {} } : submission.reply()
    if (!list || faults.length > 0) return data({ lastResult, refusal: undefined, faults }, { status: 400 })
    try {
      await createSpaces({ townId: town.id, actorId: actor.personId, spaces: list })
      return redirect(`${paths.adminSpaces(slug)}?added=${list.length}`)
    } catch (error) {
      const refused = toRefused(error)
      return data({ lastResult, refusal: refused.data.refusal, faults }, refused.init ?? undefined)
    }
  })
}

export default function AdminSpaces() {
  const t = useWords()
  const { frame, ground } = useTown()
  const { spaces } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const errors = formErrors(t, answer)
  const [search] = useSearchParams()
  const added = Number(search.get('added'))
  return (
    <div className="grid max-w-4xl gap-10">
      {added > 0 && (
        <Notice tone="success" role="status">
          {t('admin.spacesImported', { count: added })}
        </Notice>
      )}
      <FailureNotice>{errors.ofForm}</FailureNotice>
      <ul className="grid gap-1">
        {spaces.map((space) => (
          <li key={space.slug} className="flex flex-wrap gap-x-6">
            <TextLink to={paths.space(frame.slug, space.slug)}>{space.name}</TextLink>
            <TextLink to={paths.add(frame.slug, { space: space.slug })} className="text-sm">
              {t('admin.qr')}
              <span className="sr-only">: {space.name}</span>
            </TextLink>
          </li>
        ))}
      </ul>
      <Form key={spaces.length} method="post" encType="multipart/form-data" className="grid gap-6" noValidate>
        <h2 className="text-2xl font-semibold">{t('admin.spaceNew')}</h2>
        <div className="grid gap-6 sm:grid-cols-2">
          <Field label={t('admin.name')} error={errors.ofField('name')} required>
            <TextInput name="name" defaultValue={errors.typed('name')} maxLength={LIMITS.title} />
          </Field>
          <Field label={t('admin.slug')} hint={t('admin.slugHint')} error={errors.ofField('slug')} required>
            <TextInput name="slug" defaultValue={errors.typed('slug')} maxLength={60} />
          </Field>
        </div>
        <Field label={t('admin.spaceKind')} error={errors.ofField('kind')} required>
          <Select
            name="kind"
            defaultValue={errors.typed('kind') ?? 'square'}
            options={SPACE_KINDS.map((kind) => ({ value: kind, label: t(`spaceKinds.${kind}`) }))}
          />
        </Field>
        <Field label={t('admin.spaceFacts')} error={errors.ofField('facts')} optional={t('common.optional')}>
          <TextArea name="facts" rows={3} defaultValue={errors.typed('facts')} maxLength={LIMITS.body} />
        </Field>
        <AreaField
          ground={ground}
          label={t('admin.spaceGeometry')}
          initial={null}
          typed={errors.typed('geojson')}
          faults={answer?.faults ?? []}
          required
        />
        <div className="flex flex-wrap gap-3">
          <Button>{t('admin.create')}</Button>
          <Button name="intent" value="import" variant="secondary">
            {t('admin.spacesImport')}
          </Button>
        </div>
        <p className="text-sm text-ink-2">{t('admin.spacesImportHint')}</p>
      </Form>
    </div>
  )
}
