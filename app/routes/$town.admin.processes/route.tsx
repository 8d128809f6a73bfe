import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { orRefuse, toRefused } from '#app/answer.server.ts'
import { localized } from '#app/domain/localized.ts'
import { momentOfWallTime, wallTimeOf } from '#app/domain/wall-time.ts'
import { formErrors } from '#app/form-errors.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { changePhaseDates, createProcess, listProcesses } from '#app/models/processes.server.ts'
import { listSpaces } from '#app/models/spaces.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { requireStaff } from '#app/session.server.ts'
import { Notice } from '#app/ui/notice.tsx'
import { DatesForm } from './dates-form.tsx'
import { NewProcessForm } from './new-process-form.tsx'
import { readProcess } from './read-process.server.ts'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, locale } = await requireStaff(request, townParams.parse(params).town, 'process:change')
    const [processes, spaces] = await Promise.all([listProcesses(town.id), listSpaces(town.id)])
    return {
      processes: processes.map((process) => ({
        id: process.id,
        slug: process.slug,
        title: localized(process, 'title', locale),
        phases: process.phases.map((phase) => ({
          id: phase.id,
          kind: phase.kind,
          startsAt: wallTimeOf(phase.startsAt, town.timeZone),
          endsAt: phase.endsAt ? wallTimeOf(phase.endsAt, town.timeZone) : '',
        })),
      })),
      spaces: spaces.map((space) => ({ id: space.id, name: localized(space, 'name', locale) })),
    }
  })
}

export type ProcessesData = Awaited<ReturnType<typeof loader>>

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const form = await readForm(request)
    const act = form.get('intent') === 'dates' ? 'process:change' : 'process:create'
    const { town, actor } = await requireStaff(request, slug, act)
    if (form.get('intent') === 'dates') {
      try {
        const dates = form.getAll('phase').map((id) => ({
          phaseId: String(id),
          startsAt: momentOfWallTime(String(form.get(`starts-${id}`)), town.timeZone) ?? new Date(Number.NaN),
          endsAt: momentOfWallTime(String(form.get(`ends-${id}`)), town.timeZone),
        }))
        const isUnread = dates.some(
          (date) => date.endsAt === null && String(form.get(`ends-${date.phaseId}`) ?? '') !== '',
        )
        if (isUnread || dates.some((date) => Number.isNaN(date.startsAt.getTime()))) {
          return data(
            { refusal: { code: 'phases.bad-order', details: {} }, lastResult: undefined },
            { status: 400 },
          )
        }
        await changePhaseDates({
          townId: town.id,
          processId: String(form.get('process')),
          actorId: actor.personId,
          dates,
        })
        return redirect(`${paths.adminProcesses(slug)}?saved=1`)
      } catch (error) {
        const refused = toRefused(error)
        return data({ refusal: refused.data.refusal, lastResult: undefined }, refused.init ?? undefined)
      }
    }
    const { submission, process } = readProcess(form, town.timeZone)
    if (!process) {
      const refusal = submission.status === 'success' ? { code: 'phases.bad-order', details: {} } : undefined
      return data({ lastResult: submission.reply(), refusal }, { status: 400 })
    }
    try {
      await createProcess({ ...process, townId: town.id, actorId: actor.personId })
      return redirect(paths.process(slug, process.slug))
    } catch (error) {
      const refused = toRefused(error)
      return data(
        { lastResult: submission.reply(), refusal: refused.data.refusal },
        refused.init ?? undefined,
      )
    }
  })
}

export default function AdminProcesses() {
  const t = useWords()
  const { processes, spaces } = useLoaderData<typeof loader>()
  const errors = formErrors(t, useActionData<typeof action>())
  const [search] = useSearchParams()
  return (
    <div className="grid max-w-4xl gap-10">
      {search.get('saved') && (
        <Notice tone="success" role="status">
          {t('admin.saved')}
        </Notice>
      )}
      {errors.ofForm && (
        <Notice tone="danger" role="alert">
          {errors.ofForm}
        </Notice>
      )}
      {processes.map((process) => (
        <DatesForm key={process.id} process={process} />
      ))}
      <NewProcessForm spaces={spaces} errors={errors} />
    </div>
  )
}
