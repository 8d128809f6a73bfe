import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse, toRefused } from '#app/answer.server.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { formErrors } from '#app/form-errors.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { getTemplate } from '#app/models/templates.server.ts'
import { templateParams } from '#app/params.ts'
import { readForm } from '#app/read-form.server.ts'
import { FormNotices } from '#app/routes/$town.admin/form-notices.tsx'
import { requireStaff } from '#app/session.server.ts'
import { templatePaths } from '#app/template-paths.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Button } from '#app/ui/button.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { remove, save, start } from './act.server.ts'
import { EditForm } from './edit-form.tsx'
import { StartForm } from './start-form.tsx'
import { templateView } from './view.server.ts'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, template: id } = templateParams.parse(params)
    const { town, locale } = await requireStaff(request, slug, 'process:change')
    return templateView(await getTemplate(town.id, id), town, locale)
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, template: id } = templateParams.parse(params)
    const form = await readForm(request)
    const intent = form.get('intent')
    const isStart = intent === 'start' || intent === 'preview'
    const act = isStart ? 'process:create' : 'process:change'
    const { town, actor, locale } = await requireStaff(request, slug, act)
    const scene = { town, actorId: actor.personId, locale, template: await getTemplate(town.id, id) }
    switch (intent) {
      case 'start':
        return start(form, scene, false)
      case 'preview':
        return start(form, scene, true)
      case 'save':
        return save(form, scene)
      case 'remove':
        return remove(scene)
      default:
        throw toRefused(new Refusal('input.bad'))
    }
  })
}

export const meta: MetaFunction<typeof loader> = titled<{ name: string }>((_, { name }) => name)

/** A template: a process is started from it above, its texts and terms are changed below. */
export default function AdminTemplate() {
  const { frame } = useTown()
  const view = useLoaderData<typeof loader>()
  const t = useServedWords(view.words)
  const answer = useActionData<typeof action>()
  const errors = formErrors(t, answer as Parameters<typeof formErrors>[1])
  const none = formErrors(t, undefined)
  const isEdit = errors.typed('intent') === 'save'
  return (
    <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-12">
      <div className="grid gap-2">
        <TextLink to={templatePaths.adminTemplates(frame.slug)}>{t('served.templates.back')}</TextLink>
        <h2 className="flex flex-wrap items-center gap-3 text-2xl font-semibold tracking-tight">
          {view.name} <Badge>{t(`served.templates.origins.${view.origin}`)}</Badge>
        </h2>
        <p>
          <TextLink href={templatePaths.templateFile(frame.slug, view.id)}>
            {t('served.templates.download')}
          </TextLink>
        </p>
        <FormNotices errors={errors} />
      </div>
      <StartForm view={view} errors={isEdit ? none : errors} planned={answer?.planned ?? []} t={t} />
      <EditForm view={view} errors={isEdit ? errors : none} faults={answer?.faults ?? []} t={t} />
      {view.origin !== 'built-in' && (
        <Form method="post">
          <input type="hidden" name="intent" value="remove" />
          <Button variant="secondary">
            {t(view.origin === 'changed' ? 'served.templates.restore' : 'served.templates.remove')}
          </Button>
        </Form>
      )}
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
