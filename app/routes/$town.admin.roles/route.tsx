import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { z } from 'zod'
import { orRefuse, toRefused } from '#app/answer.server.ts'
import { mustBeAbleTo, ROLES } from '#app/domain/permissions.ts'
import { formErrors } from '#app/form-errors.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { grantRole, listStaff, revokeRole } from '#app/models/people.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { requireStaff } from '#app/session.server.ts'
import { Button } from '#app/ui/button.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { Field } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

const schema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('grant'),
    email: z.string('required').trim().toLowerCase().pipe(z.email('email')),
    role: z.enum(ROLES, 'choice'),
  }),
  z.object({
    intent: z.literal('revoke'),
    personId: z.string('required'),
    role: z.enum(ROLES, 'choice'),
  }),
])

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town } = await requireStaff(request, townParams.parse(params).town, 'role:grant')
    return { staff: await listStaff(town.id) }
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, actor } = await requireStaff(request, slug, 'role:grant')
    const submission = parseWithZod(await readForm(request), { schema })
    if (submission.status !== 'success')
      return data({ lastResult: submission.reply(), refusal: undefined }, { status: 400 })
    const value = submission.value
    try {
      if (value.intent === 'grant')
        await grantRole({ townId: town.id, email: value.email, role: value.role, actorId: actor.personId })
      else {
        mustBeAbleTo(actor, 'role:revoke')
        await revokeRole({
          townId: town.id,
          personId: value.personId,
          role: value.role,
          actorId: actor.personId,
        })
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

export default function AdminRoles() {
  const t = useWords()
  const { staff } = useLoaderData<typeof loader>()
  const errors = formErrors(t, useActionData<typeof action>())
  const [search] = useSearchParams()
  return (
    <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-8">
      {search.get('saved') && (
        <Notice tone="success" role="status">
          {t('admin.saved')}
        </Notice>
      )}
      {errors.ofForm && (
        <Notice tone="danger" role="alert">
          {errors.ofForm}
        </Notice>
      )}
      <DataTable
        caption={t('admin.staff')}
        rows={staff}
        rowKey={(row) => `${row.personId}${row.role}`}
        columns={[
          { key: 'email', header: t('admin.roleEmail'), isRowHeader: true, cell: (row) => row.email },
          { key: 'role', header: t('admin.role'), cell: (row) => t(`admin.roles.${row.role}`) },
          {
            key: 'act',
            header: <span className="sr-only">{t('admin.revoke')}</span>,
            cell: (row) => (
              <Form method="post">
                <input type="hidden" name="intent" value="revoke" />
                <input type="hidden" name="personId" value={row.personId} />
                <input type="hidden" name="role" value={row.role} />
                <Button variant="quiet" size="sm">
                  {t('admin.revoke')}
                  <span className="sr-only">: {row.email}</span>
                </Button>
              </Form>
            ),
          },
        ]}
      />
      <Form key={staff.length} method="post" className="grid gap-6" noValidate>
        <input type="hidden" name="intent" value="grant" />
        <div className="grid gap-6 sm:grid-cols-2">
          <Field label={t('admin.roleEmail')} error={errors.ofField('email')} required>
            <TextInput name="email" type="email" defaultValue={errors.typed('email')} />
          </Field>
          <Field label={t('admin.role')} error={errors.ofField('role')} required>
            <Select
              name="role"
              defaultValue={errors.typed('role') ?? 'moderator'}
              options={ROLES.map((role) => ({ value: role, label: t(`admin.roles.${role}`) }))}
            />
          </Field>
        </div>
        <Button className="justify-self-start">{t('admin.grant')}</Button>
      </Form>
    </div>
  )
}
