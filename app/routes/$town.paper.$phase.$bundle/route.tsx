import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { Container } from '#app/ui/container.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { actOnBundle, type PaperAnswer } from './act.server.ts'
import { Comparison } from './comparison.tsx'
import { Entries } from './entries.tsx'
import { type BundleView, loadBundle } from './load.server.ts'
import { PaperLog } from './paper-log.tsx'
import { TypingForm } from './typing-form.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(() => loadBundle(request, params))
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(() => actOnBundle(request, params))
}

export const meta = titled<BundleView>((t, { bundle }) =>
  t('paper.bundle', { number: bundle.number, place: bundle.place }),
)

export default function BundlePage() {
  const t = useWords()
  const { frame, locale, timeZone } = useTown()
  const view = useLoaderData<typeof loader>()
  const answer = useActionData() as PaperAnswer | undefined
  const { bundle, phaseId, typing, compared, log } = view
  return (
    <Container className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[
              { to: paths.process(frame.slug, view.process.slug), text: view.process.title },
              { to: paths.paper(frame.slug, phaseId), text: t('paper.title') },
            ]}
          />
        }
        title={t('paper.bundle', { number: bundle.number, place: bundle.place })}
        meta={
          <>
            <span>
              {t('paper.issued')}: {bundle.issued}
            </span>
            <span>
              {t('paper.found')}: {bundle.found}
            </span>
          </>
        }
      />
      {bundle.state === 'agreed' && bundle.agreedAt && (
        <Notice tone="success" className="mt-6" role="status">
          {t('paper.agreedNote', {
            date: formatDateTime(bundle.agreedAt, locale, timeZone),
            valid: bundle.valid ?? 0,
            spoiled: bundle.spoiled ?? 0,
          })}
        </Notice>
      )}
      {answer && (
        <Notice tone="danger" role="alert" className="mt-6">
          {answer.refusal.text}
        </Notice>
      )}
      {typing !== null && <TypingForm key={typing} view={view} pass={typing} answer={answer} />}
      {typing === null && bundle.state === 'open' && compared === null && <Entries view={view} />}
      {compared !== null && <Comparison view={view} compared={compared} answer={answer} />}
      {log.length > 0 && <PaperLog log={log} />}
    </Container>
  )
}
