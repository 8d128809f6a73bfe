import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { localized } from '#app/domain/localized.ts'
import { formErrors } from '#app/form-errors.ts'
import { formatDate, formatNumber } from '#app/i18n/format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { listToAnswer } from '#app/models/answer-work.server.ts'
import { listAssignments } from '#app/models/assignments.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { listStaff } from '#app/models/people.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { DeskTabs } from '#app/routes/$town.desk/desk-tabs.tsx'
import { requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Badge } from '#app/ui/badge.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { actOnAnswers } from './act.server.ts'
import { AnswerPicked, AssignPicked } from './picked-forms.tsx'

const SHOWN = 100

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, actor, locale } = await requireStaff(request, townParams.parse(params).town, 'desk:open')
    const search = new URL(request.url).searchParams
    const isAnswered = search.get('answered') === '1'
    const kind = search.get('kind') === 'all' ? ('all' as const) : ('proposal' as const)
    const rows = await listToAnswer(town.id, { isAnswered, kind, limits: actor.limits, limit: SHOWN })
    const [assigned, staff] = await Promise.all([
      listAssignments(
        town.id,
        rows.map(({ id }) => id),
      ),
      listStaff(town.id),
    ])
    const now = new Date()
    return {
      batchId: newId(),
      isAnswered,
      kind,
      isCut: rows.length === SHOWN,
      rows: rows.map((row) => {
        const own = assigned.find(({ contributionId }) => contributionId === row.id)
        return {
          id: row.id,
          number: row.number,
          kind: row.kind,
          title: localized(row, 'title', locale),
          status: row.status,
          decision: row.decision,
          supports: row.supports,
          createdAt: row.createdAt,
          assignee: own?.assignee ?? null,
          dueAt: own?.dueAt ?? null,
          isOverdue: own !== undefined && !row.decision && own.dueAt < now,
        }
      }),
      staff: [...new Map(staff.map((one) => [one.personId, one.pseudonym]))].map(([id, name]) => ({
        id,
        name,
      })),
    }
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(() => actOnAnswers(request, params))
}

export const meta = titled((t) => t('desk.answers.title'))

export default function Answers() {
  const t = useWords()
  const { frame, locale, timeZone } = useTown()
  const { rows, staff, batchId, isAnswered, kind, isCut } = useLoaderData<typeof loader>()
  const errors = formErrors(t, useActionData<typeof action>())
  const [search] = useSearchParams()
  const to = (answered: boolean, all: boolean) =>
    paths.deskAnswers(frame.slug, { answered: answered ? '1' : undefined, kind: all ? 'all' : undefined })
  const isAll = kind === 'all'
  return (
    <Container width="wide" className="pb-16">
      <PageHeader
        title={t('desk.answers.title')}
        lead={t('desk.answers.lead')}
        actions={
          <ButtonLink to={paths.deskImport(frame.slug)} variant="secondary">
            {t('desk.answers.import')}
          </ButtonLink>
        }
      />
      <DeskTabs />
      <div className="mt-6 grid gap-4">
        {errors.ofForm && (
          <Notice tone="danger" role="alert">
            {errors.code === 'input.bad' ? t('desk.answers.notDone') : errors.ofForm}
          </Notice>
        )}
        {search.get('done') && (
          <Notice tone="success" role="status">
            {t('desk.answers.done', { count: Number(search.get('done')) || 0 })}
          </Notice>
        )}
        {search.get('assigned') && (
          <Notice tone="success" role="status">
            {t('desk.answers.assigned')}
          </Notice>
        )}
        <Tabs
          label={t('desk.filter')}
          className="text-sm"
          items={[
            { to: to(false, isAll), label: t('desk.answers.waiting'), current: !isAnswered },
            { to: to(true, isAll), label: t('desk.answers.answered'), current: isAnswered },
            {
              key: 'kind',
              to: to(isAnswered, !isAll),
              label: isAll ? t('desk.answers.onlyProposals') : t('desk.answers.pins'),
            },
          ]}
        />
      </div>
      <DataTable
        className="mt-4"
        caption={t('desk.answers.title')}
        captionHidden
        rows={rows}
        rowKey={(row) => row.id}
        empty={t('desk.answers.empty')}
        tall
        columns={[
          {
            key: 'pick',
            header: t('desk.answers.pick'),
            cell: (row) => (
              <input
                type="checkbox"
                form="picked"
                name="pick"
                value={row.number}
                aria-label={t('desk.pick', { number: row.number })}
                className="size-6 cursor-pointer rounded-sm accent-accent"
              />
            ),
          },
          {
            key: 'entry',
            header: t('desk.answers.entry'),
            isRowHeader: true,
            cell: (row) => (
              <TextLink to={paths.manage(frame.slug, row.number)}>
                {t('common.numberSign', { number: row.number })} <span lang="ru">{row.title}</span>
              </TextLink>
            ),
          },
          {
            key: 'supports',
            header: t('ranking.supports'),
            align: 'end',
            cell: (row) => formatNumber(row.supports, locale),
          },
          { key: 'status', header: t('ranking.status'), cell: (row) => t(`statuses.${row.status}`) },
          {
            key: 'sent',
            header: t('desk.answers.sent'),
            cell: (row) => formatDate(row.createdAt, locale, timeZone),
          },
          { key: 'assignee', header: t('desk.answers.assignee'), cell: (row) => row.assignee ?? '' },
          {
            key: 'due',
            header: t('desk.answers.due'),
            cell: (row) =>
              row.dueAt && (
                <span className="flex flex-wrap items-center gap-2">
                  {formatDate(row.dueAt, locale, timeZone)}
                  {row.isOverdue && <Badge tone="brick">{t('desk.answers.overdue')}</Badge>}
                </span>
              ),
          },
        ]}
      />
      {isCut && <p className="mt-3 text-sm text-ink-2">{t('desk.answers.most', { count: SHOWN })}</p>}
      {rows.length > 0 && (
        <div className="mt-6 max-w-2xl">
          <AnswerPicked batchId={errors.typed('batchId') ?? batchId} errors={errors} />
          <AssignPicked staff={staff} />
        </div>
      )}
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
