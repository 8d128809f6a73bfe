import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { commissionPaths } from '#app/commission-paths.ts'
import { localized } from '#app/domain/localized.ts'
import { formErrors } from '#app/form-errors.ts'
import type { T } from '#app/i18n/i18n.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { PROOF_MB } from '#app/jobs/proof-files.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { getProcess } from '#app/models/processes.server.ts'
import { listProofs } from '#app/models/proofs.server.ts'
import { processParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { orRunOut } from '#app/read-upload.server.ts'
import { requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { Container } from '#app/ui/container.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { ProofForm } from './proof-form.tsx'
import { ProofTable } from './proof-table.tsx'
import { PROOF_LIMITS, takeProof } from './take.server.ts'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, process: processSlug } = processParams.parse(params)
    const { town, locale } = await requireStaff(request, slug, 'commission:change')
    const process = await getProcess(town.id, processSlug)
    const proofs = await listProofs(town.id, process.id)
    return {
      id: newId(),
      words: servedWords(locale, 'commission'),
      title: tOf(locale)('served.commission.proofsTitle'),
      process: { slug: process.slug, title: localized(process, 'title', locale) },
      proofs: proofs.map(({ id, subject, channel, title, url, publishedOn, fileName }) => {
        return { id, subject, channel, title, url, publishedOn, fileName }
      }),
      limits: { ...PROOF_LIMITS, mb: PROOF_MB },
    }
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, process: processSlug } = processParams.parse(params)
    const { town, actor } = await orRunOut(request, requireStaff(request, slug, 'commission:change'))
    const process = await orRunOut(request, getProcess(town.id, processSlug))
    const here = { townId: town.id, actorId: actor.personId, processId: process.id }
    const failed = await takeProof(request, here)
    if (!failed) return redirect(commissionPaths.proofs(slug, processSlug))
    const { typed, error, refusal } = failed
    return data(
      {
        lastResult: { initialValue: typed, error },
        refusal: refusal ? { code: refusal.code as string, details: refusal.details } : undefined,
      },
      { status: refusal?.status ?? 400 },
    )
  })
}

export const meta = titled<{ title: string }>((_, { title }) => title)

const FILE_ERRORS = ['link', 'file-size', 'file-kind'] as const

/** What may be wrong with a link or a file is said by this page only. */
function withFileErrors(t: T): T {
  return function say(key, params) {
    const code = FILE_ERRORS.find((one) => (key as string) === `errors.field.${one}`)
    return code ? t(`served.commission.fileErrors.${code}`) : t(key, params)
  }
}

/** Where a process was made public: the links that protocols and applications ask for. */
export default function Proofs() {
  const { frame } = useTown()
  const { id, words, process, proofs, limits } = useLoaderData<typeof loader>()
  const t = useServedWords(words)
  const errors = formErrors(
    withFileErrors(t),
    useActionData<typeof action>() as Parameters<typeof formErrors>[1],
  )
  return (
    <Container className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[
              { to: paths.town(frame.slug), text: frame.name },
              { to: paths.process(frame.slug, process.slug), text: process.title },
            ]}
          />
        }
        title={t('served.commission.proofsTitle')}
        lead={t('served.commission.proofsLead')}
      />
      <div className="mt-6 grid grid-cols-[minmax(0,1fr)] gap-8">
        <ProofTable t={t} process={process.slug} proofs={proofs} />
        <Form
          key={`new${proofs.length}`}
          method="post"
          encType="multipart/form-data"
          className="grid max-w-[42rem] gap-6"
          noValidate
        >
          <h2 className="text-xl font-[620] tracking-tight">{t('served.commission.addProof')}</h2>
          <FailureNotice>{errors.ofForm}</FailureNotice>
          <input type="hidden" name="intent" value="add" />
          <input type="hidden" name="id" value={id} />
          <ProofForm t={t} errors={errors} limits={limits} />
        </Form>
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
