import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { commissionPaths } from '#app/commission-paths.ts'
import { formErrors } from '#app/form-errors.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { fundingView } from '#app/jobs/funding-view.server.ts'
import { changeFunding, type FundingChange } from '#app/models/funding.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { getProcess } from '#app/models/processes.server.ts'
import { processParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { refusedForm, unreadForm } from '#app/refused-form.server.ts'
import { requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { Container } from '#app/ui/container.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { moneySchema } from './change.server.ts'
import { MoneyForms } from './money-forms.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, process } = processParams.parse(params)
    const { town, locale } = await requireStaff(request, slug, 'funding:change')
    return {
      words: servedWords(locale, 'money'),
      title: tOf(locale)('served.money.editTitle'),
      ids: { measure: newId(), line: newId(), 'in-kind': newId() },
      view: await fundingView(town, process, locale),
    }
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, process: processSlug } = processParams.parse(params)
    const { town, actor } = await requireStaff(request, slug, 'funding:change')
    const { id: processId } = await getProcess(town.id, processSlug)
    const submission = parseWithZod(await readForm(request), { schema: moneySchema })
    if (submission.status !== 'success') return unreadForm(submission)
    const { intent: kind, ...asked } = submission.value
    const value = kind === 'line' ? { ...asked, measureId: null, pppForm: '', ...defined(asked) } : asked
    try {
      const change = { kind, ...value } as FundingChange
      await changeFunding({ townId: town.id, actorId: actor.personId, processId, change })
      return redirect(`${commissionPaths.editMoney(slug, processSlug)}?saved=1`)
    } catch (error) {
      return refusedForm(submission, error)
    }
  })
}

/** Without what was left empty. */
function defined(fields: object) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

export const meta = titled<{ title: string }>((_, { title }) => title)

export default function EditMoney() {
  const { frame } = useTown()
  const { words, ids, view } = useLoaderData<typeof loader>()
  const t = useServedWords(words)
  const errors = formErrors(t, useActionData<typeof action>() as Parameters<typeof formErrors>[1])
  const [search] = useSearchParams()
  return (
    <Container className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[
              { to: paths.town(frame.slug), text: frame.name },
              { to: paths.process(frame.slug, view.process.slug), text: view.process.title },
              { to: commissionPaths.money(frame.slug, view.process.slug), text: t('served.money.title') },
            ]}
          />
        }
        title={t('served.money.editTitle')}
        lead={t('served.money.editLead')}
      />
      <div className="mt-6 grid max-w-[46rem] grid-cols-[minmax(0,1fr)] gap-8">
        {search.get('saved') && !errors.ofForm && (
          <Notice tone="success" role="status">
            {t('served.money.saved')}
          </Notice>
        )}
        <FailureNotice>{errors.ofForm}</FailureNotice>
        <MoneyForms t={t} ids={ids} view={view} errors={errors} />
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
