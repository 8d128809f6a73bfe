import { localized } from '#app/domain/localized.ts'
import { CHANNELS } from '#app/domain/results.ts'
import type { Column } from '#app/formats/column.ts'
import { type XlsxTable, xlsxChunks } from '#app/formats/xlsx.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { files as FILES } from '#app/i18n/ru/files.ts'
import type { Words } from '#app/i18n/ru/index.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { countSorts, type SortCount } from '#app/models/exported-facts.server.ts'
import { eachAnswer, eachComment } from '#app/models/exported-words.server.ts'
import { paths } from '#app/paths.ts'
import { type COLUMN_KEYS, exportColumns, isChosen } from './export-columns.server.ts'
import { exportNotes } from './export-notes.server.ts'
import { votesOf } from './export-vote.server.ts'
import type { Writing, Written } from './export-writing.server.ts'
import { writeWhole } from './write-whole.server.ts'

/** A workbook: the ranked table, what it is of, then the summary, comments, answers, votes and what each column means. */
export async function writeXlsx(writing: Writing): Promise<Written> {
  const { path, request, facts, walk, t } = writing
  const tables = await otherTables(writing)
  const chunks = xlsxChunks({
    columns: exportColumns({ ...request, t }),
    pages: walk(),
    timeZone: request.town.timeZone,
    sheetName: t('ranking.sheet'),
    notesSheetName: t('ranking.notesSheet'),
    notes: (rows) => exportNotes(facts, rows),
    more: [...tables, dictionaryTable(writing, tables)],
  })
  return writeWhole(path, chunks)
}

/** A sheet says nothing that belongs to a column which was left out. */
async function otherTables(writing: Writing): Promise<XlsxTable<never>[]> {
  const has = (...columns: string[]) => columns.some((key) => isChosen(writing.request.columns, key))
  return [
    await summaryTable(writing),
    ...(has('comments') ? [commentTable(writing)] : []),
    ...(has('answer') ? [answerTable(writing)] : []),
    ...(has('votes', 'vote') ? [await ballotTable(writing)] : []),
  ] as XlsxTable<never>[]
}

/** The columns of the ranking that fields of other sheets belong to; the rest belong to their sheet. */
const BELONGS: Partial<Record<FieldKey, (typeof COLUMN_KEYS)[number]>> = {
  kind: 'kind',
  category: 'category',
  status: 'status',
  supports: 'supports',
  votes: 'votes',
  comments: 'comments',
  link: 'link',
  decision: 'decision',
  process: 'process',
  cost: 'cost',
  ballots: 'votes',
  web: 'votes',
  paper: 'votes',
  import: 'votes',
  wins: 'vote',
  confirmed: 'vote',
}

type FieldKey = keyof Words['files']['fields']
type Field<Row> = [key: FieldKey, type: Column<Row>['type'], value: Column<Row>['value'], width?: number]

function columnsOf<Row>({ t, request }: Writing, fields: Field<Row>[]): Column<Row>[] {
  const chosen = fields.filter(([key]) => isChosen(request.columns, BELONGS[key] ?? 'number'))
  return chosen.map(([key, type, value, width]) => ({
    key,
    label: t(`files.fields.${key}`),
    type,
    value,
    ...(width ? { width } : {}),
  }))
}

async function summaryTable(writing: Writing): Promise<XlsxTable<SortCount>> {
  const { db, condition, names, t } = writing
  const nameOf = (id: string | null) =>
    (id === null ? null : names.categories.get(id)) ?? t('files.noCategory')
  const sorts = merged(writing, await countSorts(db, condition)).sort(
    (a, b) =>
      a.kind.localeCompare(b.kind) ||
      nameOf(a.categoryId).localeCompare(nameOf(b.categoryId), 'ru') ||
      a.status.localeCompare(b.status),
  )
  return {
    sheetName: t('files.sheets.summary'),
    pages: [sorts],
    columns: columnsOf<SortCount>(writing, [
      ['kind', 'text', ({ kind }) => t(`kinds.${kind}`), 16],
      ['category', 'text', ({ categoryId }) => nameOf(categoryId), 24],
      ['status', 'text', ({ status }) => t(`statuses.${status}`), 20],
      ['entries', 'number', ({ entries }) => entries],
      ['supports', 'number', ({ supports }) => supports],
      ['votes', 'number', ({ votes }) => votes],
      ['comments', 'number', ({ comments }) => comments],
    ]),
  }
}

/** Sorts that differ only in columns which were left out are one. */
function merged({ request }: Writing, sorts: SortCount[]): SortCount[] {
  const has = (key: string) => isChosen(request.columns, key)
  const sums = new Map<string, SortCount>()
  for (const sort of sorts) {
    const { kind, categoryId, status, entries, supports, votes, comments } = sort
    const key = [has('kind') && kind, has('category') && categoryId, has('status') && status].join(' ')
    const sum = sums.get(key)
    if (sum) {
      sum.entries += entries
      sum.supports += supports
      sum.votes += votes
      sum.comments += comments
    } else sums.set(key, { ...sort })
  }
  return [...sums.values()]
}

type Worded<Source extends (...args: never[]) => AsyncGenerator<unknown[]>> =
  ReturnType<Source> extends AsyncGenerator<(infer Row)[]> ? Row : never

