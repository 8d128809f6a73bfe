import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { z } from 'zod'
import { orRefuse, toRefused } from '#app/answer.server.ts'
import { LIMITS } from '#app/domain/contributions.ts'
import { localized } from '#app/domain/localized.ts'
import { actsOn, deskAct } from '#app/domain/moderation.ts'
import { isWithin, mustBeAbleTo } from '#app/domain/permissions.ts'
import { optionalText } from '#app/domain/text.ts'
import { formErrors } from '#app/form-errors.ts'
import type { KeptDecision } from '#app/forms/decision-forms.tsx'
import { useWords } from '#app/i18n/use-words.ts'
import { wakeMail } from '#app/jobs/mail.server.ts'
import { getActSubject, getSubjectOfAct } from '#app/models/act-subjects.server.ts'
import { isId } from '#app/models/ids.server.ts'
import { decideModeration } from '#app/models/moderation.server.ts'
import { listQueue } from '#app/models/queue.server.ts'
import { listReasonTemplates } from '#app/models/reasons.server.ts'
import { undoModeration } from '#app/models/undo-moderation.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { QueueCard } from './queue-card.tsx'
import { DESK_HELP, useDeskKeys } from './use-desk-keys.ts'

const id = z.string('required').refine(isId, 'required')

const schema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('decide'),
    act: z.enum(['approve', 'return', 'hide', 'restore', 'dismiss'], 'choice'),
    subject: z.enum(['contribution', 'comment']),
    subjectId: id,
    number: z.coerce.number().int(),
    seen: z.enum(['pending', 'published', 'returned', 'hidden', 'withdrawn'], 'choice').optional(),
    template: z.string().optional(),
    reason: optionalText(LIMITS.reason),
  }),
  z.object({ intent: z.literal('undo'), actId: id }),
])

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, locale, actor } = await requireStaff(request, townParams.parse(params).town, 'desk:open')
    const [queue, templates] = await Promise.all([listQueue(town.id), listReasonTemplates(town.id)])
    return {
      items: queue
        .filter((item) => isWithin(actor.limits, item.contribution))
        .map((item) => ({
          ...item,
          acts: actsOn(item.visibility, {
            isReported: item.reports.length > 0,
            isEdited: item.causes.includes('edited'),
            isComment: item.subject.type === 'comment',
          }),
        })),
      templates: templates.map((row) => ({
        id: row.id,
        act: row.act,
        title: localized(row, 'title', locale),
        body: localized(row, 'body', locale),
      })),
    }
  })
}

export type DeskData = Awaited<ReturnType<typeof loader>>

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, actor, locale } = await requireStaff(request, slug, 'desk:open')
    const submission = parseWithZod(await readForm(request), { schema })
    if (submission.status !== 'success')
      return data({ lastResult: submission.reply(), refusal: undefined }, { status: 400 })
    const value = submission.value
    try {
      if (value.intent === 'undo') {
        mustBeAbleTo(actor, 'desk:undo')
        const undone = await getSubjectOfAct(town.id, value.actId)
        mustBeAbleTo(actor, `${undone.noun}:restore`, undone)
        await undoModeration({ townId: town.id, actorId: actor.personId, actId: value.actId })
        wakeMail()
        return redirect(`${paths.desk(slug)}?undone=1`)
      }
      const template = (await listReasonTemplates(town.id)).find(
        (row) => row.id === value.template && row.act === value.act,
      )
      const reason = [template && localized(template, 'body', locale), value.reason]
        .filter(Boolean)
        .join('\n\n')
      const about = await getActSubject(town.id, { type: value.subject, id: value.subjectId })
      mustBeAbleTo(actor, deskAct(about.noun, value.act), about)
      const { actId } = await decideModeration({
        townId: town.id,
        actorId: actor.personId,
        subject: { type: value.subject, id: value.subjectId },
        act: value.act,
        seen: value.seen,
        reason,
      })
      wakeMail()
      return redirect(
        `${paths.desk(slug)}?${new URLSearchParams({ done: value.act, act: actId, number: String(value.number) })}`,
      )
    } catch (error) {
      const refused = toRefused(error)
      return data(
        { lastResult: submission.reply(), refusal: refused.data.refusal },
        refused.init ?? undefined,
      )
    }
  })
}

export const meta = titled((t) => t('desk.title'))

const DONE = ['approve', 'return', 'hide', 'restore', 'dismiss'] as const

export default function Desk() {
  const t = useWords()
  const { frame } = useTown()
  const { items, templates } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  const errors = formErrors(t, useActionData<typeof action>())
  const kept = keptOf(errors)
  const isKeptElsewhere = kept !== null && !items.some((item) => item.subject.id === kept.subjectId)
  const done = DONE.find((act) => act === search.get('done'))
  const actId = search.get('act')
  const { list, current } = useDeskKeys(items.length)
  return (
    <Container className="pb-16">
      <PageHeader
        title={t('desk.title')}
        lead={items.length > 0 ? t('desk.lead', { count: items.length }) : undefined}
      />
      <div className="mt-6 grid gap-4">
        {errors.ofForm && (
          <Notice tone="danger" role="alert">
            {errors.ofForm}
            {isKeptElsewhere && (
              <>
                {' '}
                <TextLink to={paths.contribution(frame.slug, Number(kept.number))}>{t('desk.open')}</TextLink>
                {kept.reason && (
                  <p className="mt-2 whitespace-pre-line">{t('desk.typed', { reason: kept.reason })}</p>
                )}
              </>
            )}
          </Notice>
        )}
        {search.get('undone') && (
          <Notice tone="success" role="status">
            {t('desk.undone')}
          </Notice>
        )}
        {done && actId && (
          <Notice
            tone="success"
            role="status"
            actions={
              <Form method="post" action={paths.desk(frame.slug)}>
                <input type="hidden" name="intent" value="undo" />
                <input type="hidden" name="actId" value={actId} />
                <Button variant="secondary" size="sm" data-key="u">
                  {t('desk.undo')}
                </Button>
              </Form>
            }
          >
            {t(`desk.done.${done}`, { number: search.get('number') ?? '' })}
          </Notice>
        )}
      </div>
      {items.length === 0 ? (
        <EmptyState title={t('desk.empty')} className="mt-8">
          {t('desk.emptyText')}
        </EmptyState>
      ) : (
        <>
          <ol ref={list} className="mt-6 grid gap-5">
            {items.map((item, index) => (
              <QueueCard
                key={`${item.subject.id}${item.visibility}`}
                item={item}
                templates={templates}
                position={t('desk.position', { position: index + 1, total: items.length })}
                isCurrent={index === current}
                kept={kept?.subjectId === item.subject.id ? kept : null}
              />
            ))}
          </ol>
          <p id={DESK_HELP} tabIndex={-1} className="mt-6 text-sm text-ink-2">
            {t('desk.keys')}
          </p>
        </>
      )}
    </Container>
  )
}

/** The decision that was refused, as it was typed. */
function keptOf({ typed }: ReturnType<typeof formErrors>): KeptDecision | null {
  const [subjectId, act] = [typed('subjectId'), typed('act')]
  if (!subjectId || !act) return null
  return {
    subjectId,
    act,
    number: typed('number') ?? '',
    template: typed('template') ?? '',
    reason: typed('reason') ?? '',
  }
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
