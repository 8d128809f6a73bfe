import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { QuestionField } from '#app/forms/study/question-field.tsx'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { paths } from '#app/paths.ts'
import { studyPaths } from '#app/study-paths.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { Button } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { actOnForm } from './act.server.ts'
import { FilesSection, WordsSection } from './file-section.tsx'
import { loadForm } from './load.server.ts'
import { AddQuestion, QuestionList } from './question-list.tsx'
import { RoundSection } from './round-section.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(() => loadForm(request, params))
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(() => actOnForm(request, params))
}

export const meta = titled<{ name: string }>((_, { name }) => name)

/** The builder of a form: its questions, its rounds, its files. */
export default function AdminForm() {
  const data = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { frame } = useTown()
  const t = usePageWords()
  const { name, slug, kind, version, questions, isChanged } = data
  const [search] = useSearchParams()
  const isPreview = search.has('preview')
  const general = answer && ['publish', 'remove-form'].includes(answer.target) ? answer.refusal : null
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[
              { to: paths.town(frame.slug), text: frame.name },
              { to: studyPaths.adminForms(frame.slug), text: t('served.studyDesk.title') },
            ]}
          />
        }
        title={name}
        meta={version > 0 ? t('served.studyDesk.version', { version }) : t('served.studyDesk.notPublished')}
      />
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-12">
        <Saved saved={search.get('saved')} />
        <FailureNotice>{general}</FailureNotice>
        {kind === 'survey' && version > 0 && (
          <p>
            <TextLink to={studyPaths.form(frame.slug, slug)}>{t('served.studyDesk.seePublic')}</TextLink>
          </p>
        )}
        <section aria-labelledby="questions" className="grid gap-6">
          <h2 id="questions" className="text-2xl font-semibold tracking-tight">
            {t('served.studyDesk.questions')}
          </h2>
          {questions.length === 0 && <p className="text-ink-2">{t('served.studyDesk.noQuestions')}</p>}
          {isChanged && version > 0 && <Notice>{t('served.studyDesk.draftDiffers')}</Notice>}
          <QuestionList data={data} answer={answer} />
          <AddQuestion data={data} answer={answer} />
          <p id="preview">
            <TextLink to="?preview=1#preview">{t('served.studyDesk.preview')}</TextLink>
          </p>
          {isPreview && (
            <div className="grid gap-8 rounded-xl border border-line p-4">
              {data.preview.map((question) => (
                <QuestionField key={question.id} question={question} typed={[]} error={[]} />
              ))}
            </div>
          )}
          {isChanged && questions.length > 0 && (
            <Form method="post" className="grid gap-2">
              <Button name="intent" value="publish" className="justify-self-start">
                {t('served.studyDesk.publish')}
              </Button>
              <p className="text-sm text-ink-2">{t('served.studyDesk.publishHint')}</p>
            </Form>
          )}
        </section>
        {version > 0 && <RoundSection data={data} answer={answer} />}
        <WordsSection known={data.known} answer={answer?.target === 'words' ? answer : undefined} />
        <FilesSection data={data} answer={answer?.target === 'replace' ? answer : undefined} />
      </div>
    </Container>
  )
}

function Saved({ saved }: { saved: string | null }) {
  const t = usePageWords()
  if (!saved) return null
  const [, version] = /^v(\d+)$/.exec(saved) ?? []
  return (
    <Notice tone="success" role="status">
      {version ? t('served.studyDesk.published', { version }) : t('served.studyDesk.saved')}
    </Notice>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
