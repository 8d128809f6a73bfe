import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { loadContributionForm, takeContributionForm } from '#app/contribution-form.server.ts'
import { NotOpen } from '#app/forms/not-open.tsx'
import { PinForm } from '#app/forms/pin-form.tsx'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { wakeMail } from '#app/jobs/mail.server.ts'
import { sendOrKeep } from '#app/offline/send.ts'
import { paths } from '#app/paths.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Container } from '#app/ui/container.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(() => loadContributionForm(request, params, 'pin'))
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const answer = await takeContributionForm(request, params, 'pin')
    wakeMail()
    return answer
  })
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return sendOrKeep(() => serverAction<typeof action>())
}

export const meta = titled((t) => t('form.pinTitle'))

export default function AddPin() {
  const t = usePageWords()
  const { frame } = useTown()
  const data = useLoaderData<typeof loader>()
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader title={t('form.pinTitle')} lead={t('form.pinLead')} />
      <p className="mt-3">
        <TextLink to={paths.propose(frame.slug)}>{t('form.insteadProposal')}</TextLink>
      </p>
      {data.processes.length === 0 ? <NotOpen /> : <PinForm data={data} />}
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
