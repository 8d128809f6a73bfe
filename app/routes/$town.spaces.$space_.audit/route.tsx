import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { type ClientActionFunctionArgs, useLoaderData, useSearchParams } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { localized } from '#app/domain/localized.ts'
import { AnswerForm } from '#app/forms/study/answer-form.tsx'
import { Thanks } from '#app/forms/study/thanks.tsx'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { getSpace } from '#app/models/spaces.server.ts'
import { getForm } from '#app/models/study-forms.server.ts'
import { listAuditRounds } from '#app/models/study-rounds.server.ts'
import { sendOrKeep } from '#app/offline/send.ts'
import { spaceParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { getScene } from '#app/session.server.ts'
import { actOnAnswer, loadAnswering, roundNow } from '#app/study-answer.server.ts'
import { studyPaths } from '#app/study-paths.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { Container } from '#app/ui/container.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'

async function findAudit(request: Request, params: unknown) {
  const { town: slug, space: spaceSlug } = spaceParams.parse(params)
  const scene = await getScene(request, slug)
  const space = await getSpace(scene.town.id, spaceSlug)
  return { scene, space, ...(await listAuditRounds(scene.town.id, space.id)) }
}

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { scene, space, form: slug, rounds } = await findAudit(request, params)
    const { town, locale } = scene
    const t = tOf(locale)
    const name = localized(space, 'name', locale)
    const round = roundNow(rounds, new Date())
    const form = slug && round ? await getForm(town.id, slug) : null
    const asked = form && round ? await loadAnswering(scene, form, round) : null
    return {
      title: t('served.study.audit.title', { space: name }),
      space: { slug: space.slug, name },
      lead: form ? localized(form, 'lead', locale) : '',
      roundId: round?.id ?? null,
      hasResults: rounds.some(({ answers }) => answers > 0),
      view: asked?.view ?? null,
      when: asked?.when ?? t('served.study.notOpen'),
      words: asked?.words ?? { served: servedWords(locale, 'study') },
    }
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { scene, space, rounds } = await findAudit(request, params)
    const thanks = studyPaths.audit(scene.town.slug, space.slug)
    return actOnAnswer(request, scene, { roundIds: rounds.map(({ id }) => id), thanks })
  })
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return sendOrKeep(() => serverAction<typeof action>())
}

export const meta = titled<{ title: string }>((_, { title }) => title)

/** The place audit of a space: on the spot, by phone, in three minutes. */
export default function Audit() {
  const { title, lead, space, view, when, roundId, hasResults } = useLoaderData<typeof loader>()
  const { frame } = useTown()
  const t = usePageWords()
  const [search] = useSearchParams()
  const sent = search.get('sent')
  const results = studyPaths.audits(frame.slug, space.slug)
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[
              { to: paths.town(frame.slug), text: frame.name },
              { to: paths.space(frame.slug, space.slug), text: space.name },
            ]}
          />
        }
        title={title}
        lead={view && !sent ? lead : undefined}
        meta={when}
      />
      <div className="mt-8 grid gap-8">
        {sent && roundId && <Thanks roundId={roundId} isAgain={sent === 'again'} results={results} />}
        {!sent && view && <AnswerForm key={view.roundId} view={view} />}
        {!sent && !view && <Notice>{when}</Notice>}
        {!sent && hasResults && (
          <p>
            <TextLink to={results}>{t('served.study.audit.results')}</TextLink>
          </p>
        )}
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
