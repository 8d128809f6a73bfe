import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse, toRefused } from '#app/answer.server.ts'
import { localized } from '#app/domain/localized.ts'
import { wallTimeOf } from '#app/domain/wall-time.ts'
import { formErrors } from '#app/form-errors.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { caseToFollow } from '#app/library-links.server.ts'
import { changePhaseDates, createProcess, listProcesses } from '#app/models/processes.server.ts'
import { listSpaces } from '#app/models/spaces.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { FormNotices } from '#app/routes/$town.admin/form-notices.tsx'
import { requireStaff } from '#app/session.server.ts'
import { DatesForm } from './dates-form.tsx'
import { NewProcessForm } from './new-process-form.tsx'
import { readDates, readProcess } from './read-process.server.ts'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, locale } = await requireStaff(request, townParams.parse(params).town, 'process:change')
    const [processes, spaces] = await Promise.all([listProcesses(town.id), listSpaces(town.id)])
    return {
      after: await caseToFollow(request, locale),
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
      const { submission, process: processId, dates } = readDates(form, town.timeZone)
      if (!dates) return data({ lastResult: submission.reply(), refusal: undefined }, { status: 400 })
      try {
        await changePhaseDates({ townId: town.id, processId, actorId: actor.personId, dates })
        return redirect(`${paths.adminProcesses(slug)}?saved=1`)
      } catch (error) {
        const refused = toRefused(error)
        return data(
          { lastResult: submission.reply(), refusal: refused.data.refusal },
          refused.init ?? undefined,
        )
      }
    }
    const { submission, process } = readProcess(form, town.timeZone)
    if (!process) {
      const refusal = submission.status === 'success' ? { code: 'phases.none', details: {} } : undefined
      return data({ lastResult: submission.reply(), refusal }, { status: 400 })
    }
    try {
      const afterCase = form.get('case')?.toString() || undefined
      await createProcess({ ...process, townId: town.id, actorId: actor.personId, afterCase })
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
  const { processes, spaces, after } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const errors = formErrors(t, answer)
  const isOfDates = errors.typed('intent') === 'dates'
  return (
    <div className="grid max-w-4xl gap-10">
      <FormNotices errors={errors} />
      {processes.map((process) => (
        <DatesForm key={process.id} process={process} errors={errors} />
      ))}
      <NewProcessForm spaces={spaces} after={after} errors={isOfDates ? formErrors(t, undefined) : errors} />
    </div>
  )
}
