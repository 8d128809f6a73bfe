import { Form, useLocation, useNavigation } from '@remix-run/react'
import { useRef } from 'react'
import { useDraftOwner } from '#app/forms/draft-owner.ts'
import { WayIn } from '#app/forms/way-in.tsx'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { useDraft } from '#app/offline/draft.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { VoteAnswer } from './act.server.ts'
import { countMarks } from './counted.ts'
import type { SettingsView, VoteView } from './load.server.ts'
import { OptionCard } from './option-card.tsx'
import { typedFrom } from './read-marks.ts'
import { RunningCount } from './running-count.tsx'
import { useTyped } from './use-typed.ts'

interface Props {
  vote: VoteView
  settings: SettingsView
  answer: VoteAnswer | undefined
  isOpen: boolean
}

/** The draft of a ballot: of one person, on this device. */
export function draftFormOf(town: string, phaseId: string): string {
  return `${town}/vote/${phaseId}`
}

/** The options with a mark beside each, the running count, and the way to the review. */
export function BallotForm({ vote, settings, answer, isOpen }: Props) {
  const t = usePageWords()
  const { frame } = useTown()
  const { pathname } = useLocation()
  const form = useRef<HTMLFormElement>(null)
  const draft = useDraft({ owner: useDraftOwner(), form: draftFormOf(frame.slug, vote.phase.id) }, form)
  const kept = answer && 'typed' in answer ? answer : undefined
  const start = kept?.typed ?? (vote.own?.marks ? typedFrom(vote.own.marks) : {})
  const typed = useTyped(form, start)
  const counted = countMarks(settings, typed, vote.options)
  const isSending = useNavigation().state === 'submitting'
  const refusal = answer?.step === 'refused' ? answer.refusal : null
  const isDisabled = !isOpen || vote.own?.channel === 'paper'
  return (
    <Form
      ref={form}
      method="post"
      action={pathname}
      id="ballot"
      className="grid min-w-0 content-start gap-5"
      noValidate
    >
      <input type="hidden" name="intent" value="review" />
      <input type="hidden" name="terms" value={vote.terms} />
      <h2 className="text-2xl font-semibold tracking-tight">{t('voting.heading')}</h2>
      {refusal && (
        <Notice tone="danger" role="alert">
          {refusal.text} <WayIn code={refusal.code} />
        </Notice>
      )}
      {draft.restored && (
        <Notice
          role="status"
          actions={
            <Button
              type="button"
              variant="secondary"
              size="sm"
              onClick={() => void draft.forget().then(() => location.reload())}
            >
              {t('voting.discard')}
            </Button>
          }
        >
          {t('voting.restored')}
        </Notice>
      )}
      <p className="text-sm text-ink-2">{t('voting.order')}</p>
      <ul className="grid gap-3">
        {vote.options.map((option) => (
          <OptionCard
            key={option.id}
            option={option}
            settings={settings}
            start={start[option.id] ?? ''}
            typed={typed[option.id] ?? ''}
            leftMinor={counted.leftMinor}
            isDisabled={isDisabled}
          />
        ))}
      </ul>
      {!isDisabled && (
        <>
          {settings.electorate === 'codes' && (
            <Field label={t('voting.code')} hint={t('voting.codeHint')} required>
              <TextInput
                name="code"
                autoComplete="off"
                autoCapitalize="characters"
                spellCheck={false}
                maxLength={40}
                defaultValue={kept?.code ?? ''}
                className="max-w-96 tracking-wider tabular-nums"
              />
            </Field>
          )}
          {settings.minimumAge > 0 && (
            <Checkbox
              name="age"
              label={t('voting.ageStatement', { age: settings.minimumAge })}
              defaultChecked={kept?.hasStatedAge ?? vote.own?.state === 'cast'}
              required
            />
          )}
          {vote.canVote === 'sign-in' && <p className="text-sm text-ink-2">{t('voting.signInText')}</p>}
          {vote.canVote === 'not-confirmed' && (
            <Notice tone="warning">
              {t('voting.notConfirmed')} <TextLink to={paths.resident(frame.slug)}>{t('trust.how')}</TextLink>
            </Notice>
          )}
          {vote.canVote === 'not-trusted' && vote.leastTrust !== 'anonymous' && (
            <Notice tone="warning">
              {t(`refusals.trust.needs-${vote.leastTrust}`)}{' '}
              <TextLink to={paths.resident(frame.slug)}>{t('trust.how')}</TextLink>
            </Notice>
          )}
          <RunningCount counted={counted} settings={settings}>
            {vote.canVote === 'sign-in' ? (
              <ButtonLink to={paths.signIn(pathname)}>{t('voting.signIn')}</ButtonLink>
            ) : (
              <Button pending={isSending} pendingLabel={t('common.sending')}>
                {t('voting.review')}
              </Button>
            )}
          </RunningCount>
        </>
      )}
    </Form>
  )
}
