import { localized } from '#app/domain/localized.ts'
import { can } from '#app/domain/permissions.ts'
import { answersOf, type FormContent, type Question, wordsIn } from '#app/domain/study/form.ts'
import { wallTimeOf } from '#app/domain/wall-time.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { pageWords, servedWords } from '#app/i18n/words.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { listSpaces } from '#app/models/spaces.server.ts'
import { freeQuestionId, getForm, listVersions } from '#app/models/study-forms.server.ts'
import { listRounds } from '#app/models/study-rounds.server.ts'
import { formParams } from '#app/params.ts'
import { requireStaff } from '#app/session.server.ts'
import { questionViews } from '#app/study-view.server.ts'

/** Everything that the builder of a form shows. */
export async function loadForm(request: Request, params: unknown) {
  const { town: slug, form: formSlug } = formParams.parse(params)
  const { town, actor, locale } = await requireStaff(request, slug, 'form:change')
  const form = await getForm(town.id, formSlug)
  const [rounds, versions, spaces, questionId] = await Promise.all([
    listRounds(town.id, form.id),
    listVersions(town.id, form.id),
    listSpaces(town.id),
    freeQuestionId(form),
  ])
  const nameOf = new Map(
    spaces.map((space) => [space.id, { slug: space.slug, name: localized(space, 'name', locale) }]),
  )
  const asked = versions.find(({ version }) => version === form.version)?.content
  const { draft } = form
  return {
    words: { served: servedWords(locale, 'study', 'studyDesk'), ...pageWords(locale, 'form', 'picker') },
    slug: form.slug,
    kind: form.kind,
    version: form.version,
    name: localized(form, 'title', locale),
    known: {
      title: form.title,
      lead: form.lead,
      titleEn: form.translations.en?.title ?? '',
      leadEn: form.translations.en?.lead ?? '',
    },
    isChanged: JSON.stringify(sorted(asked)) !== JSON.stringify(sorted(draft)),
    newRoundId: newId(),
    questionId,
    axes: draft.axes.map(({ id, words }) => ({ value: id, label: wordsIn(words, locale) })),
    preview: questionViews(draft, locale),
    questions: draft.questions.map((question, i) => ({
      ...question,
      conditions: conditionsFor(draft, i, locale),
    })),
    spaces: [...nameOf].map(([value, { name: label }]) => ({ value, label })),
    rounds: rounds.map((round) => ({
      id: round.id,
      title: localized(round, 'name', locale),
      space: round.spaceId ? (nameOf.get(round.spaceId) ?? null) : null,
      answers: round.answers,
      known: {
        name: round.name,
        nameEn: round.translations.en?.name ?? '',
        kind: round.kind,
        startsAt: wallTimeOf(round.startsAt, town.timeZone),
        endsAt: round.endsAt ? wallTimeOf(round.endsAt, town.timeZone) : '',
      },
    })),
    mayExport: can(actor, 'form:export'),
  }
}

export type BuilderData = Awaited<ReturnType<typeof loadForm>>
export type DraftQuestion = BuilderData['questions'][number]

/** What a question may depend on: answers to choices above it, and to whatever it depends on now. */
function conditionsFor({ questions }: FormContent, index: number, locale: Locale) {
  const own = questions[index]!.showIf
  return questions.slice(0, index).flatMap((asks: Question) => {
    if (!('options' in asks) && asks.id !== own?.question) return []
    const labels = new Map(
      'options' in asks ? asks.options.map(({ id, words }) => [id, wordsIn(words, locale)]) : [],
    )
    return answersOf(asks).map((answer) => ({
      value: `${asks.id}.${answer}`,
      question: wordsIn(asks.words, locale),
      answer: labels.get(answer) ?? answer,
      isOn: own?.question === asks.id && own.answers.includes(answer),
    }))
  })
}

/** The engines give the keys of objects in orders of their own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  )
}
