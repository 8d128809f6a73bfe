import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { notFound, orRefuse } from '#app/answer.server.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { formErrors } from '#app/form-errors.ts'
import { formatDate } from '#app/i18n/format.ts'
import type { T } from '#app/i18n/i18n.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { variantParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { getScene } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { Container } from '#app/ui/container.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { variantPaths } from '#app/variant-paths.ts'
import { actOnVariant } from './act.server.ts'
import { DrawingPart } from './drawing-part.tsx'
import { StaffPart } from './staff-part.tsx'
import { VersionFacts } from './version-facts.tsx'
import { loadVariant, type VariantData } from './view.server.ts'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, variant: id } = variantParams.parse(params)
    const asked = new URL(request.url).searchParams.get('version') ?? ''
    const version = /^[1-9]\d{0,3}$/.test(asked) ? Number(asked) : null
    try {
      return await loadVariant(await getScene(request, town), { id, version })
    } catch (error) {
      // Residents' browsers have no words for it of its own.
      if (error instanceof Refusal && error.code === 'variant.not-found') throw notFound()
      throw error
    }
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(() => actOnVariant(request, params))
}

export const meta: MetaFunction<typeof loader> = titled<{ name: string }>((_, { name }) => name)

/** A concept variant: its drawing, its figures, and what people say about spots of it. */
export default function VariantPage() {
  const { frame } = useTown()
  const variant = useLoaderData<typeof loader>()
  const t = useServedWords(variant.words)
  const answer = useActionData<typeof action>()
  const errors = formErrors(t, answer as Parameters<typeof formErrors>[1])
  const [search] = useSearchParams()
  const { name, process, shown, staff } = variant
  const said = saidOf(t, search)
  return (
    <Container className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[
              { to: paths.process(frame.slug, process.slug), text: process.title },
              { to: variantPaths.compare(frame.slug, process.slug), text: t('served.variants.title') },
            ]}
          />
        }
        eyebrow={t('served.variants.version', { version: shown.version })}
        title={name}
      />
      <div className="mt-6 grid grid-cols-[minmax(0,1fr)] gap-8">
        <div className="grid gap-4 empty:hidden">
          <FailureNotice>{answer?.said ?? errors.ofForm}</FailureNotice>
          {said && (
            <Notice tone="success" role="status" id="notice">
              {said}
            </Notice>
          )}
          <StateNotice t={t} variant={variant} />
        </div>
        <VersionFacts t={t} variant={variant} />
        <DrawingPart key={shown.id} t={t} variant={variant} errors={errors} />
        {variant.mayModerate && !staff && (
          <p>
            <TextLink to={variantPaths.remarks(frame.slug, variant.id)}>
              {t('served.variants.remarks.desk')}
            </TextLink>
          </p>
        )}
        <Versions t={t} variant={variant} />
        {staff && <StaffPart t={t} variant={variant} staff={staff} />}
      </div>
    </Container>
  )
}

/** What the last form has done. */
function saidOf(t: T, search: URLSearchParams): string | null {
  if (search.get('sent') === '1') return t('served.variants.remarks.sent')
  if (search.get('sent') === 'wait') return t('served.variants.remarks.sentPending')
  return search.get('reported') === '1' ? t('served.variants.remarks.reported') : null
}

function StateNotice({ t, variant }: { t: T; variant: VariantData }) {
  const { frame } = useTown()
  const { id, state, shown, current, isCurrent, isDraft } = variant
  if (state === 'draft') return <Notice tone="warning">{t('served.variants.draftNote')}</Notice>
  if (state === 'withdrawn') return <Notice tone="warning">{t('served.variants.withdrawnNote')}</Notice>
  if (isCurrent) return null
  return (
    <Notice
      tone="warning"
      actions={
        <TextLink to={variantPaths.variant(frame.slug, id)}>
          {t('served.variants.toCurrent', { version: current })}
        </TextLink>
      }
    >
      {isDraft
        ? t('served.variants.draftVersion', { version: shown.version })
        : t('served.variants.oldVersion')}
    </Notice>
  )
}

/** Every version, each with an address of its own. */
function Versions({ t, variant }: { t: T; variant: VariantData }) {
  const { frame, locale, timeZone } = useTown()
  const { id, shown, versions } = variant
  if (versions.length < 2) return null
  return (
    <section aria-labelledby="versions-title" className="grid gap-3">
      <h2 id="versions-title" className="text-2xl font-semibold tracking-tight">
        {t('served.variants.versions')}
      </h2>
      <ul className="grid gap-1">
        {versions.map(({ version, at, isDraft }) => (
          <li key={version} className="flex flex-wrap items-center gap-3">
            <TextLink
              to={variantPaths.variant(frame.slug, id, version)}
              aria-current={version === shown.version ? 'page' : undefined}
            >
              {t('served.variants.versionOf', {
                version,
                date: formatDate(new Date(at), locale, timeZone),
              })}
            </TextLink>
            {isDraft && <Badge>{t('served.variants.states.draft')}</Badge>}
          </li>
        ))}
      </ul>
    </section>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
