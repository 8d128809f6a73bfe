import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { localized } from '#app/domain/localized.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { newId } from '#app/models/ids.server.ts'
import { listBundles, openBundle } from '#app/models/paper-bundles.server.ts'
import { countBallots, getVote } from '#app/models/votes.server.ts'
import { phaseParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { type RefusalText, refusalText } from '#app/refusal-text.server.ts'
import { requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { Container } from '#app/ui/container.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { NewBundleForm } from './new-bundle-form.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, phase: phaseId } = phaseParams.parse(params)
    const { town, locale } = await requireStaff(request, slug, 'paper:enter')
    const vote = await getVote(town.id, phaseId)
    return {
      newId: newId(),
      process: { slug: vote.process.slug, title: localized(vote.process, 'title', locale) },
      phaseId,
      hasCodes: vote.settings?.electorate === 'codes',
      isReady: vote.settings !== null && vote.phase.startsAt <= new Date(),
      bundles: await listBundles(town.id, phaseId),
      counts: await countBallots(town.id, phaseId),
    }
  })
}

export interface BundleAnswer {
  refusal: RefusalText
  typed: { place: string; issued: string; found: string }
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, phase: phaseId } = phaseParams.parse(params)
    const { town, actor, locale } = await requireStaff(request, slug, 'paper:enter')
    const form = await readForm(request)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const typed = { place: text('place').slice(0, 120), issued: text('issued'), found: text('found') }
    const whole = (value: string) => (/^\d{1,6}$/.test(value) ? Number(value) : Number.NaN)
    try {
      const { id } = await openBundle({
        townId: town.id,
        phaseId,
        actorId: actor.personId,
        id: text('id'),
        place: typed.place,
        issued: whole(typed.issued),
        found: whole(typed.found),
      })
      return redirect(paths.paperBundle(slug, phaseId, id))
    } catch (error) {
      const refusal = refusalText(error, locale, town.currency)
      return data<BundleAnswer>({ refusal, typed }, { status: refusal.status })
    }
  })
}

export const meta = titled((t) => t('paper.title'))

export default function PaperPage() {
  const t = useWords()
  const { frame } = useTown()
  const { bundles, hasCodes, isReady, phaseId, process, newId } = useLoaderData<typeof loader>()
  const answer = useActionData() as BundleAnswer | undefined
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
        title={t('paper.title')}
        lead={t('paper.lead')}
      />
      <Notice className="mt-6" tone={hasCodes ? 'info' : 'warning'}>
        {t(hasCodes ? 'paper.withCodes' : 'paper.noCodes')}
      </Notice>
      <DataTable
        className="mt-8"
        caption={t('paper.bundles')}
        rows={bundles}
        rowKey={(row) => row.id}
        empty={t('paper.none')}
        columns={[
          {
            key: 'place',
            header: t('paper.place'),
            isRowHeader: true,
            cell: (row) => (
              <TextLink to={paths.paperBundle(frame.slug, phaseId, row.id)}>
                {t('paper.bundle', { number: row.number, place: row.place })}
              </TextLink>
            ),
          },
          { key: 'issued', header: t('paper.issued'), align: 'end', cell: (row) => row.issued },
          { key: 'found', header: t('paper.found'), align: 'end', cell: (row) => row.found },
          { key: 'valid', header: t('paper.valid'), align: 'end', cell: (row) => row.valid ?? '—' },
          { key: 'spoiled', header: t('paper.spoiled'), align: 'end', cell: (row) => row.spoiled ?? '—' },
          {
            key: 'state',
            header: t('paper.state'),
            cell: (row) => {
              const isTyped = row.passes.every(({ isFinished }) => isFinished)
              if (row.state === 'agreed') return <Badge tone="leaf">{t('paper.agreed')}</Badge>
              return (
                <Badge tone="ochre">
                  {isTyped
                    ? t('paper.comparing')
                    : row.passes
                        .map(({ typed }) => t('paper.typedOf', { typed, found: row.found }))
                        .join(' · ')}
                </Badge>
              )
            },
          },
        ]}
      />
      {isReady ? (
        <Form method="post" className="mt-10 max-w-[42rem]">
          <NewBundleForm id={newId} answer={answer} />
        </Form>
      ) : (
        <Notice className="mt-8">{t('paper.notYet')}</Notice>
      )}
    </Container>
  )
}
