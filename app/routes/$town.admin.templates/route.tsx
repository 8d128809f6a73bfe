import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { inLocale } from '#app/domain/both.ts'
import { formErrors } from '#app/form-errors.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { listTemplates } from '#app/models/templates.server.ts'
import { townParams } from '#app/params.ts'
import { orRunOut } from '#app/read-upload.server.ts'
import { FormNotices } from '#app/routes/$town.admin/form-notices.tsx'
import { requireStaff } from '#app/session.server.ts'
import { templatePaths } from '#app/template-paths.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { takeTemplate } from './take.server.ts'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, locale } = await requireStaff(request, townParams.parse(params).town, 'process:change')
    const templates = await listTemplates(town.id)
    return {
      id: newId(),
      words: servedWords(locale, 'templates'),
      title: tOf(locale)('served.templates.title'),
      templates: templates.map(({ id, origin, body }) => ({
        id,
        origin,
        title: inLocale(body.title, locale),
        about: inLocale(body.about, locale),
        phases: body.phases.length,
        days: body.phases.reduce((sum, { days }) => sum + (days ?? 0), 0),
      })),
    }
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, actor, locale } = await orRunOut(request, requireStaff(request, slug, 'process:change'))
    const taken = await takeTemplate(request, { townId: town.id, actorId: actor.personId }, tOf(locale))
    if ('id' in taken) return redirect(`${templatePaths.adminTemplate(slug, taken.id)}?saved=1`)
    const { faults, refusal } = taken
    return data(
      { faults, refusal: { code: refusal.code as string, details: refusal.details } },
      { status: refusal.status },
    )
  })
}

export const meta: MetaFunction<typeof loader> = titled<{ title: string }>((_, { title }) => title)

/** What a town can start a process from, and a way to bring in another. */
export default function AdminTemplates() {
  const { frame } = useTown()
  const { id, words, templates } = useLoaderData<typeof loader>()
  const t = useServedWords(words)
  const answer = useActionData<typeof action>()
  const errors = formErrors(t, answer)
  return (
    <div className="grid max-w-4xl gap-10">
      <div>
        <h2 className="text-2xl font-semibold tracking-tight">{t('served.templates.title')}</h2>
        <p className="mt-2 text-ink-2">{t('served.templates.lead')}</p>
      </div>
      <ul className="grid gap-6">
        {templates.map((template) => (
          <li key={template.id} className="grid gap-1">
            <p className="flex flex-wrap items-center gap-3 text-lg">
              <TextLink to={templatePaths.adminTemplate(frame.slug, template.id)}>{template.title}</TextLink>
              <Badge>{t(`served.templates.origins.${template.origin}`)}</Badge>
            </p>
            {template.about && <p className="text-ink-2">{template.about}</p>}
            <p className="text-sm text-ink-2">
              {t('served.templates.phases', { count: template.phases })},{' '}
              {t('served.templates.days', { count: template.days })}
            </p>
          </li>
        ))}
      </ul>
      <Form method="post" encType="multipart/form-data" className="grid max-w-[42rem] gap-6" noValidate>
        <h2 className="text-2xl font-semibold tracking-tight">{t('served.templates.importTitle')}</h2>
        <FormNotices errors={errors} />
        {answer && answer.faults.length > 0 && (
          <ul className="grid list-disc gap-1 pl-5">
            {answer.faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        )}
        <input type="hidden" name="id" value={id} />
        <Field label={t('served.templates.file')} hint={t('served.templates.importHint')} required>
          <TextInput name="file" type="file" accept=".json,application/json" />
        </Field>
        <Button className="justify-self-start">{t('served.templates.import')}</Button>
      </Form>
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
