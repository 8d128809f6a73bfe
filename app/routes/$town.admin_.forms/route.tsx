import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { localized } from '#app/domain/localized.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { listSpaces } from '#app/models/spaces.server.ts'
import { listForms } from '#app/models/study-forms.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { requireStaff } from '#app/session.server.ts'
import { studyPaths } from '#app/study-paths.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { Container } from '#app/ui/container.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { actOnForms } from './act.server.ts'
import { NewAudit } from './new-audit.tsx'
import { NewForm } from './new-form.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, locale } = await requireStaff(request, townParams.parse(params).town, 'form:change')
    const [forms, spaces] = await Promise.all([listForms(town.id), listSpaces(town.id)])
    return {
      id: newId(),
      words: { served: servedWords(locale, 'study', 'studyDesk') },
      title: tOf(locale)('served.studyDesk.title'),
      spaces: spaces.map((space) => ({ value: space.id, label: localized(space, 'name', locale) })),
      forms: forms.map((form) => ({
        slug: form.slug,
        kind: form.kind,
        version: form.version,
        title: localized(form, 'title', locale),
      })),
    }
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(() => actOnForms(request, townParams.parse(params).town))
}

export const meta = titled<{ title: string }>((_, { title }) => title)

/** The town's forms, and how a new one begins. */
export default function AdminForms() {
  const { id, title, forms, spaces } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { frame } = useTown()
  const t = usePageWords()
  return (
    <Container className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[{ to: paths.town(frame.slug), text: frame.name }]}
          />
        }
        title={title}
        lead={t('served.studyDesk.lead')}
      />
      <div className="mt-8 grid max-w-[48rem] gap-12">
        {forms.length === 0 && <EmptyState title={t('served.studyDesk.empty')} />}
        <ul className="grid gap-3">
          {forms.map(({ slug, kind, version, title }) => (
            <li key={slug} className="flex flex-wrap items-baseline gap-x-3">
              <TextLink to={studyPaths.adminForm(frame.slug, slug)}>{title}</TextLink>
              <span className="text-sm text-ink-2">
                {t(`served.studyDesk.kinds.${kind}`)} ·{' '}
                {version > 0
                  ? t('served.studyDesk.version', { version })
                  : t('served.studyDesk.notPublished')}
              </span>
            </li>
          ))}
        </ul>
        <NewAudit id={id} spaces={spaces} answer={answer?.target === 'audit' ? answer : undefined} />
        <NewForm id={id} answer={answer?.target === 'form' ? answer : undefined} />
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
