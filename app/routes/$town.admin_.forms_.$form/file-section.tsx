import { Form } from '@remix-run/react'
import { SMALLEST_GROUP } from '#app/domain/small-groups.ts'
import { formErrors } from '#app/form-errors.ts'
import { FormWordsFields, type WordsKnown } from '#app/forms/study/form-words-fields.tsx'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { studyPaths } from '#app/study-paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { FormAnswer } from './act.server.ts'
import type { BuilderData } from './load.server.ts'

/** What stands above the questions. */
export function WordsSection({ known, answer }: { known: WordsKnown; answer?: FormAnswer }) {
  const t = usePageWords()
  const errors = formErrors(t, answer && { lastResult: answer.lastResult })
  return (
    <Form id="words" method="post" className="grid gap-5" noValidate>
      <h2 className="text-2xl font-semibold tracking-tight">{t('served.studyDesk.words')}</h2>
      <FailureNotice>{answer?.refusal ?? errors.ofForm}</FailureNotice>
      <FormWordsFields errors={errors} known={known} />
      <Button name="intent" value="words" variant="secondary" className="justify-self-start">
        {t('served.studyDesk.save')}
      </Button>
    </Form>
  )
}

const FILES = [
  ['rawCsv', 'answers.csv'],
  ['summaryCsv', 'results.csv'],
  ['placesJson', 'places.geojson'],
  ['formJson', 'form.json'],
] as const

interface Props {
  data: Pick<BuilderData, 'slug' | 'rounds' | 'mayExport'>
  answer?: FormAnswer
}

/** What can be taken out, and the questions that come in from a file. */
export function FilesSection({ data, answer }: Props) {
  const t = usePageWords()
  const { frame } = useTown()
  const { slug, rounds, mayExport } = data
  const hasAnswers = rounds.some(({ answers }) => answers > 0)
  return (
    <section id="replace" aria-labelledby="files" className="grid gap-6">
      <h2 id="files" className="text-2xl font-semibold tracking-tight">
        {t('served.studyDesk.take')}
      </h2>
      {mayExport && (
        <>
          <ul className="grid gap-2">
            {FILES.map(([key, file]) => (
              <li key={key}>
                <TextLink href={`${studyPaths.adminForm(frame.slug, slug)}/${file}`} download>
                  {t(`served.studyDesk.${key}`)}
                </TextLink>
              </li>
            ))}
          </ul>
          <p className="text-sm text-ink-2">{t('served.studyDesk.takeHint', { least: SMALLEST_GROUP })}</p>
        </>
      )}
      <Form method="post" encType="multipart/form-data" className="grid gap-5" noValidate>
        <FailureNotice>{answer?.refusal}</FailureNotice>
        <Field label={t('served.studyDesk.file')}>
          <TextInput name="file" type="file" accept=".json,application/json" />
        </Field>
        <Button name="intent" value="replace" variant="secondary" className="justify-self-start">
          {t('served.studyDesk.replace')}
        </Button>
      </Form>
      {!hasAnswers && (
        <Form method="post">
          <Button name="intent" value="remove-form" variant="danger">
            {t('served.studyDesk.removeForm')}
          </Button>
        </Form>
      )}
    </section>
  )
}
