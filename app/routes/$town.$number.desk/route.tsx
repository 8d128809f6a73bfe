import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { LIMITS } from '#app/domain/contributions.ts'
import { formErrors } from '#app/form-errors.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { Time } from '#app/ui/time.tsx'
import { actOnEntry } from './act.server.ts'
import { AssignForm, MergeForm, MoveForm, SplitForm } from './entry-forms.tsx'
import { type EntryData, loadEntry } from './load.server.ts'
import { MergedHere, SimilarNear } from './neighbours.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(() => loadEntry(request, params))
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(() => actOnEntry(request, params))
}

export const meta: MetaFunction<typeof loader> = titled<EntryData>((t, { number }) =>
  t('desk.entry.title', { number }),
)

export default function Entry() {
  const t = useWords()
  const { frame, locale, timeZone } = useTown()
  const entry = useLoaderData<typeof loader>()
  const errors = formErrors(t, useActionData<typeof action>())
  const [search] = useSearchParams()
  const isNoting = errors.typed('intent') === 'note'
  return (
    <Container className="pb-16">
      <PageHeader title={t('desk.entry.title', { number: entry.number })} />
      <p className="mt-3 text-lg" lang="ru">
        {entry.title}
      </p>
      <p className="mt-1 flex flex-wrap gap-x-4 text-sm">
        <TextLink to={paths.contribution(frame.slug, entry.number)}>{t('desk.open')}</TextLink>
        {entry.mergedInto === null ? (
          <span className="text-ink-2">{t(`log.values.${entry.visibility}`)}</span>
        ) : (
          <TextLink to={paths.manage(frame.slug, entry.mergedInto)}>
            {t('desk.entry.mergedInto', { number: entry.mergedInto })}
          </TextLink>
        )}
        {entry.author && (
          <span>
            {t('desk.entry.author')}:{' '}
            <TextLink to={paths.person(frame.slug, entry.author.id)}>{entry.author.name}</TextLink>
          </span>
        )}
      </p>
      <div className="mt-6 grid gap-4">
        {errors.ofForm && (
          <Notice tone="danger" role="alert">
            {errors.ofForm}
          </Notice>
        )}
        {search.get('saved') && (
          <Notice tone="success" role="status">
            {search.get('saved') === 'merge' ? t('desk.entry.merged') : t('desk.entry.saved')}
          </Notice>
        )}
      </div>
      <div className="mt-6 grid gap-10 lg:grid-cols-2">
        <div className="grid content-start gap-8">
          <section aria-labelledby="notes" className="grid gap-3">
            <h2 id="notes" className="text-xl font-semibold">
              {t('desk.entry.notes')}
            </h2>
            <p className="text-sm text-ink-2">{t('desk.entry.notesHint')}</p>
            {entry.notes.length === 0 && <p className="text-ink-2">{t('desk.entry.notesEmpty')}</p>}
            <ol className="grid gap-3">
              {entry.notes.map((note) => (
                <li key={note.id} className="rounded-lg bg-surface-2 p-4">
                  <p className="flex flex-wrap gap-x-3 text-sm text-ink-2">
                    <span>{note.author}</span>
                    <Time value={note.createdAt} locale={locale} timeZone={timeZone} format="date-time" />
                  </p>
                  <p className="mt-1 whitespace-pre-line break-words">{note.body}</p>
                </li>
              ))}
            </ol>
            <Form key={entry.notes.length} method="post" className="grid gap-3" noValidate>
              <input type="hidden" name="intent" value="note" />
              <Field label={t('desk.entry.note')} error={isNoting ? errors.ofField('body') : []} required>
                <TextArea
                  name="body"
                  rows={3}
                  maxLength={LIMITS.reason}
                  defaultValue={isNoting ? errors.typed('body') : ''}
                />
              </Field>
              <Button size="sm" variant="secondary" className="justify-self-start">
                {t('desk.entry.noteSave')}
              </Button>
            </Form>
          </section>
          <AssignForm entry={entry} />
          <SimilarNear entry={entry} />
          <MergedHere entry={entry} />
        </div>
        <div className="grid content-start">
          {entry.visibility === 'published' && (
            <>
              <MergeForm errors={errors} suggested={entry.similar[0]?.number} />
              <SplitForm entry={entry} errors={errors} />
            </>
          )}
          <MoveForm entry={entry} errors={errors} />
        </div>
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
