import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { localized } from '#app/domain/localized.ts'
import { wallTimeOf } from '#app/domain/wall-time.ts'
import { formErrors } from '#app/form-errors.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { caseToFollow } from '#app/library-links.server.ts'
import { listTownGuides } from '#app/models/guides.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import { listSpaces } from '#app/models/spaces.server.ts'
import { townParams } from '#app/params.ts'
import { readForm } from '#app/read-form.server.ts'
import { FormNotices } from '#app/routes/$town.admin/form-notices.tsx'
import { requireStaff } from '#app/session.server.ts'
import { templatePaths } from '#app/template-paths.ts'
import { termLines } from '#app/term-view.server.ts'
import { useTown } from '#app/town-ground.ts'
import { TextLink } from '#app/ui/link.tsx'
import { clone, create, moveDates } from './act.server.ts'
import { DatesForm } from './dates-form.tsx'
import { NewProcessForm } from './new-process-form.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, locale } = await requireStaff(request, townParams.parse(params).town, 'process:change')
    const [processes, spaces, guides] = await Promise.all([
      listProcesses(town.id),
      listSpaces(town.id),
      listTownGuides(town.id),
    ])
    const t = tOf(locale)
    const titleOf = (phase: (typeof processes)[number]['phases'][number]) =>
      localized(phase, 'title', locale) || t(`phases.${phase.kind}`)
    return {
      words: servedWords(locale, 'templates', 'timeline'),
      after: await caseToFollow(request, locale),
      processes: processes.map((process) => ({
        id: process.id,
        slug: process.slug,
        title: localized(process, 'title', locale),
        phases: process.phases.map((phase) => ({
          id: phase.id,
          kind: phase.kind,
          title: titleOf(phase),
          startsAt: wallTimeOf(phase.startsAt, town.timeZone),
          endsAt: phase.endsAt ? wallTimeOf(phase.endsAt, town.timeZone) : '',
        })),
        cloneId: newId(),
        terms: termLines(
          process.phases.flatMap((phase) => {
            const guide = guides.get(phase.id)
            const isTimed = guide && (guide.rules.length > 0 || guide.minDays !== null)
            return isTimed ? { ...phase, ...guide, title: titleOf(phase) } : []
          }),
          { timeZone: town.timeZone, locale, t },
        ),
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
    const intent = form.get('intent')
    const { town, actor, locale } = await requireStaff(
      request,
      slug,
      intent === 'dates' ? 'process:change' : 'process:create',
    )
    const scene = { town, actorId: actor.personId, locale }
    if (intent === 'dates') return moveDates(form, scene)
    return intent === 'clone' ? clone(form, scene) : create(form, scene)
  })
}

export default function AdminProcesses() {
  const { words, processes, spaces, after } = useLoaderData<typeof loader>()
  const t = useServedWords(words)
  const { frame } = useTown()
  const answer = useActionData<typeof action>()
  const errors = formErrors(t, answer)
  const isOfOne = ['dates', 'clone'].includes(errors.typed('intent') ?? '')
  return (
    <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-10">
      <FormNotices errors={errors} />
      {processes.map((process) => (
        <DatesForm key={process.id} process={process} errors={errors} t={t} />
      ))}
      <p>
        <TextLink to={templatePaths.adminTemplates(frame.slug)}>
          {t('served.templates.fromTemplate')}
        </TextLink>
      </p>
      <NewProcessForm spaces={spaces} after={after} errors={isOfOne ? formErrors(t, undefined) : errors} />
    </div>
  )
}
