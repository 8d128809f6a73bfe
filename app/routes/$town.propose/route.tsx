import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { loadContributionForm, takeContributionForm } from '#app/contribution-form.server.ts'
import { NotOpen } from '#app/forms/not-open.tsx'
import { ProposalForm } from '#app/forms/proposal-form.tsx'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { wakeMail } from '#app/jobs/mail.server.ts'
import { sendOrKeep } from '#app/offline/send.ts'
import { titled } from '#app/titled.ts'
import { Container } from '#app/ui/container.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(() => loadContributionForm(request, params, 'propose'))
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const answer = await takeContributionForm(request, params, 'proposal')
    wakeMail()
    return answer
  })
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return sendOrKeep(() => serverAction<typeof action>())
}

export const meta = titled((t) => t('form.proposalTitle'))

export default function Propose() {
  const t = usePageWords()
  const data = useLoaderData<typeof loader>()
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader title={t('form.proposalTitle')} lead={t('form.proposalLead')} />
      {data.processes.length === 0 ? <NotOpen /> : <ProposalForm data={data} />}
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
