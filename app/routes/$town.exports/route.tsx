import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { orRefuse } from '#app/answer.server.ts'
import { filterParams } from '#app/domain/filter.ts'
import { filterFrom } from '#app/domain/filter-from.ts'
import { can } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { env, origin } from '#app/env.server.ts'
import { EXPORT_FORMATS } from '#app/export-formats.ts'
import { formErrors } from '#app/form-errors.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { mustBeExportable } from '#app/jobs/export-check.server.ts'
import { COLUMN_KEYS } from '#app/jobs/export-columns.server.ts'
import { dropExport } from '#app/jobs/export-files.server.ts'
import { wakeExports } from '#app/jobs/export-queue.server.ts'
import { listExports, repeatExport, requestExport } from '#app/models/export-jobs.server.ts'
import { conditionOf, countMatching } from '#app/models/listing.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { refusedForm, unreadForm } from '#app/refused-form.server.ts'
import { requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Container } from '#app/ui/container.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { AskBox } from './ask-box.tsx'
import { JobCard } from './job-card.tsx'
import { shownOf } from './shown.server.ts'
import { useLookAgain } from './use-look-again.ts'

const id = z.uuid()
const format = z.enum(EXPORT_FORMATS)
const separator = z.enum(['semicolon', 'comma']).default('semicolon')

const schema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('start'),
    format,
    separator,
    filter: z.string().max(20_000).default(''),
    /** Sent by the form in which columns are ticked: with none of them there is nothing to write. */
    picked: z.literal('yes').optional(),
    columns: z.array(z.enum(COLUMN_KEYS)).default([]),
    people: z.literal('yes').optional(),
  }),
  z.object({ intent: z.literal('cancel'), id }),
  z.object({ intent: z.literal('again'), id }),
])

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, actor, locale } = await requireStaff(
      request,
      townParams.parse(params).town,
      'ranking:export',
    )
    const maySeePeople = can(actor, 'person:read')
    const now = new Date()
    const search = new URL(request.url).searchParams
    const asked = format.safeParse(search.get('format'))
    const filter = filterFrom(search)
    return {
      jobs: (await listExports(town.id, now)).map((job) => shownOf(job, { town, locale, maySeePeople })),
      asked: {
        format: asked.data ?? ('zip' as const),
        separator: search.get('separator') === 'comma' ? ('comma' as const) : ('semicolon' as const),
        filter: filterParams(filter).toString(),
        rows: (await countMatching(await conditionOf(town.id, filter, now))).all,
        columns: COLUMN_KEYS,
        maySeePeople,
      },
    }
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, actor, locale } = await requireStaff(request, slug, 'ranking:export')
    const submission = parseWithZod(await readForm(request), { schema })
    if (submission.status !== 'success') return unreadForm(submission)
    const { value } = submission
    const [townId, now] = [town.id, new Date()]
    const maySeePeople = can(actor, 'person:read')
    try {
      switch (value.intent) {
        case 'start': {
          const filter = filterFrom(new URLSearchParams(value.filter))
          const { picked, columns, people } = value
          if (picked && columns.length === 0) throw new Refusal('export.no-columns')
          if (people && !maySeePeople) throw new Refusal('export.no-people')
          await mustBeExportable(town, filter, value.format, now)
          await requestExport({
            townId,
            requestedBy: actor.personId,
            format: value.format,
            separator: value.separator === 'comma' ? ',' : ';',
            locale,
            columns: columns.length === COLUMN_KEYS.length ? '' : columns.join(','),
            hasPeople: people === 'yes',
            filter: filterParams(filter).toString(),
            origin: origin(),
            allRows: (await countMatching(await conditionOf(townId, filter, now))).all,
            now,
          })
          break
        }
        case 'again':
          await repeatExport({ townId, id: value.id, actorId: actor.personId, maySeePeople, now })
          break
        case 'cancel':
          await dropExport(env().FILES_DIR, { townId, id: value.id }, now)
      }
    } catch (error) {
      return refusedForm(submission, error)
    }
    if (value.intent !== 'cancel') wakeExports()
    return redirect(paths.exports(slug))
  })
}

export const meta = titled((t) => t('exportsPage.title'))

export default function Exports() {
  const t = useWords()
  const { frame } = useTown()
  const { jobs, asked } = useLoaderData<typeof loader>()
  const errors = formErrors(t, useActionData<typeof action>())
  useLookAgain(jobs.some(({ state }) => state === 'waiting' || state === 'running'))
  return (
    <Container className="pb-16">
      <PageHeader title={t('exportsPage.title')} lead={t('exportsPage.lead')} />
      <div className="mt-6 grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-6">
        {errors.ofForm && (
          <Notice tone="danger" role="alert">
            {errors.ofForm}
          </Notice>
        )}
        <AskBox key={`${asked.format} ${asked.filter}`} asked={asked} errors={errors} />
        <h2 className="text-lg font-semibold">{t('exportsPage.list')}</h2>
        {jobs.length === 0 && <p className="text-ink-2">{t('exportsPage.none')}</p>}
        {jobs.length > 0 && (
          <ul className="grid gap-4">
            {jobs.map((job) => (
              <JobCard key={job.id} job={job} />
            ))}
          </ul>
        )}
        <p>
          <TextLink to={paths.ranking(frame.slug)}>{t('exportsPage.toRanking')}</TextLink>
        </p>
      </div>
    </Container>
  )
}
