import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { localized } from '#app/domain/localized.ts'
import { isFinished } from '#app/domain/practices.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { CaseForm } from '#app/forms/case-form.tsx'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { isId, newId } from '#app/models/ids.server.ts'
import { getCaseOfProcess, proposeCase } from '#app/models/practices.server.ts'
import { getProcess } from '#app/models/processes.server.ts'
import { processParams } from '#app/params.ts'
import { readCase, withMoreRows } from '#app/practice-input.server.ts'
import { practicePaths } from '#app/practice-paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Notice } from '#app/ui/notice.tsx'
import { firstWords } from './first-words.server.ts'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, process: processSlug } = processParams.parse(params)
    const { town, locale } = await requireStaff(request, slug, 'practice:propose')
    const process = await getProcess(town.id, processSlug)
    const known = await getCaseOfProcess(town.id, process.id)
    if (!known && !isFinished(process.phases, new Date())) throw new Refusal('practice.unfinished')
    return {
      words: servedWords(locale, 'practices'),
      title: tOf(locale)('served.practices.proposeTitle'),
      process: localized(process, 'title', locale),
      state: known?.state ?? null,
      isSent: new URL(request.url).searchParams.has('sent'),
      id: newId(),
      shown: await firstWords(town, process),
    }
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, process: processSlug } = processParams.parse(params)
    const form = await readForm(request)
    const { town, actor, locale } = await requireStaff(request, slug, 'practice:propose')
    const { words, shown } = readCase(form)
    const intent = form.get('intent')
    if (intent === 'more') return data({ shown: withMoreRows(shown), failure: null })
    try {
      const id = String(form.get('id'))
      if (intent !== 'save' || !isId(id)) throw new Refusal('input.bad')
      if (!words) return data({ shown, failure: null }, { status: 400 })
      const process = await getProcess(town.id, processSlug)
      await proposeCase({ ...words, id, townId: town.id, processId: process.id, actorId: actor.personId })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const failure = tOf(locale)(`refusals.${error.code}`, error.details)
      return data({ shown, failure }, { status: error.status })
    }
    return redirect(`${practicePaths.propose(slug, processSlug)}?sent=1`)
  })
}

export const meta: MetaFunction<typeof loader> = titled<{ title: string }>((_, { title }) => title)

/** A town tells of a finished process; the platform's administrator publishes it. */
export default function ProposePractice() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useServedWords(page.words)
  const shown = answer?.shown ?? page.shown
  return (
    <div className="max-w-4xl">
      <h2 className="text-2xl font-semibold tracking-tight">{page.title}</h2>
      <p className="mt-2 text-ink-2">{t('served.practices.proposeLead', { title: page.process })}</p>
      {page.state ? (
        <Notice tone="success" role="status" className="mt-6">
          {page.isSent
            ? t('served.practices.proposed')
            : page.state === 'proposed'
              ? t('served.practices.waits')
              : page.state === 'published'
                ? t('served.practices.inLibraryLink')
                : t('served.practices.notInLibrary')}
        </Notice>
      ) : (
        <CaseForm
          key={shown.rows}
          shown={shown}
          words={page.words}
          id={shown.typed.id ?? page.id}
          failure={answer?.failure ?? null}
          submit={t('served.practices.propose')}
        />
      )}
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