function about<Row extends Worded<typeof eachComment> | Worded<typeof eachAnswer>>({
  request,
}: Writing): Field<Row>[] {
  const { town, locale, origin } = request
  return [
    ['number', 'number', ({ number }) => number, 9],
    ['title', 'text', ({ title, titles }) => localized({ title, translations: titles }, 'title', locale), 40],
    ['when', 'date', ({ createdAt }) => createdAt],
    ['text', 'text', (row) => localized(row, 'body', locale), 80],
    ['link', 'link', ({ number }) => `${origin}${paths.contribution(town.slug, number)}`],
  ]
}

function commentTable(writing: Writing): XlsxTable<Worded<typeof eachComment>> {
  const { t, request } = writing
  return {
    sheetName: t('files.sheets.comments'),
    pages: eachComment({ ...writing, townId: request.town.id }),
    columns: columnsOf(writing, [
      ...about<Worded<typeof eachComment>>(writing),
      ['official', 'boolean', ({ isOfficial }) => isOfficial],
      ['reply', 'boolean', ({ parentId }) => parentId !== null],
    ]),
  }
}

function answerTable(writing: Writing): XlsxTable<Worded<typeof eachAnswer>> {
  const { t, request } = writing
  return {
    sheetName: t('files.sheets.answers'),
    pages: eachAnswer({ ...writing, townId: request.town.id }),
    columns: columnsOf(writing, [
      ...about<Worded<typeof eachAnswer>>(writing),
      ['decision', 'text', ({ decision }) => t(`decisions.${decision}`), 18],
      ['status', 'text', ({ status }) => t(`statuses.${status}`), 18],
    ]),
  }
}

interface OptionRow {
  process: string
  number: number | null
  title: string
  costMinor: number
  channels: number[]
  wins: boolean
  isConfirmed: boolean
}

async function ballotTable(writing: Writing): Promise<XlsxTable<OptionRow>> {
  const { t, names, request } = writing
  const rows = (await votesOf(writing)).flatMap((one) =>
    one.vote.options.map(
      (option): OptionRow => ({
        process: names.processes.get(one.processId) ?? '',
        number: option.number,
        title: (request.locale === 'en' && option.titleEn) || option.title,
        costMinor: Number(option.cost),
        channels: one.votesByChannel[option.id] ?? [],
        wins: one.winners.has(option.id),
        isConfirmed: one.isConfirmed,
      }),
    ),
  )
  const channel = (name: (typeof CHANNELS)[number]): Field<OptionRow> => [
    name,
    'number',
    ({ channels }) => channels[CHANNELS.indexOf(name)] ?? 0,
  ]
  return {
    sheetName: t('files.sheets.ballots'),
    pages: [rows],
    columns: columnsOf<OptionRow>(writing, [
      ['process', 'text', ({ process }) => process, 32],
      ['number', 'number', ({ number }) => number, 9],
      ['title', 'text', ({ title }) => title, 48],
      ['cost', 'money', ({ costMinor }) => costMinor],
      ['ballots', 'number', ({ channels }) => channels.reduce((sum, n) => sum + n, 0)],
      ...CHANNELS.map(channel),
      ['wins', 'boolean', ({ wins }) => wins],
      ['confirmed', 'boolean', ({ isConfirmed }) => isConfirmed],
    ]),
  }
}

interface Meaning {
  sheet: string
  key: string
  label: Record<Locale, string>
  meaning: Record<Locale, string>
}

/** What each column of each sheet means, in both languages. */
function dictionaryTable(writing: Writing, tables: readonly XlsxTable<never>[]): XlsxTable<never> {
  const { t, request } = writing
  const inBoth = (word: (t: Writing['t']) => string) => ({ ru: word(tOf('ru')), en: word(tOf('en')) })
  const ranked = exportColumns({ ...request, t }).map(
    ({ key }): Meaning => ({
      sheet: t('ranking.sheet'),
      key,
      label: inBoth((say) => say(`ranking.columns.${key as 'rank'}`)),
      meaning: inBoth((say) => say(`files.dictionary.${key as 'rank'}`)),
    }),
  )
  const others = tables.flatMap(({ sheetName, columns }) =>
    columns.map(
      ({ key }): Meaning => ({
        sheet: sheetName,
        key,
        label: inBoth((say) => say(`files.fields.${key as 'entries'}`)),
        meaning: inBoth((say) =>
          say(
            key in FILES.fieldMeanings
              ? `files.fieldMeanings.${key as 'entries'}`
              : `files.dictionary.${key as 'kind'}`,
          ),
        ),
      }),
    ),
  )
  const column = (key: FieldKey, value: (row: Meaning) => string, width: number): Field<Meaning> => [
    key,
    'text',
    value,
    width,
  ]
  return {
    sheetName: t('files.sheets.dictionary'),
    pages: [[...ranked, ...others]],
    columns: columnsOf<Meaning>(writing, [
      column('sheet', ({ sheet }) => sheet, 18),
      column('key', ({ key }) => key, 14),
      column('labelRu', ({ label }) => label.ru, 24),
      column('meaningRu', ({ meaning }) => meaning.ru, 70),
      column('labelEn', ({ label }) => label.en, 24),
      column('meaningEn', ({ meaning }) => meaning.en, 70),
    ]),
  } as XlsxTable<never>
}
