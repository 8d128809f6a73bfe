import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { type ClientActionFunctionArgs, useLoaderData, useSearchParams } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { localized } from '#app/domain/localized.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { AnswerForm } from '#app/forms/study/answer-form.tsx'
import { Thanks } from '#app/forms/study/thanks.tsx'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { getForm } from '#app/models/study-forms.server.ts'
import { listRounds } from '#app/models/study-rounds.server.ts'
import { sendOrKeep } from '#app/offline/send.ts'
import { formParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { getScene } from '#app/session.server.ts'
import { actOnAnswer, loadAnswering, roundNow } from '#app/study-answer.server.ts'
import { studyPaths } from '#app/study-paths.ts'
import { surveyResults } from '#app/survey-results.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { Container } from '#app/ui/container.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { SurveyResults } from './survey-results.tsx'

/** A survey that is published; the place audit is asked at its spaces. @throws {Refusal} 'form.not-found' */
async function findSurvey(request: Request, params: unknown) {
  const { town: slug, form: formSlug } = formParams.parse(params)
  const scene = await getScene(request, slug)
  const form = await getForm(scene.town.id, formSlug)
  const rounds = await listRounds(scene.town.id, form.id)
  if (form.kind !== 'survey' || form.version === 0 || rounds.length === 0) throw new Refusal('form.not-found')
  return { scene, form, rounds }
}

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { scene, form, rounds } = await findSurvey(request, params)
    const { town, locale } = scene
    const round = roundNow(rounds, new Date())!
    const { view, when, words } = await loadAnswering(scene, form, round)
    return {
      title: localized(form, 'title', locale),
      lead: localized(form, 'lead', locale),
      list: tOf(locale)('served.study.survey.listTitle'),
      roundId: round.id,
      view,
      when,
      words: view ? words : { served: servedWords(locale, 'study') },
      results: await surveyResults(town, form, rounds, locale),
    }
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { scene, form, rounds } = await findSurvey(request, params)
    const thanks = studyPaths.form(scene.town.slug, form.slug)
    return actOnAnswer(request, scene, { roundIds: rounds.map(({ id }) => id), thanks })
  })
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return sendOrKeep(() => serverAction<typeof action>())
}

export const meta = titled<{ title: string }>((_, { title }) => title)

/** A survey: its questions while it is open, and what they have come to. */
export default function Survey() {
  const { title, lead, list, roundId, view, when, results } = useLoaderData<typeof loader>()
  const { frame } = useTown()
  const t = usePageWords()
  const [search] = useSearchParams()
  const sent = search.get('sent')
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[
              { to: paths.town(frame.slug), text: frame.name },
              { to: studyPaths.forms(frame.slug), text: list },
            ]}
          />
        }
        title={title}
        lead={sent ? undefined : lead}
        meta={when}
      />
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-12">
        {sent && <Thanks roundId={roundId} isAgain={sent === 'again'} results="#results" />}
        {!sent && view && <AnswerForm key={view.roundId} view={view} />}
        {!view && <Notice>{when}</Notice>}
        {results && <SurveyResults results={results} />}
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
