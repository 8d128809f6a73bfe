import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { z } from 'zod'
import { orRefuse } from '#app/answer.server.ts'
import { LIMITS } from '#app/domain/contributions.ts'
import { can, isWithin, mustBeAbleTo } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { requiredText } from '#app/domain/text.ts'
import { formErrors } from '#app/form-errors.ts'
import type { WordKey } from '#app/i18n/i18n.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { wakeMail } from '#app/jobs/mail.server.ts'
import { decideAppeal, listOpenAppeals } from '#app/models/appeals.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { refusedForm, unreadForm } from '#app/refused-form.server.ts'
import { DeskTabs } from '#app/routes/$town.desk/desk-tabs.tsx'
import { requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Container } from '#app/ui/container.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { Time } from '#app/ui/time.tsx'

const schema = z.object({
  appealId: z.string('required'),
  outcome: z.enum(['granted', 'upheld'], 'choice'),
  answer: requiredText(LIMITS.reason),
})

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, actor } = await requireStaff(request, townParams.parse(params).town, 'desk:open')
    const rows = await listOpenAppeals(town.id)
    return {
      appeals: rows
        .filter((row) =>
          row.subjectType === 'person' ? can(actor, 'person:block') : isWithin(actor.limits, row),
        )
        .map(({ decidedBy, ...row }) => ({ ...row, isOwn: decidedBy === actor.personId })),
    }
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, actor } = await requireStaff(request, slug, 'desk:open')
    const submission = parseWithZod(await readForm(request), { schema })
    if (submission.status !== 'success') return unreadForm(submission)
    try {
      const about = (await listOpenAppeals(town.id)).find(({ id }) => id === submission.value.appealId)
      if (!about) throw new Refusal('appeal.not-found')
      // To grant an appeal against a block is to lift it.
      if (about.subjectType === 'person') mustBeAbleTo(actor, 'person:block')
      mustBeAbleTo(actor, 'appeal:decide', about)
      await decideAppeal({ townId: town.id, actorId: actor.personId, ...submission.value })
      wakeMail()
      return redirect(`${paths.deskAppeals(slug)}?done=1`)
    } catch (error) {
      return refusedForm(submission, error)
    }
  })
}

export const meta = titled((t) => t('desk.appeals.title'))

export default function Appeals() {
  const t = useWords()
  const { frame, locale, timeZone } = useTown()
  const { appeals } = useLoaderData<typeof loader>()
  const errors = formErrors(t, useActionData<typeof action>())
  const [search] = useSearchParams()
  return (
    <Container className="pb-16">
      <PageHeader title={t('desk.appeals.title')} lead={t('desk.appeals.lead')} />
      <DeskTabs />
      <div className="mt-6 grid gap-4">
        {errors.ofForm && (
          <Notice tone="danger" role="alert">
            {errors.ofForm}
          </Notice>
        )}
        {search.get('done') && (
          <Notice tone="success" role="status">
            {t('desk.appeals.done')}
          </Notice>
        )}
      </div>
      {appeals.length === 0 ? (
        <EmptyState title={t('desk.appeals.empty')} className="mt-8">
          {t('desk.appeals.emptyText')}
        </EmptyState>
      ) : (
        <ol className="mt-6 grid gap-5">
          {appeals.map((appeal) => {
            const isTyped = errors.typed('appealId') === appeal.id
            return (
              <li key={appeal.id}>
                <Card className="grid gap-4">
                  <p className="flex flex-wrap gap-x-3 text-sm text-ink-2">
                    {appeal.subjectType !== 'person' && (
                      <TextLink to={paths.contribution(frame.slug, appeal.number)}>
                        {t('common.numberSign', { number: appeal.number })}
                      </TextLink>
                    )}
                    <span>{t(`desk.types.${appeal.subjectType}`)}</span>
                    <TextLink to={paths.person(frame.slug, appeal.authorId)}>{appeal.author}</TextLink>
                    <Time value={appeal.createdAt} locale={locale} timeZone={timeZone} format="date-time" />
                  </p>
                  {appeal.subjectType === 'person' ? (
                    <h2 className="text-xl font-semibold">{t('log.acts.person.block')}</h2>
                  ) : (
                    <h2 className="text-xl font-semibold" lang="ru">
                      {appeal.title}
                    </h2>
                  )}
                  <dl className="grid gap-3">
                    <div>
                      <dt className="text-sm text-ink-2">{t('desk.appeals.decision')}</dt>
                      <dd className="whitespace-pre-line">
                        {t(`log.acts.${appeal.act}` as WordKey)}. {appeal.reason}
                      </dd>
                    </div>
                    <div>
                      <dt className="text-sm text-ink-2">{t('desk.appeals.says')}</dt>
                      <dd className="whitespace-pre-line break-words">{appeal.body}</dd>
                    </div>
                  </dl>
                  {appeal.isOwn ? (
                    <p className="text-ink-2">{t('desk.appeals.own')}</p>
                  ) : (
                    <Form method="post" className="grid gap-4" noValidate>
                      <input type="hidden" name="appealId" value={appeal.id} />
                      <Field
                        label={t('desk.appeals.answer')}
                        hint={t('desk.appeals.answerHint')}
                        error={isTyped ? errors.ofField('answer') : []}
                        required
                      >
                        <TextArea
                          name="answer"
                          rows={3}
                          maxLength={LIMITS.reason}
                          defaultValue={isTyped ? errors.typed('answer') : ''}
                        />
                      </Field>
                      <div className="flex flex-wrap gap-3">
                        <Button size="sm" name="outcome" value="granted">
                          {t('desk.appeals.grant')}
                        </Button>
                        <Button size="sm" variant="secondary" name="outcome" value="upheld">
                          {t('desk.appeals.uphold')}
                        </Button>
                      </div>
                    </Form>
                  )}
                </Card>
              </li>
            )
          })}
        </ol>
      )}
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
