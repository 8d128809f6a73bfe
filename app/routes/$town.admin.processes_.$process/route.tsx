import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse, toRefused } from '#app/answer.server.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { formErrors } from '#app/form-errors.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { useLocale } from '#app/i18n/use-words.ts'
import { getProcess } from '#app/models/processes.server.ts'
import { processParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { FormNotices } from '#app/routes/$town.admin/form-notices.tsx'
import { requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { changeConditions, tick } from './act.server.ts'
import { ConditionFields } from './condition-fields.tsx'
import { conditionsView } from './view.server.ts'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, process } = processParams.parse(params)
    const { town, locale } = await requireStaff(request, slug, 'process:change')
    return conditionsView(await getProcess(town.id, process), town.id, locale)
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: townSlug, process: slug } = processParams.parse(params)
    const form = await readForm(request)
    const { town, actor, locale } = await requireStaff(request, townSlug, 'process:change')
    const process = await getProcess(town.id, slug)
    const scene = { town, process, actorId: actor.personId, locale }
    switch (form.get('intent')) {
      case 'conditions':
        return changeConditions(form, scene)
      case 'tick':
        return tick(form, scene)
      default:
        throw toRefused(new Refusal('input.bad'))
    }
  })
}

export const meta: MetaFunction<typeof loader> = titled<{ title: string }>((_, { title }) => title)

/** What each phase of a process tells before it begins, and what has been done of its checklist. */
export default function AdminProcess() {
  const { frame } = useTown()
  const locale = useLocale()
  const view = useLoaderData<typeof loader>()
  const t = useServedWords(view.words)
  const errors = formErrors(t, useActionData<typeof action>() as Parameters<typeof formErrors>[1])
  return (
    <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-10">
      <div className="grid gap-2">
        <TextLink to={paths.adminProcesses(frame.slug)}>{t('served.templates.processes')}</TextLink>
        <h2 className="text-2xl font-semibold tracking-tight">{view.title}</h2>
        <p className="text-ink-2">
          {t('served.templates.conditionsLead')}{' '}
          {t(locale === 'en' ? 'served.templates.inEnglish' : 'served.templates.inRussian')}
        </p>
        <p>
          <TextLink to={paths.process(frame.slug, view.slug)}>{t('served.templates.toProcess')}</TextLink>
        </p>
        <FormNotices errors={errors} />
      </div>
      {view.checklist.length > 0 && (
        <Card>
          <Form method="post" className="grid gap-4">
            <input type="hidden" name="intent" value="tick" />
            <h3 className="text-xl font-[620] tracking-tight">{t('served.templates.checklist')}</h3>
            <div className="grid gap-1">
              {view.checklist.map(({ text, doneOn }, i) => (
                <Checkbox
                  key={text}
                  name="done"
                  value={i}
                  label={text}
                  hint={doneOn && t('served.templates.doneOn', { date: doneOn })}
                  defaultChecked={doneOn !== null}
                />
              ))}
            </div>
            <Button variant="secondary" className="justify-self-start">
              {t('served.templates.tick')}
            </Button>
          </Form>
        </Card>
      )}
      <Form method="post" className="grid grid-cols-[minmax(0,1fr)] gap-6" noValidate>
        <input type="hidden" name="intent" value="conditions" />
        <div>
          {view.phases.map((phase, i) => (
            <ConditionFields key={phase.id} phase={phase} i={i} errors={errors} t={t} />
          ))}
        </div>
        <Button className="justify-self-start">{t('common.save')}</Button>
      </Form>
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
