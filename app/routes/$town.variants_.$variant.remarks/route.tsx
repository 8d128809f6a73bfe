import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { MODERATION_ACTS } from '#app/domain/moderation.ts'
import { mustBeAbleTo } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { cleaned } from '#app/domain/text.ts'
import { RESOLUTIONS, VARIANT_LIMITS } from '#app/domain/variants/variants.ts'
import { formErrors } from '#app/form-errors.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { isId } from '#app/models/ids.server.ts'
import { moderateRemark, resolveRemark } from '#app/models/remark-desk.server.ts'
import { variantParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { getScene, requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { Container } from '#app/ui/container.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { variantPaths } from '#app/variant-paths.ts'
import { DensityPart } from './density-part.tsx'
import { RemarkWork } from './remark-work.tsx'
import { loadRemarkDesk } from './view.server.ts'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, variant } = variantParams.parse(params)
    const staff = await requireStaff(request, town, 'remark:resolve')
    return loadRemarkDesk(staff, variant, new URL(request.url).searchParams.get('open') === '1')
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, variant } = variantParams.parse(params)
    const { town, actor } = await getScene(request, slug)
    const form = await readForm(request)
    const typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]))
    const remarkId = isId(typed.remark ?? '') ? typed.remark! : ''
    const words = cleaned(typed.words ?? '').slice(0, VARIANT_LIMITS.reason)
    try {
      const { intent } = typed
      if (intent === 'resolve') {
        mustBeAbleTo(actor, 'remark:resolve')
        const resolution = RESOLUTIONS.find((one) => one === typed.resolution)
        if (!resolution) throw new Refusal('input.bad')
        const by = { townId: town.id, actorId: actor.personId, remarkId }
        await resolveRemark({ ...by, resolution, reply: words })
      } else {
        mustBeAbleTo(actor, 'remark:moderate')
        const act = MODERATION_ACTS.find((one) => one === typed.act)
        if (intent !== 'moderate' || !act) throw new Refusal('input.bad')
        const by = { townId: town.id, actorId: actor.personId, remarkId }
        await moderateRemark({ ...by, act, reason: words })
      }
      return redirect(`${variantPaths.remarks(slug, variant)}#r-${remarkId}`)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const refusal = { code: error.code as string, details: error.details }
      return data({ lastResult: { initialValue: typed, error: null }, refusal }, { status: error.status })
    }
  })
}

export const meta: MetaFunction<typeof loader> = titled<{ title: string }>((_, { title }) => title)

/** The remarks on a variant's drawing for those who answer and moderate them. */
export default function RemarkDesk() {
  const { frame } = useTown()
  const desk = useLoaderData<typeof loader>()
  const t = useServedWords(desk.words)
  const errors = formErrors(t, useActionData<typeof action>() as Parameters<typeof formErrors>[1])
  const { variant, process, remarks, isOpenOnly } = desk
  return (
    <Container className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[
              { to: paths.process(frame.slug, process.slug), text: process.title },
              { to: variantPaths.variant(frame.slug, variant.id), text: variant.name },
            ]}
          />
        }
        title={desk.title}
        lead={t('served.variants.desk.lead')}
      />
      <div className="mt-6 grid grid-cols-[minmax(0,1fr)] gap-10">
        <FailureNotice>{errors.ofForm}</FailureNotice>
        <section aria-labelledby="work-title" className="grid gap-6">
          <h2 id="work-title" className="text-2xl font-semibold tracking-tight">
            {t('served.variants.desk.open', { open: desk.open, all: desk.all })}
          </h2>
          <p>
            <TextLink to={variantPaths.remarks(frame.slug, variant.id, isOpenOnly ? undefined : '1')}>
              {t(isOpenOnly ? 'served.variants.desk.all' : 'served.variants.desk.only')}
            </TextLink>
          </p>
          {remarks.length === 0 && <p className="text-ink-2">{t('served.variants.remarks.empty')}</p>}
          <ol className="grid gap-5 empty:hidden">
            {remarks.map((remark) => (
              <li key={remark.id}>
                <RemarkWork t={t} desk={desk} remark={remark} errors={errors} />
              </li>
            ))}
          </ol>
        </section>
        <DensityPart t={t} desk={desk} />
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
