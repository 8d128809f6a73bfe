import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { isRouteErrorResponse, useLoaderData, useRouteError } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { origin } from '#app/env.server.ts'
import { formatDate } from '#app/i18n/format.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { wakeMail } from '#app/jobs/mail.server.ts'
import { forgetOriginal } from '#app/jobs/plan-files.server.ts'
import { MapDoor } from '#app/map/client-only.tsx'
import { loadDesignMap } from '#app/map/load.ts'
import { usePlaceMapLabels } from '#app/map-labels.ts'
import { getVariant, removePlan } from '#app/models/plans.server.ts'
import { answerMentioned, publishPlan } from '#app/models/publish-plan.server.ts'
import { planParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { RouteError } from '#app/route-error.tsx'
import { getScene, requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { ErrorPage } from '#app/ui/error-page.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { PlanTables } from './plan-tables.tsx'
import { StaffPart } from './staff-part.tsx'
import { type Gone, loadPlan } from './view.server.ts'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, plan } = planParams.parse(params)
    return loadPlan(await getScene(request, town), plan)
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, plan: id } = planParams.parse(params)
    const { town, actor, locale } = await requireStaff(request, slug, 'plan:change')
    const form = await readForm(request)
    const intent = form.get('intent')
    if (intent === 'remove') {
      const { fileHash } = await getVariant(town.id, id, { isStaff: true })
      const done = await removePlan({ townId: town.id, actorId: actor.personId, id })
      if (done === 'discarded') await forgetOriginal(town.id, fileHash)
      return redirect(done === 'discarded' ? paths.plans(slug) : paths.plan(slug, id))
    }
    if (intent !== 'publish' && intent !== 'answer') throw new Refusal('input.bad')
    const { title } = await getVariant(town.id, id, { isStaff: true })
    const link = `${origin()}${paths.plan(slug, id)}`
    const answer = tOf(locale)('served.plans.answer', { title, link })
    const attributes = form.getAll('attributes').map(String)
    if (intent === 'publish') await publishPlan({ townId: town.id, id, actor, answer, attributes })
    else await answerMentioned({ townId: town.id, id, actor, answer })
    wakeMail()
    return redirect(paths.plan(slug, id))
  })
}

export const meta: MetaFunction<typeof loader> = titled<{ title: string }>((_, { title }) => title)

/** A variant of designers, with what it takes into account. */
export default function PlanPage() {
  const { frame, ground, locale, timeZone } = useTown()
  const plan = useLoaderData<typeof loader>()
  const t = useServedWords(plan.words)
  const labels = usePlaceMapLabels()
  const { title, version, state, publishedAt, body, box, staff } = plan
  return (
    <Container className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[
              { to: paths.town(frame.slug), text: frame.name },
              { to: paths.plans(frame.slug), text: t('served.plans.title') },
            ]}
          />
        }
        eyebrow={[
          version,
          publishedAt &&
            t('served.plans.published', { date: formatDate(new Date(publishedAt), locale, timeZone) }),
        ]
          .filter(Boolean)
          .join(' · ')}
        title={title}
      />
      <div className="mt-6 grid grid-cols-[minmax(0,1fr)] gap-8">
        {state === 'draft' && <Notice tone="warning">{t('served.plans.draftNote')}</Notice>}
        {state === 'withdrawn' && <Notice tone="warning">{t('served.plans.withdrawnNote')}</Notice>}
        {body && <p className="max-w-[42rem] whitespace-pre-line">{body}</p>}
        <section aria-labelledby="on-map" className="grid gap-4">
          <h2 id="on-map" className="text-2xl font-semibold tracking-tight">
            {t('served.plans.mapTitle')}
          </h2>
          <MapDoor
            load={loadDesignMap}
            labels={{ failed: t('map.failed') }}
            className="h-[28rem] overflow-hidden rounded-xl border border-line bg-surface-2"
            fallback={
              <div className="grid h-full place-items-center p-6 text-center text-ink-2">
                <noscript>{t('served.plans.noScript')}</noscript>
                <span data-needs-script="">{t('map.loading')}</span>
              </div>
            }
            props={{ ...ground, layers: paths.planLayers(frame.slug, plan.id), fit: box, labels }}
          />
        </section>
        <PlanTables t={t} plan={plan} />
        {staff && <StaffPart t={t} plan={plan} staff={staff} />}
      </div>
    </Container>
  )
}

/** An answer may lead to a plan that was withdrawn: then the page says so. */
export function ErrorBoundary() {
  const { frame } = useTown()
  const error = useRouteError()
  const told = isRouteErrorResponse(error) ? (error.data as Partial<Gone> | null)?.gone : undefined
  if (!told) return <RouteError />
  return (
    <ErrorPage
      title={told.title}
      text={told.text}
      actions={<ButtonLink to={paths.plans(frame.slug)}>{told.others}</ButtonLink>}
    />
  )
}
