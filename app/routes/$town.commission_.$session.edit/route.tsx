import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { commissionPaths } from '#app/commission-paths.ts'
import { formErrors } from '#app/form-errors.ts'
import { SessionHeadFields } from '#app/forms/session-head-fields.tsx'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { sessionParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Container } from '#app/ui/container.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { loadEdit, takeEdit } from './edit.server.ts'
import { ItemFields } from './item-fields.tsx'
import { PublishPart } from './publish-part.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, session } = sessionParams.parse(params)
    return loadEdit(await requireStaff(request, slug, 'commission:change'), session)
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, session } = sessionParams.parse(params)
    const scene = await requireStaff(request, slug, 'commission:change')
    return takeEdit(request, scene, session)
  })
}

export const meta = titled<{ title: string }>((_, { title }) => title)

/** The secretary's desk: the head, who came, question by question; then publication. */
export default function EditSession() {
  const { frame } = useTown()
  const loaded = useLoaderData<typeof loader>()
  const { session, processes, sitting, quorum, limits, slots } = loaded
  const t = useServedWords(loaded.words)
  const errors = formErrors(t, useActionData<typeof action>() as Parameters<typeof formErrors>[1])
  const [search] = useSearchParams()
  const isSent = errors.typed('revision') !== undefined
  const present = isSent ? errors.typedAll('present') : session.present
  const isAnnounced = isSent ? errors.typed('isAnnounced') === 'on' : session.isAnnounced
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
        title={t('served.commission.editTitle', { number: session.number })}
      />
      <div className="mt-6 grid max-w-[48rem] grid-cols-[minmax(0,1fr)] gap-8">
        {search.get('saved') && !errors.ofForm && (
          <Notice tone="success" role="status">
            {t('served.commission.saved')}
          </Notice>
        )}
        <FailureNotice>{errors.ofForm}</FailureNotice>
        <Form
          key={session.revision}
          method="post"
          className="grid grid-cols-[minmax(0,1fr)] gap-8"
          noValidate
        >
          <input type="hidden" name="intent" value="save" />
          <input type="hidden" name="revision" value={errors.typed('revision') ?? session.revision} />
          <Fieldset legend={t('served.commission.head')}>
            <SessionHeadFields t={t} errors={errors} known={session} processes={processes} limits={limits} />
            <Checkbox
              name="isAnnounced"
              defaultChecked={isAnnounced}
              label={t('served.commission.announce')}
            />
          </Fieldset>
          <Fieldset
            legend={t('served.commission.presence')}
            hint={
              sitting.length === 0
                ? t('served.commission.noSitting')
                : t('served.commission.presenceHint', { needed: quorum.needed, members: quorum.members })
            }
          >
            <div className="grid">
              {sitting.map(({ id, number, name, office }) => (
                <Checkbox
                  key={id}
                  name="present"
                  value={id}
                  defaultChecked={present.includes(id)}
                  label={name || t('served.commission.memberOf', { number })}
                  hint={office}
                />
              ))}
            </div>
          </Fieldset>
          <section aria-labelledby="questions" className="grid gap-6">
            <div className="grid gap-1">
              <h2 id="questions" className="text-xl font-[620] tracking-tight">
                {t('served.commission.questions')}
              </h2>
              <p className="text-sm text-ink-2">{t('served.commission.questionsHint')}</p>
            </div>
            {Array.from({ length: slots }, (_, i) => (
              <ItemFields
                // biome-ignore lint/suspicious/noArrayIndexKey: questions are known by their place
                key={i}
                t={t}
                index={i}
                item={session.items[i] ?? null}
                present={quorum.present}
                errors={errors}
                isSent={isSent}
                limits={limits}
              />
            ))}
          </section>
          <Button className="justify-self-start">{t('served.commission.save')}</Button>
        </Form>
        <PublishPart t={t} session={session} reason={errors.typed('reason')} />
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
