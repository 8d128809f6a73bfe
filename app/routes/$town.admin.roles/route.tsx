import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { orRefuse, toRefused } from '#app/answer.server.ts'
import { localized } from '#app/domain/localized.ts'
import { type Limits, mustBeAbleTo, ROLES } from '#app/domain/permissions.ts'
import { formErrors } from '#app/form-errors.ts'
import { ConfirmAgain } from '#app/forms/confirm-again.tsx'
import { confirmWords } from '#app/i18n/account-words.server.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { grantRole, listStaff, revokeRole } from '#app/models/people.server.ts'
import { listSpaces } from '#app/models/spaces.server.ts'
import { listCategories } from '#app/models/towns.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { FormNotices } from '#app/routes/$town.admin/form-notices.tsx'
import { requireFresh, requireStaff } from '#app/session.server.ts'
import { Button } from '#app/ui/button.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { GrantForm } from './grant-form.tsx'

const MOST = 200
const ids = z.array(z.string().max(60)).max(MOST).default([])

const schema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('grant'),
    email: z.string('required').trim().toLowerCase().pipe(z.email('email')),
    role: z.enum(ROLES, 'choice'),
    spaces: ids,
    categories: ids,
  }),
  z.object({
    intent: z.literal('revoke'),
    personId: z.string('required'),
    role: z.enum(ROLES, 'choice'),
  }),
])

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, locale } = await requireStaff(request, townParams.parse(params).town, 'role:grant')
    const [staff, spaces, categories] = await Promise.all([
      listStaff(town.id),
      listSpaces(town.id),
      listCategories(town.id),
    ])
    const named = (
      rows: { id: string; name: string; translations: Record<string, Record<string, string>> }[],
    ) => rows.map((row) => ({ id: row.id, name: localized(row, 'name', locale) }))
    const places = { spaces: named(spaces), categories: named(categories) }
    const names = new Map([...places.spaces, ...places.categories].map(({ id, name }) => [id, name]))
    return {
      words: confirmWords(locale),
      ...places,
      staff: staff.map(({ limits, ...row }) => ({
        ...row,
        limitedTo: limits && [...limits.spaceIds, ...limits.categoryIds].map((id) => names.get(id) ?? '—'),
      })),
    }
  })
}

/** Roles open everything else: whoever gives and takes them has just shown who they are. */
export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, actor } = await requireStaff(request, slug, 'role:grant')
    const form = await readForm(request)
    const again = form.get('again')
    form.delete('again')
    const submission = parseWithZod(form, { schema })
    if (submission.status !== 'success')
      return data({ lastResult: submission.reply(), refusal: undefined }, { status: 400 })
    const value = submission.value
    const actorId = actor.personId
    try {
      if (again !== null) form.set('again', again)
      await requireFresh(request, form)
      if (value.intent === 'grant') {
        const { email, role } = value
        await grantRole({ townId: town.id, email, role, limits: limitsOf(value), actorId })
      } else {
        mustBeAbleTo(actor, 'role:revoke')
        await revokeRole({ townId: town.id, personId: value.personId, role: value.role, actorId })
      }
      return redirect(`${paths.adminRoles(slug)}?saved=1`)
    } catch (error) {
      const refused = toRefused(error)
      return data(
        { lastResult: submission.reply(), refusal: refused.data.refusal },
        refused.init ?? undefined,
      )
    }
  })
}

function limitsOf({ spaces, categories }: { spaces: string[]; categories: string[] }): Limits | null {
  return spaces.length + categories.length > 0 ? { spaceIds: spaces, categoryIds: categories } : null
}

export default function AdminRoles() {
  const t = usePageWords()
  const { staff, spaces, categories } = useLoaderData<typeof loader>()
  const errors = formErrors(t, useActionData<typeof action>())
  const isRevoked = (row: { personId: string; role: string }) =>
    errors.typed('intent') === 'revoke' &&
    errors.typed('personId') === row.personId &&
    errors.typed('role') === row.role
  return (
    <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-8">
      <FormNotices errors={errors} />
      <DataTable
        caption={t('admin.staff')}
        rows={staff}
        rowKey={(row) => `${row.personId}${row.role}`}
        columns={[
          { key: 'email', header: t('admin.roleEmail'), isRowHeader: true, cell: (row) => row.email },
          {
            key: 'role',
            header: t('admin.role'),
            cell: (row) => (
              <>
                {t(`admin.roles.${row.role}`)}
                {row.limitedTo && (
                  <span className="block text-ink-2">
                    {t('admin.limitedTo', { names: row.limitedTo.join(', ') })}
                  </span>
                )}
              </>
            ),
          },
          {
            key: 'act',
            header: <span className="sr-only">{t('admin.revoke')}</span>,
            cell: (row) => (
              <Form method="post" className="grid gap-3">
                <input type="hidden" name="intent" value="revoke" />
                <input type="hidden" name="personId" value={row.personId} />
                <input type="hidden" name="role" value={row.role} />
                <ConfirmAgain t={t} code={isRevoked(row) ? errors.code : null} />
                <Button variant="quiet" size="sm">
                  {t('admin.revoke')}
                  <span className="sr-only">: {row.email}</span>
                </Button>
              </Form>
            ),
          },
        ]}
      />
      <GrantForm key={staff.length} spaces={spaces} categories={categories} errors={errors} />
    </div>
  )
}
