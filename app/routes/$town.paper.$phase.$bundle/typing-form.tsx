import { Form, useNavigation } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { useWords } from '#app/i18n/use-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { PaperAnswer } from './act.server.ts'
import type { BundleView } from './load.server.ts'

interface Props {
  view: BundleView
  pass: 1 | 2
  answer: PaperAnswer | undefined
}

/** One paper ballot after the other: the numbers, Enter, the next. */
export function TypingForm({ view, pass, answer }: Props) {
  const t = useWords()
  const { bundle, passes, last, form, hasCodes, options } = view
  const typed = passes[pass - 1]!.typed
  const position = typed + 1
  const isFull = typed >= bundle.found
  const isSending = useNavigation().state !== 'idle'
  const first = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new ballot begins in the first field, and so does a refused one
  useEffect(
    function goToFirstField() {
      first.current?.querySelector<HTMLInputElement>('input:not([type=hidden])')?.focus()
    },
    [position, answer],
  )
  const kept = answer?.intent === 'type' && answer.typed.position === String(position) ? answer.typed : null
  return (
    <div className="mt-8 grid gap-8 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <section className="grid content-start gap-6" aria-labelledby="pass">
        <div className="grid gap-1">
          <h2 id="pass" className="text-2xl font-semibold tracking-tight">
            {t(`paper.pass.${pass}`)}
          </h2>
          <p className="text-ink-2">{t('paper.passLead')}</p>
        </div>
        {isFull ? (
          <Notice tone="info" role="status">
            {t('paper.all')}
          </Notice>
        ) : (
          <Form key={position} method="post" autoComplete="off">
            <input type="hidden" name="intent" value="type" />
            <input type="hidden" name="pass" value={pass} />
            <input type="hidden" name="position" value={position} />
            <Card className="grid gap-4">
              <div ref={first} className="grid gap-4">
                <p className="text-lg font-semibold tabular-nums" role="status">
                  {t('paper.ballotOf', { position, found: bundle.found })}
                </p>
                {hasCodes && (
                  <Field label={t('paper.code')}>
                    <TextInput
                      name="code"
                      autoCapitalize="characters"
                      spellCheck={false}
                      maxLength={40}
                      defaultValue={kept?.code}
                      className="max-w-80 tracking-wider"
                    />
                  </Field>
                )}
                <Field
                  label={t('paper.line')}
                  hint={
                    <>
                      {t(`paper.lineHint.${form}`)}
                      <br />
                      {t('paper.spoiledHint')}
                    </>
                  }
                >
                  <TextInput
                    name="line"
                    spellCheck={false}
                    defaultValue={kept?.line}
                    className="max-w-96 text-xl tabular-nums"
                  />
                </Field>
              </div>
              <Button className="justify-self-start" pending={isSending} pendingLabel={t('common.sending')}>
                {t('paper.enter')}
              </Button>
            </Card>
          </Form>
        )}
        <div className="flex flex-wrap gap-3">
          {isFull && (
            <Form method="post">
              <input type="hidden" name="pass" value={pass} />
              <Button name="intent" value="finish">
                {t('paper.finish')}
              </Button>
            </Form>
          )}
          {typed > 0 && (
            <Form method="post">
              <input type="hidden" name="pass" value={pass} />
              <Button name="intent" value="undo" variant="secondary">
                {t('paper.undo')}
              </Button>
            </Form>
          )}
        </div>
      </section>
      <aside className="grid content-start gap-6">
        {last.length > 0 && (
          <section aria-labelledby="last">
            <h3 id="last" className="text-lg font-semibold">
              {t('paper.lastOnes')}
            </h3>
            <ol className="mt-2 border-t border-line">
              {last.map((row) => (
                <li key={row.position} className="flex gap-4 border-b border-line py-2 tabular-nums">
                  <span className="w-10 text-ink-2">{row.position}</span>
                  <span className="font-[560]">
                    {row.spoiled ? t(`paper.reasons.${row.spoiled}`) : row.line}
                  </span>
                </li>
              ))}
            </ol>
          </section>
        )}
        <Disclosure summary={t('paper.options')}>
          <ol className="grid gap-1 text-sm">
            {options.map((option) => (
              <li key={option.number} className="flex gap-3">
                <span className="w-8 shrink-0 text-right font-[600] tabular-nums">{option.number}</span>
                <span>{option.title}</span>
              </li>
            ))}
          </ol>
        </Disclosure>
      </aside>
    </div>
  )
}
