import { parseWithZod } from '@conform-to/zod/v4'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { orRefuse } from '#app/answer.server.ts'
import { LIMITS } from '#app/domain/contributions.ts'
import { requiredText } from '#app/domain/text.ts'
import { formErrors } from '#app/form-errors.ts'
import { mustBeHuman, takeSigns } from '#app/human.server.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { getAppealable, getDecidedAppeal } from '#app/models/appealable.server.ts'
import { sendAppeal } from '#app/models/appeals.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { refusedForm, unreadForm } from '#app/refused-form.server.ts'
import { AppealAnswer } from '#app/routes/$town.$number.appeal/answer.tsx'
import { appealView, decisionView } from '#app/routes/$town.$number.appeal/view.ts'
import { getScene, mustBeParticipant, requireParticipant } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Container } from '#app/ui/container.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'

const schema = z.object({ body: requiredText(LIMITS.reason, 5) })

/** Whoever is blocked in a town answers the block here, once. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const person = await requireParticipant(request)
    const { town, locale } = await getScene(request, townParams.parse(params).town)
    const subject = { type: 'person' as const, id: person.id }
    const found = await getAppealable(town.id, person.id, subject)
    const last = found ? found.appeal : await getDecidedAppeal(town.id, person.id, subject)
    return {
      words: servedWords(locale, 'appeal'),
      title: tOf(locale)('served.appeal.title'),
      decision: found && decisionView(found.act),
      appeal: last && appealView(last),
    }
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town } = await getScene(request, slug)
    const form = await readForm(request)
    const signs = takeSigns(form)
    const submission = parseWithZod(form, { schema })
    try {
      const person = await mustBeParticipant(request)
      if (submission.status !== 'success') return unreadForm(submission)
      const who = { townId: town.id, personId: person.id }
      await mustBeHuman(signs, { ...who, act: 'appeal' })
      const subject = { type: 'person' as const, id: person.id }
      await sendAppeal({ ...who, subject, body: submission.value.body })
      return redirect(paths.blockAppeal(slug))
    } catch (error) {
      return refusedForm(submission, error)
    }
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
