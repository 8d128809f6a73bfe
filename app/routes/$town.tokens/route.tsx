import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { orRefuse, toRefused } from '#app/answer.server.ts'
import { can, mustBeAbleTo } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { ACT_OF_SCOPE, SCOPES, TOKEN_DAYS } from '#app/domain/sharing.ts'
import { formErrors } from '#app/form-errors.ts'
import { ConfirmAgain } from '#app/forms/confirm-again.tsx'
import { confirmWords } from '#app/i18n/account-words.server.ts'
import { formatDate, formatDateTime } from '#app/i18n/format.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { createToken, listTokens, revokeToken } from '#app/models/api-tokens.server.ts'
import { openPaths } from '#app/open-paths.ts'
import { townParams } from '#app/params.ts'
import { readForm } from '#app/read-form.server.ts'
import { FormNotices } from '#app/routes/$town.admin/form-notices.tsx'
import { ShownOnce } from '#app/routes/$town.admin.webhooks/shown-once.tsx'
import { requireStaff, requireSure } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Container } from '#app/ui/container.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { TokenForm } from './token-form.tsx'
import { TokenTable } from './token-table.tsx'

const schema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('create'),
    name: z.string('required').trim().min(1, 'required').max(100, 'too-long'),
    scopes: z.array(z.enum(SCOPES, 'choice'), 'required').min(1, 'required').max(SCOPES.length),
    days: z.coerce.number().refine((days) => (TOKEN_DAYS as readonly number[]).includes(days), 'choice'),
  }),
  z.object({ intent: z.literal('revoke'), id: z.string('required').max(60) }),
])

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, actor, locale } = await requireStaff(request, townParams.parse(params).town, 'token:create')
    const mayAll = can(actor, 'town:change')
    const now = new Date()
    const tokens = await listTokens(town.id, mayAll ? null : actor.personId)
    return {
      words: { served: servedWords(locale, 'sharing'), ...confirmWords(locale) },
      title: tOf(locale)('served.sharing.tokens'),
      scopes: SCOPES.filter((scope) => can(actor, ACT_OF_SCOPE[scope])),
      tokens: tokens.map((token) => ({
        id: token.id,
        name: token.name,
        hint: token.hint,
        scopes: token.scopes,
        state: token.revokedAt ? ('revoked' as const) : token.expiresAt <= now ? ('expired' as const) : null,
        made: formatDate(token.createdAt, locale, town.timeZone),
        until: formatDate(token.expiresAt, locale, town.timeZone),
        used: token.lastUsedAt && formatDateTime(token.lastUsedAt, locale, town.timeZone),
        uses: token.uses,
      })),
    }
  })
}

export type TokensData = Awaited<ReturnType<typeof loader>>

/** A key acts for who makes it: they have just shown who they are, with the second factor too. To end one needs no more. */
export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, actor } = await requireStaff(request, slug, 'token:create')
    const form = await readForm(request)
    const again = form.get('again')
    form.delete('again')
    const submission = parseWithZod(form, { schema })
    if (submission.status !== 'success')
      return data({ lastResult: submission.reply(), refusal: undefined, key: undefined }, { status: 400 })
    const value = submission.value
    const place = { townId: town.id, actorId: actor.personId }
    try {
      if (again !== null) form.set('again', again)
      if (value.intent === 'create') {
        await requireSure(request, form)
        if (value.scopes.some((scope) => !can(actor, ACT_OF_SCOPE[scope]))) throw new Refusal('token.scope')
        const key = await createToken({ ...place, ...value })
        return data(
          { lastResult: undefined, refusal: undefined, key },
          { headers: { 'Cache-Control': 'no-store' } },
        )
      }
      mustBeAbleTo(actor, 'token:revoke')
      await revokeToken({ ...place, id: value.id, isForAll: can(actor, 'town:change') })
      return redirect(`${openPaths.tokens(slug)}?saved=1`)
    } catch (error) {
      const refused = toRefused(error)
      return data(
        { lastResult: submission.reply(), refusal: refused.data.refusal, key: undefined },
        refused.init ?? undefined,
      )
    }
  })
}

export const meta = titled<TokensData>((_, { title }) => title)

export default function Tokens() {
  const { tokens, scopes } = useLoaderData<typeof loader>()
  const t = usePageWords()
  const answer = useActionData<typeof action>()
  const errors = formErrors(t, answer as Parameters<typeof formErrors>[1])
  return (
    <Container className="pb-16">
      <PageHeader title={t('served.sharing.tokens')} lead={t('served.sharing.tokensLead')} />
      <div className="mt-8 grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-8">
        <FormNotices errors={errors} />
        {answer?.key && (
          <ShownOnce
            label={t('served.sharing.key')}
            text={t('served.sharing.secretOnce')}
            value={answer.key}
          />
        )}
        <TokenTable tokens={tokens} t={t} />
        <Form method="post" className="grid max-w-[42rem] gap-6" noValidate>
          <TokenForm key={tokens.length} t={t} errors={errors} scopes={scopes} />
          <ConfirmAgain t={t} code={errors.code} />
        </Form>
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
