import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { localized } from '#app/domain/localized.ts'
import { VARIANT_LIMITS } from '#app/domain/variants/variants.ts'
import { formErrors } from '#app/form-errors.ts'
import { VersionFields } from '#app/forms/version-fields.tsx'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { withDrawing } from '#app/jobs/variant-version.server.ts'
import { createVariant } from '#app/models/change-variants.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { getProcess } from '#app/models/processes.server.ts'
import { listSpaces } from '#app/models/spaces.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { orRunOut } from '#app/read-upload.server.ts'
import { requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { Button } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Field } from '#app/ui/field.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import {
  listSources,
  notTaken,
  takeVersionForm,
  variantSchema,
  wordsOfVersion,
} from '#app/variant-form.server.ts'
import { variantPaths } from '#app/variant-paths.ts'

const processIn = (request: Request) => new URL(request.url).searchParams.get('process') ?? ''

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, locale } = await requireStaff(request, townParams.parse(params).town, 'plan:change')
    const process = await getProcess(town.id, processIn(request))
    const [spaces, plans] = await Promise.all([listSpaces(town.id), listSources(town.id)])
    return {
      ids: { id: newId(), versionId: newId() },
      words: servedWords(locale, 'variants'),
      title: tOf(locale)('served.variants.newTitle'),
      process: { slug: process.slug, title: localized(process, 'title', locale) },
      spaces: spaces
        .filter(({ id }) => process.spaceIds.includes(id))
        .map((space) => ({ value: space.slug, label: localized(space, 'name', locale) })),
      plans,
    }
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, actor } = await orRunOut(request, requireStaff(request, slug, 'plan:change'))
    const process = await orRunOut(request, getProcess(town.id, processIn(request)))
    const spaces = await orRunOut(request, listSpaces(town.id))
    const taken = await takeVersionForm(request, variantSchema, (value, source) =>
      withDrawing(town.id, source, (drawn) =>
        createVariant({
          townId: town.id,
          actorId: actor.personId,
          id: value.id,
          versionId: value.versionId,
          processId: process.id,
          spaceId: spaces.find((space) => space.slug === value.space)?.id ?? null,
          title: value.title,
          optionNumber: value.option ? Number(value.option) : null,
          content: { ...wordsOfVersion(value), ...drawn },
        }),
      ),
    )
    if ('kept' in taken) return redirect(variantPaths.variant(slug, taken.kept))
    return data(notTaken(taken.failed), { status: taken.failed.refusal?.status ?? 400 })
  })
}

export const meta: MetaFunction<typeof loader> = titled<{ title: string }>((_, { title }) => title)

export default function NewVariant() {
  const { frame } = useTown()
  const { ids, words, process, spaces, plans } = useLoaderData<typeof loader>()
  const t = useServedWords(words)
  const errors = formErrors(t, useActionData<typeof action>() as Parameters<typeof formErrors>[1])
  return (
    <Container className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[
              { to: paths.process(frame.slug, process.slug), text: process.title },
              { to: variantPaths.compare(frame.slug, process.slug), text: t('served.variants.title') },
            ]}
          />
        }
        title={t('served.variants.newTitle')}
        lead={t('served.variants.newLead')}
      />
      <Form method="post" encType="multipart/form-data" className="mt-6 grid max-w-[42rem] gap-6" noValidate>
        <FailureNotice>{errors.ofForm}</FailureNotice>
        <input type="hidden" name="id" value={ids.id} />
        <input type="hidden" name="versionId" value={ids.versionId} />
        <Field label={t('served.variants.fields.title')} error={errors.ofField('title')} required>
          <TextInput name="title" maxLength={VARIANT_LIMITS.title} defaultValue={errors.typed('title')} />
        </Field>
        {spaces.length > 0 && (
          <Field label={t('served.variants.space')} error={errors.ofField('space')}>
            <Select
              name="space"
              defaultValue={errors.typed('space') ?? ''}
              options={spaces}
              placeholder={t('served.variants.noSpace')}
            />
          </Field>
        )}
        <Field
          label={t('served.variants.fields.option')}
          hint={t('served.variants.fields.optionHint')}
          error={errors.ofField('option')}
        >
          <TextInput
            name="option"
            inputMode="numeric"
            maxLength={9}
            defaultValue={errors.typed('option')}
            className="max-w-40"
          />
        </Field>
        <VersionFields t={t} errors={errors} plans={plans} />
        <Button className="justify-self-start">{t('served.variants.send')}</Button>
      </Form>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
