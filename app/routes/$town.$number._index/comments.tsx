import { Form, useLocation, useNavigation } from '@remix-run/react'
import { LIMITS } from '#app/domain/contributions.ts'
import type { formErrors } from '#app/form-errors.ts'
import { HumanCheck } from '#app/forms/human-check.tsx'
import { formatNumber } from '#app/i18n/format.ts'
import { textLang } from '#app/i18n/text-lang.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { AuthorName } from '#app/ui/author-name.tsx'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { Time } from '#app/ui/time.tsx'
import type { ContributionData } from './load.server.ts'
import { ReportForm } from './report-form.tsx'

type Errors = ReturnType<typeof formErrors>
type CommentData = ContributionData['comments'][number]

/** The discussion: threads two deep. */
export function Comments({ contribution, errors }: { contribution: ContributionData; errors: Errors }) {
  const t = useWords()
  const { locale } = useTown()
  const { pathname } = useLocation()
  const { comments, mine } = contribution
  const threads = comments.filter((comment) => !comment.parentId)
  const maySpeak = mine.mayComment || (mine.mayAnswer && contribution.visibility === 'published')
  return (
    <section aria-labelledby="comments-title" className="grid gap-6">
      <h2 id="comments-title" className="text-2xl font-semibold tracking-tight">
        {t('comments.title')}{' '}
        <span className="font-normal text-ink-2 tabular-nums">
          {formatNumber(contribution.commentCount, locale)}
        </span>
      </h2>
      {threads.length === 0 && <p className="text-ink-2">{t('comments.empty')}</p>}
      <ol className="grid gap-6">
        {threads.map((thread) => (
          <li key={thread.id} className="grid gap-4">
            <Comment comment={thread} contribution={contribution} errors={errors} />
            <ol className="grid gap-4 border-l-2 border-line pl-4 sm:pl-6 empty:hidden">
              {comments
                .filter((reply) => reply.parentId === thread.id)
                .map((reply) => (
                  <li key={reply.id}>
                    <Comment comment={reply} contribution={contribution} errors={errors} />
                  </li>
                ))}
            </ol>
            {maySpeak && mine.isSignedIn && thread.body !== null && (
              <Disclosure summary={t('comments.reply')} open={errors.typed('parentId') === thread.id}>
                <CommentForm contribution={contribution} errors={errors} parent={thread} />
              </Disclosure>
            )}
          </li>
        ))}
      </ol>
      {!maySpeak ? (
        <p className="text-ink-2">{t('comments.closed')}</p>
      ) : mine.isSignedIn ? (
        <CommentForm contribution={contribution} errors={errors} parent={null} />
      ) : (
        <ButtonLink to={paths.signIn(pathname)} variant="secondary" className="justify-self-start">
          {t('comments.signIn')}
        </ButtonLink>
      )}
    </section>
  )
}

function Comment({
  comment,
  contribution,
  errors,
}: {
  comment: CommentData
  contribution: ContributionData
  errors: Errors
}) {
  const t = useWords()
  const { locale, timeZone } = useTown()
  return (
    <article
      id={`c-${comment.id}`}
      className="grid gap-1.5 target:rounded-lg target:outline-2 target:outline-offset-8 target:outline-accent"
    >
      <p className="flex flex-wrap items-baseline gap-x-3 text-sm text-ink-2">
        <AuthorName
          name={comment.author ?? t('common.anonymous')}
          lang={comment.author ? textLang(comment.author, locale) : undefined}
          role={comment.isOfficial ? t('common.official') : undefined}
        />
        <Time value={comment.createdAt} locale={locale} timeZone={timeZone} />
        {comment.visibility === 'pending' && <span>{t('comments.pending')}</span>}
      </p>
      {comment.body === null || comment.visibility === 'hidden' ? (
        <p className="text-ink-2 italic">{t('comments.hidden')}</p>
      ) : (
        <p className="whitespace-pre-line break-words" lang={textLang(comment.body, locale)}>
          {comment.body}
        </p>
      )}
      {comment.visibility === 'published' && !comment.isOwn && (
        <ReportForm
          subject="comment"
          subjectId={comment.id}
          isSignedIn={contribution.mine.isSignedIn}
          errors={errors}
        />
      )}
    </article>
  )
}

function CommentForm({
  contribution,
  errors,
  parent,
}: {
  contribution: ContributionData
  errors: Errors
  parent: CommentData | null
}) {
  const t = useWords()
  const navigation = useNavigation()
  const isMine =
    errors.typed('intent') === 'comment' && (errors.typed('parentId') ?? null) === (parent?.id ?? null)
  const isSending =
    navigation.formData?.get('intent') === 'comment' &&
    (navigation.formData.get('parentId') ?? null) === (parent?.id ?? null)
  return (
    <Form key={`${contribution.comments.length}`} method="post" className="grid gap-4" noValidate>
      <input type="hidden" name="intent" value="comment" />
      <input type="hidden" name="id" value={contribution.commentId} />
      {parent && <input type="hidden" name="parentId" value={parent.id} />}
      <Field
        label={
          parent
            ? t('comments.replyTo', { name: parent.author ?? t('common.anonymous') })
            : t('comments.form')
        }
        hint={parent ? undefined : t('comments.formHint')}
        error={isMine ? errors.ofField('body') : []}
        required
      >
        <TextArea
          name="body"
          rows={3}
          maxLength={LIMITS.comment}
          defaultValue={isMine ? errors.typed('body') : ''}
        />
      </Field>
      <HumanCheck challenge={isMine ? errors.challenge : null} />
      {contribution.mine.mayAnswer && <Checkbox name="official" label={t('comments.official')} />}
      <Button
        variant="secondary"
        className="justify-self-start"
        pending={isSending}
        pendingLabel={t('common.sending')}
      >
        {t('comments.send')}
      </Button>
    </Form>
  )
}
