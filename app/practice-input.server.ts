import { z } from 'zod'
import { SPACE_KINDS } from '#app/domain/categories.ts'
import { parseCoordinates } from '#app/domain/geometry/parse-place.ts'
import { PRACTICE_LIMITS, type PracticeFact, practiceFact, SIZE_BANDS } from '#app/domain/practices.ts'
import { optionalText, requiredText } from '#app/domain/text.ts'
import type { CaseWords, PracticeCase } from '#app/models/practices.server.ts'
import { slugSchema } from '#app/params.ts'

/** What a form has in its fields, by their names. */
export type Typed = Record<string, string>

/** A form as it is shown: with what was typed, and codes of what is wrong by field. */
export interface CaseForm {
  typed: Typed
  errors: Record<string, string[]>
  /** Rows of facts, empty ones at the end among them. */
  rows: number
}

const EMPTY_ROWS = 3
const MORE_ROWS = 5
const NEW_ROWS = 6
const { title, summary, town, facts: MOST_FACTS } = PRACTICE_LIMITS

/** The fields of a row and the keys of a fact; those of `en` are its translation. */
const ROW = [
  'section',
  'label',
  'value',
  'happened',
  'source',
  'sourceAddress',
  'sourceDate',
  'labelEn',
  'valueEn',
  'sourceEn',
] as const

const year = z
  .string()
  .optional()
  .transform((text, context) => {
    const typed = text?.trim() ?? ''
    if (typed !== '' && !/^[12]\d{3}$/.test(typed)) context.addIssue({ code: 'custom', message: 'year' })
    return typed === '' ? null : Number(typed)
  })

const caseFields = z
  .object({
    title: requiredText(title),
    slug: z.string('required').pipe(slugSchema),
    summary: requiredText(summary),
    townName: requiredText(town),
    region: optionalText(town),
    spaceKind: z.enum(SPACE_KINDS, 'choice'),
    sizeBand: z
      .enum([...SIZE_BANDS, ''], 'choice')
      .optional()
      .transform((band) => band || null),
    yearFrom: year,
    yearTo: year,
    center: optionalText(200).refine((text) => text === '' || parseCoordinates(text) !== null, 'coordinates'),
    titleEn: optionalText(title),
    summaryEn: optionalText(summary),
    townNameEn: optionalText(town),
    regionEn: optionalText(town),
  })
  .refine(({ yearFrom, yearTo }) => !yearFrom || !yearTo || yearFrom <= yearTo, {
    path: ['yearTo'],
    message: 'year',
  })

/** Reads the form of a case; `words` is null when something is wrong. An empty row is no fact. */
export function readCase(form: FormData): { words: CaseWords | null; shown: CaseForm } {
  const typed: Typed = {}
  for (const [name, value] of form) if (typeof value === 'string') typed[name] = value
  const asked = Number(typed.rows)
  const rows = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), MOST_FACTS) : NEW_ROWS
  const errors: CaseForm['errors'] = {}
  const keep = (error: z.ZodError, named: (path: string) => string) => {
    for (const issue of error.issues) {
      const name = named(issue.path.join('.'))
      errors[name] = [...(errors[name] ?? []), codeOf(issue)]
    }
  }
  const facts: PracticeFact[] = []
  for (let i = 0; i < rows; i++) {
    const cell = (key: (typeof ROW)[number]) => typed[`${key}-${i}`] ?? ''
    if (ROW.every((key) => key === 'section' || cell(key).trim() === '')) continue
    const { labelEn, valueEn, sourceEn, ...row } = Object.fromEntries(
      ROW.map((key) => [key, cell(key)]),
    ) as Record<(typeof ROW)[number], string>
    const read = practiceFact.safeParse({ ...row, en: { label: labelEn, value: valueEn, source: sourceEn } })
    if (read.success) facts.push(read.data)
    else keep(read.error, (path) => `${path.replace(/^en\.(\w+)$/, '$1En')}-${i}`)
  }
  const read = caseFields.safeParse(typed)
  if (!read.success) keep(read.error, (path) => path)
  const shown = { typed, errors, rows }
  if (!read.success || Object.keys(errors).length > 0) return { words: null, shown }
  const { center, titleEn, summaryEn, townNameEn, regionEn, ...fields } = read.data
  const en = Object.fromEntries(
    Object.entries({ title: titleEn, summary: summaryEn, townName: townNameEn, region: regionEn }).filter(
      ([, text]) => text !== '',
    ),
  )
  const place = center === '' ? null : parseCoordinates(center)
  return {
    words: {
      ...fields,
      facts,
      lng: place?.lng ?? null,
      lat: place?.lat ?? null,
      translations: Object.keys(en).length > 0 ? { en } : {},
    },
    shown,
  }
}

/** A code that the pages have a sentence for. */
function codeOf({ message }: { message: string }): string {
  return /^[a-z-]+$/.test(message) ? message : message === '' ? 'required' : 'choice'
}

export function withMoreRows(shown: CaseForm): CaseForm {
  return { ...shown, errors: {}, rows: Math.min(shown.rows + MORE_ROWS, MOST_FACTS) }
}

export function emptyForm(typed: Typed = {}, facts: readonly PracticeFact[] = []): CaseForm {
  return {
    typed: { ...typed, ...typedFacts(facts) },
    errors: {},
    rows: Math.max(NEW_ROWS, facts.length + EMPTY_ROWS),
  }
}

/** The form of a stored case. */
export function formOf(row: PracticeCase): CaseForm {
  const en = row.translations.en ?? {}
  return emptyForm(
    {
      title: row.title,
      slug: row.slug,
      summary: row.summary,
      townName: row.townName,
      region: row.region,
      spaceKind: row.spaceKind,
      sizeBand: row.sizeBand ?? '',
      yearFrom: row.yearFrom?.toString() ?? '',
      yearTo: row.yearTo?.toString() ?? '',
      center: row.lat !== null && row.lng !== null ? `${row.lat}, ${row.lng}` : '',
      titleEn: en.title ?? '',
      summaryEn: en.summary ?? '',
      townNameEn: en.townName ?? '',
      regionEn: en.region ?? '',
      state: row.state === 'proposed' ? 'draft' : row.state,
      seen: String(row.updatedAt.getTime()),
    },
    row.facts,
  )
}

function typedFacts(facts: readonly PracticeFact[]): Typed {
  const typed: Typed = {}
  for (const [i, { en, ...fact }] of facts.entries()) {
    const cells = { ...fact, labelEn: en.label, valueEn: en.value, sourceEn: en.source }
    for (const key of ROW) typed[`${key}-${i}`] = cells[key]
  }
  return typed
}
