import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { z } from 'zod'
import { orRefuse } from '#app/answer.server.ts'
import { commissionPaths } from '#app/commission-paths.ts'
import { MEMBER_ROLES } from '#app/domain/protocol.ts'
import { optionalText, requiredText } from '#app/domain/text.ts'
import { momentOfWallTime } from '#app/domain/wall-time.ts'
import { formErrors } from '#app/form-errors.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { listMembers, saveMember } from '#app/models/commission.server.ts'
import { isId, newId } from '#app/models/ids.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { refusedForm, unreadForm } from '#app/refused-form.server.ts'
import { requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { Container } from '#app/ui/container.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { MEMBER_LIMITS, MemberForm } from './member-form.tsx'

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && momentOfWallTime(text, 'UTC') !== null

const schema = z.object({
  intent: z.literal('save'),
  id: z.string().refine(isId, 'required'),
  name: optionalText(MEMBER_LIMITS.name),
  office: requiredText(MEMBER_LIMITS.office),
  isOfficial: z
    .string()
    .optional()
    .transform((ticked) => ticked === 'on'),
  role: z.enum(MEMBER_ROLES, 'choice'),
  since: z.string('date').refine(isDay, 'date'),
  until: z.string().refine(isDay, 'date').optional(),
})

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, locale } = await requireStaff(request, townParams.parse(params).town, 'commission:change')
    return {
      words: servedWords(locale, 'commission'),
      title: tOf(locale)('served.commission.membersTitle'),
      members: await listMembers(town.id),
      newId: newId(),
    }
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, actor } = await requireStaff(request, slug, 'commission:change')
    const submission = parseWithZod(await readForm(request), { schema })
    if (submission.status !== 'success') return unreadForm(submission)
    const { intent: _, until = null, ...member } = submission.value
    try {
      await saveMember({ townId: town.id, actorId: actor.personId, ...member, until })
      return redirect(`${commissionPaths.members(slug)}?saved=1`)
    } catch (error) {
      return refusedForm(submission, error)
    }
  })
}

export const meta = titled<{ title: string }>((_, { title }) => title)

export default function CommissionMembers() {
  const { frame } = useTown()
  const { words, members, newId: freshId } = useLoaderData<typeof loader>()
  const t = useServedWords(words)
  const errors = formErrors(t, useActionData<typeof action>() as Parameters<typeof formErrors>[1])
  const [search] = useSearchParams()
  const isNew = errors.typed('id') !== undefined && !members.some(({ id }) => id === errors.typed('id'))
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
        title={t('served.commission.membersTitle')}
        lead={t('served.commission.membersLead')}
      />
      <div className="mt-6 grid max-w-[42rem] grid-cols-[minmax(0,1fr)] gap-6">
        {search.get('saved') && !errors.ofForm && (
          <Notice tone="success" role="status">
            {t('served.commission.saved')}
          </Notice>
        )}
        <FailureNotice>{errors.ofForm}</FailureNotice>
        <div>
          {members.map((member) => (
            <Disclosure
              key={JSON.stringify(member)}
              summary={member.name || t('served.commission.memberOf', { number: member.number })}
              note={t(`served.commission.roles.${member.role}`)}
              open={errors.typed('id') === member.id}
            >
              <MemberForm t={t} id={member.id} member={member} errors={errors} />
            </Disclosure>
          ))}
          <Disclosure key={`new${members.length}`} summary={t('served.commission.addMember')} open={isNew}>
            <MemberForm t={t} id={(isNew && errors.typed('id')) || freshId} member={null} errors={errors} />
          </Disclosure>
        </div>
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
