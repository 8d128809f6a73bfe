import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useEffect, useMemo, useState } from 'react'
import { orRefuse } from '#app/answer.server.ts'
import { formErrors } from '#app/form-errors.ts'
import type { KeptDecision } from '#app/forms/decision-forms.tsx'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Container } from '#app/ui/container.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { actAtDesk } from './act.server.ts'
import { BulkForm } from './bulk-form.tsx'
import { DeskTabs } from './desk-tabs.tsx'
import { KeysSwitch } from './keys-switch.tsx'
import { loadDesk } from './load.server.ts'
import { DeskNotices } from './notices.tsx'
import { type Done, QueueCard } from './queue-card.tsx'
import { QueueFilter } from './queue-filter.tsx'
import { queueLead } from './queue-lead.ts'
import { useClaims } from './use-claims.ts'
import { useDeskKeys } from './use-desk-keys.ts'
import { useKeysSwitch } from './use-keys-switch.ts'
import { WaitingRemarks } from './waiting-remarks.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(() => loadDesk(request, params))
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(() => actAtDesk(request, params))
}

export const meta = titled((t) => t('desk.title'))

export default function Desk() {
  const t = useWords()
  const { frame, locale } = useTown()
  const loaded = useLoaderData<typeof loader>()
  const { items, templates, seq } = loaded
  const answer = useActionData<typeof action>()
  const errors = formErrors(t, answer)
  const kept = keptOf(errors)
  const isKeptElsewhere = kept !== null && !items.some((item) => item.subject.id === kept.subjectId)
  const [leaving, setLeaving] = useState<ReadonlySet<string>>(new Set())
  const [last, setLast] = useState<Done | null>(null)
  const [isAlive, setAlive] = useState(false)
  const inSight = useMemo(() => items.filter(({ subject }) => !leaving.has(subject.id)), [items, leaving])
  const ids = useMemo(() => inSight.map(({ subject }) => subject.id), [inSight])
  const [hasKeys, turnKeys] = useKeysSwitch()
  const { list, current, choose } = useDeskKeys(ids, hasKeys)
  const { claims, takeOver } = useClaims(frame.slug, loaded, inSight[current]?.subject)
  // What is on its way out is counted as gone already; the server's next answer says the rest.
  const gone = items.length - inSight.length

  useEffect(function comeAlive() {
    setAlive(true)
  }, [])

  useEffect(
    function forgetGone() {
      const here = new Set(items.map(({ subject }) => subject.id))
      setLeaving((before) => new Set([...before].filter((id) => here.has(id))))
    },
    [items],
  )

  function leave(id: string, isOut: boolean) {
    setLeaving((before) => {
      if (before.has(id) === isOut) return before
      const after = new Set(before)
      if (isOut) after.add(id)
      else after.delete(id)
      return after
    })
  }

  function leadOf() {
    const isAll = loaded.matching === loaded.all
    return queueLead(t, locale, Math.max(0, loaded.all - gone), isAll ? inSight.length : null)
  }

  return (
    <Container className="pb-16">
      <PageHeader title={t('desk.title')} lead={loaded.all > 0 ? leadOf() : undefined} />
      <DeskTabs />
      <div className="mt-6 grid gap-4">
        {errors.ofForm && (
          <Notice tone="danger" role="alert">
            {errors.typed('intent') === 'bulk' && errors.code === 'input.bad'
              ? t('desk.bulk.none')
              : errors.ofForm}
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
        <DeskNotices last={last} />
        <WaitingRemarks remarks={loaded.remarks} />
        {(loaded.all > 0 || loaded.cause || loaded.type) && <QueueFilter data={loaded} />}
      </div>
      {inSight.length === 0 && loaded.matching <= gone ? (
        <EmptyState title={t('desk.empty')} className="mt-8">
          {t('desk.emptyText')}
        </EmptyState>
      ) : (
        <div className="mt-4">
          <KeysSwitch isOn={hasKeys} turn={turnKeys} />
          <BulkForm templates={templates} seq={seq} typed={errors.typed} />
        </div>
      )}
      <ol ref={list} className="mt-6 grid gap-5 empty:hidden">
        {items.map((item) => {
          const { id } = item.subject
          return (
            <QueueCard
              key={`${id}${item.visibility}`}
              item={item}
              templates={templates}
              seq={seq}
              position={t('desk.position', {
                position: ids.indexOf(id) + 1,
                total: Math.max(ids.length, loaded.matching - gone),
              })}
              isCurrent={ids[current] === id}
              isLeaving={leaving.has(id)}
              claimedBy={claims.find(({ subjectId }) => subjectId === id)?.name ?? null}
              kept={kept?.subjectId === id ? kept : null}
              isAlive={isAlive}
              onChosen={() => choose(id)}
              onSent={() => leave(id, true)}
              onAnswered={(done) => {
                leave(id, done !== null)
                if (done) setLast(done)
              }}
              onTakeOver={takeOver}
            />
          )
        })}
      </ol>
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
