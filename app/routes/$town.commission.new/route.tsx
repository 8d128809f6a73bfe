import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { readHead, SESSION_LIMITS, unreadOf } from '#app/commission-form.server.ts'
import { commissionPaths } from '#app/commission-paths.ts'
import { localized } from '#app/domain/localized.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { formErrors } from '#app/form-errors.ts'
import { SessionHeadFields } from '#app/forms/session-head-fields.tsx'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { createSession } from '#app/models/commission.server.ts'
import { isId, newId } from '#app/models/ids.server.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { Button } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, locale } = await requireStaff(request, townParams.parse(params).town, 'commission:change')
    const asked = new URL(request.url).searchParams.get('process')
    const processes = await listProcesses(town.id)
    return {
      id: newId(),
      words: servedWords(locale, 'commission'),
      title: tOf(locale)('served.commission.newSession'),
      processes: processes.map((row) => ({ id: row.id, title: localized(row, 'title', locale) })),
      processId: processes.find(({ slug }) => slug === asked)?.id ?? '',
      limits: SESSION_LIMITS,
    }
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, actor } = await requireStaff(request, slug, 'commission:change')
    const form = await readForm(request)
    const read = readHead(form, town.timeZone)
    if (read.unread) return data({ ...read.unread, refusal: undefined }, { status: 400 })
    const id = isId(String(form.get('id'))) ? String(form.get('id')) : newId()
    try {
      await createSession({ townId: town.id, actorId: actor.personId, id, ...read.value })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const { code, details, status } = error
      return data({ ...unreadOf(form, {}), refusal: { code: code as string, details } }, { status })
    }
    return redirect(commissionPaths.edit(slug, id))
  })
}

export const meta = titled<{ title: string }>((_, { title }) => title)

export default function NewSession() {
  const { frame } = useTown()
  const { id, words, processes, processId, limits } = useLoaderData<typeof loader>()
  const t = useServedWords(words)
  const errors = formErrors(t, useActionData<typeof action>() as Parameters<typeof formErrors>[1])
  return (
    <Container className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[
              { to: paths.town(frame.slug), text: frame.name },
              { to: commissionPaths.index(frame.slug), text: t('served.commission.title') },
            ]}
          />
        }
        title={t('served.commission.newSession')}
        lead={t('served.commission.newLead')}
      />
      <Form method="post" className="mt-6 grid max-w-[42rem] gap-6" noValidate>
        <FailureNotice>{errors.ofForm}</FailureNotice>
        <input type="hidden" name="id" value={errors.typed('id') ?? id} />
        <SessionHeadFields
          t={t}
          errors={errors}
          known={{ processId, stage: 'territory', title: '', place: '', heldAt: '' }}
          processes={processes}
          limits={limits}
        />
        <Button className="justify-self-start">{t('served.commission.create')}</Button>
      </Form>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
