import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { formErrors } from '#app/form-errors.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { variantParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { Container } from '#app/ui/container.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { variantPaths } from '#app/variant-paths.ts'
import { PairsForm } from './pairs-form.tsx'
import { actOnPlacing, loadPlacing } from './view.server.ts'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, variant } = variantParams.parse(params)
    return loadPlacing(request, await requireStaff(request, town, 'plan:change'), variant)
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town, variant } = variantParams.parse(params)
    return actOnPlacing(request, await requireStaff(request, town, 'plan:change'), variant)
  })
}

export type PlacingData = Awaited<ReturnType<typeof loadPlacing>>

export const meta: MetaFunction<typeof loader> = titled<{ title: string }>((_, { title }) => title)

/** Where a drawing lies: by points that are seen on it and on the map. */
export default function PlacePage() {
  const { frame } = useTown()
  const placing = useLoaderData<typeof loader>()
  const t = useServedWords(placing.words)
  const errors = formErrors(t, useActionData<typeof action>() as Parameters<typeof formErrors>[1])
  const { variant, process, placement } = placing
  return (
    <Container className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[
              { to: paths.process(frame.slug, process.slug), text: process.title },
              {
                to: variantPaths.variant(frame.slug, variant.id, variant.version),
                text: `${variant.name}, ${t('served.variants.version', { version: variant.version })}`,
              },
            ]}
          />
        }
        title={t('served.variants.place.title')}
        lead={t('served.variants.place.lead')}
      />
      <div className="mt-6 grid grid-cols-[minmax(0,1fr)] gap-8">
        <FailureNotice>{errors.ofForm}</FailureNotice>
        {placement && (
          <section className="grid gap-3">
            <h2 className="text-2xl font-semibold tracking-tight">{t('served.variants.place.result')}</h2>
            <p>
              {t(`served.variants.place.methods.${placement.method}`)}.{' '}
              {t('served.variants.place.perPixel', { metres: placement.metresPerPixel })}
            </p>
            {placement.residuals.length > 0 && (
              <DataTable
                caption={t('served.variants.place.result')}
                captionHidden
                rows={placement.residuals}
                rowKey={({ number }) => String(number)}
                className="max-w-[28rem]"
                columns={[
                  {
                    key: 'pair',
                    header: t('served.variants.place.pair', { number: '' }),
                    isRowHeader: true,
                    cell: ({ number }) => number,
                  },
                  {
                    key: 'metres',
                    header: t('served.variants.place.residual'),
                    align: 'end',
                    cell: ({ metres }) => metres,
                  },
                ]}
              />
            )}
            {placement.isExactFit && <p className="text-ink-2">{t('served.variants.place.exactFit')}</p>}
          </section>
        )}
        {placement?.method === 'exact' ? (
          <Notice tone="info">{t('served.variants.place.exact')}</Notice>
        ) : (
          <PairsForm t={t} placing={placing} errors={errors} />
        )}
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
