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
import { VersionFields } from '#app/forms/version-fields.tsx'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { withDrawing } from '#app/jobs/variant-version.server.ts'
import { addVersion } from '#app/models/change-variants.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { getConceptVariant } from '#app/models/variants.server.ts'
import { variantParams } from '#app/params.ts'
import { orRunOut } from '#app/read-upload.server.ts'
import { requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { Button } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import {
  listSources,
  notTaken,
  takeVersionForm,
  versionSchema,
  wordsOfVersion,
} from '#app/variant-form.server.ts'
import { variantPaths } from '#app/variant-paths.ts'
import { nameOfVariant } from '#app/variant-view.server.ts'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, variant: id } = variantParams.parse(params)
    const { town, locale } = await requireStaff(request, slug, 'plan:change')
    const { variant, versions } = await getConceptVariant(town.id, id, { isStaff: true })
    const { body, costMinor, works, gains, losses } = versions[0]!
    const name = nameOfVariant(variant, locale)
    return {
      versionId: newId(),
      words: servedWords(locale, 'variants'),
      title: tOf(locale)('served.variants.newVersionTitle', { title: name }),
      variant: { id, name },
      before: { body, cost: costMinor === null ? '' : String(costMinor / 100), works, gains, losses },
      plans: await listSources(town.id),
    }
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, variant: variantId } = variantParams.parse(params)
    const { town, actor } = await orRunOut(request, requireStaff(request, slug, 'plan:change'))
    const by = { townId: town.id, actorId: actor.personId, variantId }
    await orRunOut(request, getConceptVariant(town.id, variantId, { isStaff: true }))
    const taken = await takeVersionForm(request, versionSchema, (value, source) =>
      withDrawing(town.id, source, (drawn) =>
        addVersion({ ...by, versionId: value.versionId, content: { ...wordsOfVersion(value), ...drawn } }),
      ),
    )
    if ('kept' in taken) return redirect(variantPaths.variant(slug, variantId, taken.kept))
    return data(notTaken(taken.failed), { status: taken.failed.refusal?.status ?? 400 })
  })
}

export const meta: MetaFunction<typeof loader> = titled<{ title: string }>((_, { title }) => title)

export default function NewVersion() {
  const { frame } = useTown()
  const { versionId, words, title, variant, before, plans } = useLoaderData<typeof loader>()
  const t = useServedWords(words)
  const errors = formErrors(t, useActionData<typeof action>() as Parameters<typeof formErrors>[1])
  return (
    <Container className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[{ to: variantPaths.variant(frame.slug, variant.id), text: variant.name }]}
          />
        }
        title={title}
        lead={t('served.variants.newVersionLead')}
      />
      <Form method="post" encType="multipart/form-data" className="mt-6 grid max-w-[42rem] gap-6" noValidate>
        <FailureNotice>{errors.ofForm}</FailureNotice>
        <input type="hidden" name="versionId" value={versionId} />
        <VersionFields t={t} errors={errors} plans={plans} before={before} />
        <Button className="justify-self-start">{t('served.variants.send')}</Button>
      </Form>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
