import { parseWithZod } from '@conform-to/zod/v4'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { z } from 'zod'
import { orRefuse } from '#app/answer.server.ts'
import { isInForce } from '#app/domain/blocks.ts'
import { LIMITS } from '#app/domain/contributions.ts'
import { can } from '#app/domain/permissions.ts'
import { requiredText } from '#app/domain/text.ts'
import { formErrors } from '#app/form-errors.ts'
import { formatDate } from '#app/i18n/format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { wakeMail } from '#app/jobs/mail.server.ts'
import { blockPerson, liftBlock } from '#app/models/blocks.server.ts'
import { getContributor } from '#app/models/contributor.server.ts'
import { isId } from '#app/models/ids.server.ts'
import { personParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { refusedForm, unreadForm } from '#app/refused-form.server.ts'
import { requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Container } from '#app/ui/container.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { BlockForm, LiftForm } from './block-forms.tsx'

const DAY_MS = 86_400_000

const schema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('block'),
    days: z.enum(['1', '7', '30', '0'], 'choice'),
    hides: z.literal('on').optional(),
    reason: requiredText(LIMITS.reason),
  }),
  z.object({ intent: z.literal('lift'), blockId: z.string('required').refine(isId, 'required') }),
])

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, person } = personParams.parse(params)
    const { town, actor } = await requireStaff(request, slug, 'person:read')
    const now = new Date()
    const { blocks, ...known } = await getContributor(town.id, person, actor.limits)
    return {
      ...known,
      mayBlock: can(actor, 'person:block'),
      blocks: blocks
        // What a block has hidden does not come back by itself when its time is over: somebody looks at it first.
        .filter((block) => isInForce(block, now) || (block.hidesContent && block.endedAt === null))
        .map(({ id, reason, until, ...block }) => ({
          id,
          reason,
          until,
          isOver: !isInForce({ until, ...block }, now),
        })),
    }
  })
}

export type ContributorData = Awaited<ReturnType<typeof loader>>

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, person } = personParams.parse(params)
    const { town, actor } = await requireStaff(request, slug, 'person:block')
    const submission = parseWithZod(await readForm(request), { schema })
    if (submission.status !== 'success') return unreadForm(submission)
    const value = submission.value
    const who = { townId: town.id, actorId: actor.personId }
    try {
      if (value.intent === 'lift') await liftBlock({ ...who, blockId: value.blockId })
      else
        await blockPerson({
          ...who,
          personId: person,
          reason: value.reason,
          until: value.days === '0' ? null : new Date(Date.now() + Number(value.days) * DAY_MS),
          hidesContent: value.hides === 'on',
        })
      wakeMail()
      return redirect(`${paths.person(slug, person)}?${value.intent === 'lift' ? 'lifted' : 'blocked'}=1`)
    } catch (error) {
      return refusedForm(submission, error)
    }
  })
}

export const meta: MetaFunction<typeof loader> = titled<ContributorData>((t, { person }) =>
  t('desk.person.title', { name: person.pseudonym }),
)

export default function Contributor() {
  const t = useWords()
  const { frame, locale, timeZone } = useTown()
  const { person, numbers, things, blocks, shared, mayBlock } = useLoaderData<typeof loader>()
  const errors = formErrors(t, useActionData<typeof action>())
  const [search] = useSearchParams()
  const figures = ['sent', 'said', 'supported', 'hidden', 'returned', 'reported', 'flagged'] as const
  return (
    <Container className="pb-16">
      <PageHeader
        title={t('desk.person.title', { name: person.pseudonym })}
        lead={t('desk.person.since', { date: formatDate(person.createdAt, locale, timeZone) })}
      />
      <div className="mt-6 grid gap-6">
        {errors.ofForm && (
          <Notice tone="danger" role="alert">
            {errors.ofForm}
          </Notice>
        )}
        {(search.get('blocked') || search.get('lifted')) && (
          <Notice tone="success" role="status">
            {search.get('blocked') ? t('desk.person.done') : t('desk.person.lifted')}
          </Notice>
        )}
        {blocks.map((block) => (
          <LiftForm key={block.id} block={block} mayLift={mayBlock} />
        ))}
        <section aria-labelledby="numbers">
          <h2 id="numbers" className="text-xl font-semibold">
            {t('desk.person.numbers')}
          </h2>
          <dl className="mt-3 grid grid-cols-2 gap-4 sm:grid-cols-4">
            {figures.map((name) => (
              <div key={name}>
                <dt className="text-sm text-ink-2">{t(`desk.person.${name}`)}</dt>
                <dd className="text-2xl font-semibold tabular-nums">
                  {numbers[name]}
                  {name === 'hidden' && (
                    <span className="ml-2 text-sm font-normal text-ink-2">
                      {t('desk.person.share', { percent: numbers.hiddenPercent })}
                    </span>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </section>
        <section aria-labelledby="devices">
          <h2 id="devices" className="text-xl font-semibold">
            {t('desk.person.devices')}
          </h2>
          <p className="mt-1 text-sm text-ink-2">{t('desk.person.devicesHint')}</p>
          {shared.length === 0 ? (
            <p className="mt-2">{t('desk.person.devicesNone')}</p>
          ) : (
            <ul className="mt-2 flex flex-wrap gap-x-4">
              {shared.map((other) => (
                <li key={other.id}>
                  <TextLink to={paths.person(frame.slug, other.id)}>{other.pseudonym}</TextLink>
                </li>
              ))}
            </ul>
          )}
        </section>
        {blocks.length === 0 && mayBlock && <BlockForm errors={errors} />}
        <DataTable
          caption={t('desk.person.all')}
          rows={things}
          rowKey={(row) => row.id}
          empty={t('desk.person.none')}
          tall
          columns={[
            {
              key: 'when',
              header: t('desk.person.when'),
              cell: (row) => formatDate(row.createdAt, locale, timeZone),
            },
            {
              key: 'what',
              header: t('desk.person.what'),
              cell: (row) => (row.kind ? t(`kinds.${row.kind}`) : t('desk.types.comment')),
            },
            {
              key: 'text',
              header: t('desk.person.text'),
              isRowHeader: true,
              cell: (row) => (
                <TextLink
                  to={`${paths.contribution(frame.slug, row.number)}${row.type === 'comment' ? `#c-${row.id}` : ''}`}
                >
                  <span lang="ru">{row.text.length > 120 ? `${row.text.slice(0, 119)}…` : row.text}</span>
                </TextLink>
              ),
            },
            {
              key: 'state',
              header: t('desk.person.state'),
              cell: (row) => t(`log.values.${row.visibility}`),
            },
          ]}
        />
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
