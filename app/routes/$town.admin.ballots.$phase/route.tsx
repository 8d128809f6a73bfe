import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { localized } from '#app/domain/localized.ts'
import { env } from '#app/env.server.ts'
import { formErrors } from '#app/form-errors.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { countConfirmedResidents } from '#app/models/residents.server.ts'
import { getVote, listProposals } from '#app/models/votes.server.ts'
import { listCodeBatches } from '#app/models/voting-codes.server.ts'
import { phaseParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { refusalText } from '#app/refusal-text.server.ts'
import { requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { actOnBallot, type BallotAnswer, typedIn } from './act.server.ts'
import { CodesBox } from './codes-box.tsx'
import { FrozenBox } from './frozen-box.tsx'
import { OptionsBox } from './options-box.tsx'
import { ResidentsBox } from './residents-box.tsx'
import { SettingsForm } from './settings-form.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, phase: phaseId } = phaseParams.parse(params)
    const { town, locale } = await requireStaff(request, slug, 'ballot:configure')
    const vote = await getVote(town.id, phaseId)
    const [proposals, batches, residents] = await Promise.all([
      listProposals(town.id, vote.process.id),
      listCodeBatches(town.id, phaseId),
      countConfirmedResidents(town.id),
    ])
    const onBallot = new Set(vote.options.map(({ contributionId }) => contributionId))
    return {
      phaseId,
      process: { slug: vote.process.slug, title: localized(vote.process, 'title', locale) },
      settings: vote.settings,
      frozen: vote.frozen && {
        text: vote.frozen.text,
        hash: vote.frozen.hash,
        frozenAt: vote.frozen.frozenAt,
      },
      options: vote.options.map((option) => ({
        id: option.id,
        number: option.number,
        contributionId: option.contributionId,
        title: localized(option, 'title', locale),
        summary: option.summary,
        costMinor: option.costMinor,
      })),
      proposals: proposals.map((row) => ({
        id: row.id,
        number: row.number,
        title: localized(row, 'title', locale),
        costMinor: row.costMinor,
      })),
      fresh:
        vote.settings?.optionSource === 'proposals'
          ? proposals.filter(({ id }) => !onBallot.has(id)).length
          : 0,
      batches,
      residents,
    }
  })
}

export type BallotData = Awaited<ReturnType<typeof loader>>

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, phase: phaseId } = phaseParams.parse(params)
    const { town, actor, locale } = await requireStaff(request, slug, 'ballot:configure')
    const form = await readForm(request)
    const place = { townId: town.id, phaseId, actorId: actor.personId }
    try {
      return await actOnBallot(form, place, env().SESSION_SECRET)
    } catch (error) {
      const { code, text, status } = refusalText(error, locale, town.currency)
      return data<BallotAnswer>(
        { refused: { code, text }, lastResult: { initialValue: typedIn(form) } },
        { status },
      )
    }
  })
}

export const meta = titled((t) => t('ballotAdmin.title'))

export default function AdminBallot() {
  const t = useWords()
  const { frame, locale, timeZone } = useTown()
  const view = useLoaderData<typeof loader>()
  const answer = useActionData() as BallotAnswer | undefined
  const errors = formErrors(t, answer)
  const { frozen, settings } = view
  return (
    <div className="grid max-w-4xl gap-10">
      <div className="grid gap-4">
        <h2 className="text-2xl font-semibold tracking-tight">{t('ballotAdmin.title')}</h2>
        <p className="text-ink-2">
          <TextLink to={paths.process(frame.slug, view.process.slug)}>{view.process.title}</TextLink>.{' '}
          {t('ballotAdmin.lead')}
        </p>
        {settings && (
          <p className="flex flex-wrap gap-x-6 gap-y-1">
            <TextLink to={paths.vote(frame.slug, view.process.slug)}>{t('town.vote')}</TextLink>
            <TextLink to={paths.paper(frame.slug, view.phaseId)}>{t('paper.title')}</TextLink>
          </p>
        )}
        {answer?.saved !== undefined && (
          <Notice tone="success" role="status">
            {t('ballotAdmin.saved', { options: answer.saved })}
          </Notice>
        )}
        {answer?.voided !== undefined && (
          <Notice tone="success" role="status">
            {t('ballotAdmin.voided', { count: answer.voided })}
          </Notice>
        )}
        {(answer?.refused ?? errors.ofForm) && (
          <Notice tone="danger" role="alert">
            {answer?.refused?.text ?? errors.ofForm}
          </Notice>
        )}
        {frozen && (
          <Notice tone="info">
            {t('ballotAdmin.frozen', { date: formatDateTime(frozen.frozenAt, locale, timeZone) })}
          </Notice>
        )}
      </div>
      {frozen ? <FrozenBox frozen={frozen} /> : <SettingsForm view={view} errors={errors} />}
      {view.options.length > 0 && <OptionsBox view={view} />}
      {settings?.electorate === 'codes' && <CodesBox view={view} printed={answer?.printed} />}
      {settings?.electorate === 'confirmed' && <ResidentsBox count={view.residents} />}
    </div>
  )
}
