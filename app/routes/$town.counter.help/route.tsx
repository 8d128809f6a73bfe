import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { localized } from '#app/domain/localized.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { ASSISTED_PER_DAY, listAssisted } from '#app/models/assisted.server.ts'
import { listPseudonyms } from '#app/models/people.server.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import { numberIn, townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { processView } from '#app/process-view.server.ts'
import { requireStaff } from '#app/session.server.ts'
import { useTown } from '#app/town-ground.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { getVisit } from '#app/visit.server.ts'
import { actAtHelpDesk, type HelpAnswer } from './act.server.ts'
import { AssistedList } from './assisted-list.tsx'
import { CardForms } from './card-forms.tsx'
import { VisitBox } from './visit-box.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const scene = await requireStaff(request, townParams.parse(params).town, 'helpdesk:act')
    const { town, locale } = scene
    const visit = await getVisit(request, scene)
    const [acts, processes, names] = await Promise.all([
      listAssisted(town.id),
      listProcesses(town.id),
      listPseudonyms(visit ? [visit.personId] : []),
    ])
    const open = processes.map((process) => processView(process, locale))
    return {
      limit: ASSISTED_PER_DAY,
      sent: numberIn(new URL(request.url).searchParams, 'sent'),
      visit: visit && {
        name: names.get(visit.personId) ?? '',
        votes: processes
          .filter((_, i) => open[i]!.now?.acts.includes('vote'))
          .map((process) => ({ slug: process.slug, title: localized(process, 'title', locale) })),
      },
      acts,
    }
  })
}

export type HelpData = Awaited<ReturnType<typeof loader>>

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town } = townParams.parse(params)
    return actAtHelpDesk(request, await requireStaff(request, town, 'helpdesk:act'))
  })
}

export default function Help() {
  const t = usePageWords()
  const { frame } = useTown()
  const { limit, sent, visit, acts } = useLoaderData<typeof loader>()
  const answer = useActionData() as HelpAnswer | undefined
  return (
    <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-10">
      <div className="grid gap-4">
        <h2 className="text-2xl font-semibold tracking-tight">{t('counter.helpTitle')}</h2>
        <p className="max-w-[42rem] text-ink-2">{t('counter.helpLead', { limit })}</p>
        <FailureNotice>
          {answer?.refused?.text ?? (answer?.lacksConsents ? t('counter.newNeedsConsents') : null)}
        </FailureNotice>
        {answer?.made && (
          <>
            <Notice tone="warning" role="status">
              {t('counter.cardMade', { name: answer.made.name })}
            </Notice>
            <ul data-slips="">
              <li className="grid max-w-[24rem] gap-1 border border-dashed border-line-strong p-4">
                <strong className="text-xl tracking-wide tabular-nums">{answer.made.card}</strong>
                <span className="text-sm">{t('counter.cardSlip', { name: answer.made.name })}</span>
              </li>
            </ul>
          </>
        )}
        {sent !== null && !answer && (
          <Notice tone="success" role="status">
            {t('counter.visitSent', { number: sent })}
          </Notice>
        )}
      </div>
      {answer?.made ? (
        <ButtonLink href={paths.counterHelp(frame.slug)} className="justify-self-start">
          {t('counter.visitGo', { name: answer.made.name })}
        </ButtonLink>
      ) : visit ? (
        <VisitBox visit={visit} />
      ) : (
        <CardForms typed={answer?.typed} />
      )}
      <AssistedList acts={acts} />
    </div>
  )
}
