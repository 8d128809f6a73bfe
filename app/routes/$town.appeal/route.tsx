import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { loadAppeal, takeAppeal } from '#app/appeal-form.server.ts'
import { formErrors } from '#app/form-errors.ts'
import { AppealAnswer } from '#app/forms/appeal-answer.tsx'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { getScene, requireParticipant } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Container } from '#app/ui/container.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'

/** Whoever is blocked in a town answers the block here, once. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { id: personId } = await requireParticipant(request)
    const { town, locale } = await getScene(request, townParams.parse(params).town)
    return loadAppeal({ townId: town.id, personId, subject: { type: 'person', id: personId }, locale })
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town } = await getScene(request, slug)
    const page = paths.blockAppeal(slug)
    const about = async (id: string) => ({ subject: { type: 'person' as const, id }, page })
    return takeAppeal(request, { townId: town.id, about })
  })
}

export const meta: MetaFunction<typeof loader> = titled<{ title: string }>((_, { title }) => title)

export default function BlockAppeal() {
  const { words, decision, appeal } = useLoaderData<typeof loader>()
  const t = useServedWords(words)
  const errors = formErrors(t, useActionData<typeof action>())
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader title={t('served.appeal.title')} lead={t('served.appeal.lead')} />
      <AppealAnswer decision={decision} appeal={appeal} errors={errors} t={t} />
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
