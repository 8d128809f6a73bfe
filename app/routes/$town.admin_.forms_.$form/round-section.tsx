import { Form } from '@remix-run/react'
import { formErrors } from '#app/form-errors.ts'
import { RoundFields } from '#app/forms/study/round-fields.tsx'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { studyPaths } from '#app/study-paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Select } from '#app/ui/select.tsx'
import type { FormAnswer } from './act.server.ts'
import type { BuilderData } from './load.server.ts'

interface Props {
  data: Pick<BuilderData, 'rounds' | 'spaces' | 'kind' | 'newRoundId'>
  answer?: FormAnswer
}

/** When the form is answered, and where. */
export function RoundSection({ data, answer }: Props) {
  const t = usePageWords()
  const { rounds, spaces, kind, newRoundId } = data
  const mine = answer?.target === 'open' ? answer : undefined
  const errors = formErrors(t, mine && { lastResult: mine.lastResult })
  return (
    <section aria-labelledby="rounds" className="grid gap-4">
      <h2 id="rounds" className="text-2xl font-semibold tracking-tight">
        {t('served.studyDesk.rounds')}
      </h2>
      {rounds.length === 0 && <p className="text-ink-2">{t('served.studyDesk.noRounds')}</p>}
      {rounds.map((round) => (
        <Round key={round.id} round={round} answer={answer?.target === round.id ? answer : undefined} />
      ))}
      <Disclosure summary={t('served.studyDesk.newRound')} open={mine !== undefined}>
        <Form key={newRoundId} id="open" method="post" className="grid gap-5" noValidate>
          <FailureNotice>{mine?.refusal ?? errors.ofForm}</FailureNotice>
          <input type="hidden" name="id" value={newRoundId} />
          <Field label={t('served.studyDesk.space')}>
            <Select
              name="spaceId"
              placeholder={kind === 'audit' ? undefined : t('served.studyDesk.noSpace')}
              defaultValue={errors.typed('spaceId')}
              options={spaces}
            />
          </Field>
          <RoundFields errors={errors} />
          <Button name="intent" value="open" className="justify-self-start">
            {t('served.studyDesk.open')}
          </Button>
        </Form>
      </Disclosure>
    </section>
  )
}

function Round({ round, answer }: { round: Props['data']['rounds'][number]; answer?: FormAnswer }) {
  const t = usePageWords()
  const { frame } = useTown()
  const errors = formErrors(t, answer && { lastResult: answer.lastResult })
  const { id, title, space, answers, known } = round
  return (
    <div id={id} className="grid gap-1">
      <Disclosure
        summary={space ? `${title} · ${space.name}` : title}
        note={t('served.studyDesk.answers', { count: answers })}
        open={answer !== undefined}
      >
        <Form method="post" className="grid gap-5" noValidate>
          <FailureNotice>{answer?.refusal ?? errors.ofForm}</FailureNotice>
          <input type="hidden" name="target" value={id} />
          <RoundFields errors={errors} known={known} />
          <div className="flex flex-wrap gap-3">
            <Button name="intent" value="round">
              {t('served.studyDesk.save')}
            </Button>
            {answers === 0 && (
              <Button name="intent" value="remove-round" variant="danger">
                {t('served.studyDesk.removeRound')}
              </Button>
            )}
          </div>
        </Form>
      </Disclosure>
      {space && (
        <p className="text-sm">
          <TextLink to={studyPaths.audits(frame.slug, space.slug)}>
            {t('served.studyDesk.seeAudits', { space: space.name })}
          </TextLink>
        </p>
      )}
    </div>
  )
}
