import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { CaseForm } from '#app/forms/case-form.tsx'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { isId, newId } from '#app/models/ids.server.ts'
import { getAnyCase, saveCase } from '#app/models/practices.server.ts'
import { caseParams } from '#app/params.ts'
import { emptyForm, formOf, readCase, withMoreRows } from '#app/practice-input.server.ts'
import { practicePaths } from '#app/practice-paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { getLocale, requirePlatformAdmin } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { Container } from '#app/ui/container.tsx'
import { Field } from '#app/ui/field.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { Select } from '#app/ui/select.tsx'

const STATES = ['draft', 'published', 'hidden'] as const

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    await requirePlatformAdmin(request, 'practice:change')
    const { id } = caseParams.parse(params)
    const locale = await getLocale(request)
    const row = id === 'new' ? null : await getAnyCase(id)
    return {
      words: servedWords(locale, 'practices'),
      title: row?.title ?? tOf(locale)('served.practices.newCase'),
      id: row?.id ?? newId(),
      shown: row ? formOf(row) : emptyForm(),
    }
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const person = await requirePlatformAdmin(request, 'practice:change')
    const { id: asked } = caseParams.parse(params)
    const form = await readForm(request)
    const { words, shown } = readCase(form)
    const intent = form.get('intent')
    if (intent === 'more') return data({ shown: withMoreRows(shown), failure: null })
    if (intent !== 'save') throw new Refusal('input.bad')
    if (!words) return data({ shown, failure: null }, { status: 400 })
    try {
      const id = asked === 'new' ? String(form.get('id')) : asked
      const state = STATES.find((one) => one === form.get('state')) ?? 'draft'
      const seen = asked === 'new' ? null : Number(form.get('seen'))
      if (!isId(id)) throw new Refusal('input.bad')
      await saveCase({ ...words, id, actorId: person.id, state, seen })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const t = tOf(await getLocale(request))
      return data({ shown, failure: t(`refusals.${error.code}`, error.details) }, { status: error.status })
    }
    return redirect(`${practicePaths.keep()}?saved=1`)
  })
}

export const meta: MetaFunction<typeof loader> = titled<{ title: string }>((_, { title }) => title)

/** Adds a case to the library, or changes one. */
export default function EditCase() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useServedWords(page.words)
  const shown = answer?.shown ?? page.shown
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[{ to: practicePaths.keep(), text: t('served.practices.keepTitle') }]}
          />
        }
        title={page.title}
      />
      <CaseForm
        key={shown.rows}
        shown={shown}
        words={page.words}
        id={shown.typed.id ?? page.id}
        failure={answer?.failure ?? null}
        submit={t('served.practices.form.save')}
      >
        <Field label={t('served.practices.form.state')}>
          <Select
            name="state"
            defaultValue={shown.typed.state ?? 'draft'}
            options={STATES.map((state) => ({ value: state, label: t(`served.practices.states.${state}`) }))}
          />
        </Field>
      </CaseForm>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
