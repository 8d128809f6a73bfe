import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { cleaned } from '#app/domain/text.ts'
import { VARIANT_LIMITS } from '#app/domain/variants/variants.ts'
import { formErrors } from '#app/form-errors.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { chooseVariant } from '#app/models/change-variants.server.ts'
import { getProcess } from '#app/models/processes.server.ts'
import { processParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { getScene, requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { variantPaths } from '#app/variant-paths.ts'
import { ChoicePart } from './choice-part.tsx'
import { CompareMap } from './compare-map.tsx'
import { CompareTable } from './compare-table.tsx'
import { loadCompared } from './view.server.ts'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, process } = processParams.parse(params)
    return loadCompared(await getScene(request, town), process)
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, process: processSlug } = processParams.parse(params)
    const { town, actor } = await requireStaff(request, slug, 'variant:choose')
    const process = await getProcess(town.id, processSlug)
    const form = await readForm(request)
    const typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]))
    const reason = cleaned(typed.reason ?? '')
    try {
      const { intent } = typed
      if (intent !== 'choose') throw new Refusal('input.bad')
      if (reason.length > VARIANT_LIMITS.reason) {
        const lastResult = { initialValue: typed, error: { reason: ['too-long'] } }
        return data({ lastResult, refusal: undefined }, { status: 400 })
      }
      const variantId = typed.variant ?? ''
      await chooseVariant({
        townId: town.id,
        actorId: actor.personId,
        processId: process.id,
        variantId,
        reason,
      })
      return redirect(`${variantPaths.compare(slug, processSlug)}#choice`)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const refusal = { code: error.code as string, details: error.details }
      return data({ lastResult: { initialValue: typed, error: null }, refusal }, { status: error.status })
    }
  })
}

export const meta: MetaFunction<typeof loader> = titled<{ title: string }>((_, { title }) => title)

/** The variants of a process beside each other: on the map, as drawings, in a table; and which one was chosen. */
export default function ComparePage() {
  const { frame } = useTown()
  const compared = useLoaderData<typeof loader>()
  const t = useServedWords(compared.words)
  const errors = formErrors(t, useActionData<typeof action>() as Parameters<typeof formErrors>[1])
  const { process, variants, mayChange } = compared
  return (
    <Container className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[
              { to: paths.town(frame.slug), text: frame.name },
              { to: paths.process(frame.slug, process.slug), text: process.title },
            ]}
          />
        }
        title={t('served.variants.title')}
        lead={t('served.variants.lead')}
        actions={
          mayChange && (
            <ButtonLink to={variantPaths.add(frame.slug, process.slug)}>
              {t('served.variants.add')}
            </ButtonLink>
          )
        }
      />
      {variants.length === 0 ? (
        <EmptyState title={t('served.variants.empty')} className="mt-8" />
      ) : (
        <div className="mt-6 grid grid-cols-[minmax(0,1fr)] gap-10">
          <FailureNotice>{errors.ofForm}</FailureNotice>
          <ChoicePart t={t} compared={compared} errors={errors} />
          <CompareMap t={t} compared={compared} />
          <CompareTable t={t} compared={compared} />
        </div>
      )}
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
