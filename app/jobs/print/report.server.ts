import { localized } from '#app/domain/localized.ts'
import { type Report, type ReportBlock, reportDocx } from '#app/formats/print/report-docx.ts'
import { printable } from '#app/formats/print/words.ts'
import { formatNumber } from '#app/i18n/format.ts'
import { filterInWords } from '#app/jobs/export-notes.server.ts'
import type { Printed } from './album.server.ts'
import { type Collected, PRINT_LIMITS } from './collect.server.ts'
import { methodOf } from './method.server.ts'
import { askedInWords, channelsInWords, entryInWords, momentText } from './report-words.server.ts'

/** The report that goes to a commission, as a DOCX: what was asked, who took part, ranks, decisions with reasons, annexes. */
export function reportOf(collected: Collected, printed: Printed): Promise<Uint8Array> {
  const { town, locale, filter, processes } = collected
  const { t } = printed
  const one = processes.find(({ slug }) => slug === filter.process)
  const name = printable(localized(town, 'name', locale))
  const where = [name, printable(localized(town, 'region', locale))].filter(Boolean).join(', ')
  const lead = { town: where, date: momentText(collected, printed) }
  const tables = tableNumbers(printed)
  const report: Report = {
    lang: locale,
    heading: t('prints.report.heading'),
    title: one ? printable(localized(one, 'title', locale)) : t('prints.title'),
    author: name,
    subject: t('prints.report.lead', lead),
    lead: [
      t('prints.report.lead', lead),
      t('prints.album.filter', { filter: printable(filterInWords({ ...printed, filter })) }),
      ...(town.isDemo ? [t('prints.demo')] : []),
    ],
    blocks: [
      ...askedBlocks(collected, printed, tables),
      ...partBlocks(collected, printed, tables),
      ...rankedBlocks(collected, printed, tables),
      ...answeredBlocks(collected, printed, tables),
      ...annexBlocks(collected, printed),
    ],
  }
  return reportDocx(report)
}

type Caption = (name: string) => string

/** Tables are counted through the whole report. */
function tableNumbers({ t }: Printed): Caption {
  let n = 0
  return (name) => t('prints.report.table', { n: ++n, name })
}

function askedBlocks(collected: Collected, printed: Printed, caption: Caption): ReportBlock[] {
  const { t } = printed
  const { processes } = collected
  const blocks = processes.flatMap((process): ReportBlock[] => {
    const { title, question, fixed, decision, budget, phases } = askedInWords(collected, process, printed)
    return [
      { kind: 'heading', level: 2, text: title },
      { kind: 'text', text: t('prints.report.question', { text: question }) },
      ...(fixed ? [text(t('prints.album.fixed', { text: fixed }))] : []),
      ...(decision ? [text(t('prints.album.decision', { text: decision }))] : []),
      ...(budget ? [text(t('prints.album.budget', { sum: budget }))] : []),
      {
        kind: 'table',
        table: {
          caption: caption(`${t('prints.report.stages')}: ${title}`),
          columns: [
            { label: t('prints.report.stage'), share: 30 },
            { label: t('prints.report.dates'), share: 35 },
            { label: t('prints.report.who'), share: 35 },
          ],
          rows: phases.map(({ name, dates, state, who }) => [name, `${dates}\n${state}`, who || '—']),
        },
      },
    ]
  })
  return [
    heading(1, `1. ${t('prints.report.about')}`),
    ...(blocks.length > 0 ? blocks : [text(t('prints.report.about0'))]),
  ]
}

const text = (words: string): ReportBlock => ({ kind: 'text', text: words })
const heading = (level: 1 | 2 | 3, words: string): ReportBlock => ({ kind: 'heading', level, text: words })

function partBlocks(collected: Collected, printed: Printed, caption: Caption): ReportBlock[] {
  const { t } = printed
  const { figures, all, locale } = collected
  const number = (value: number) => formatNumber(value, locale)
  return [
    heading(1, `2. ${t('prints.report.part')}`),
    text(
      t('prints.report.partLead', {
        entries: number(all),
        proposals: number(figures.kinds.proposal),
        supports: number(figures.supports),
        comments: number(figures.comments),
        people: number(figures.people),
      }),
    ),
    {
      kind: 'table',
      table: {
        caption: caption(t('prints.album.channels')),
        columns: [
          { label: t('prints.report.channel'), share: 75 },
          { label: t('prints.report.number'), share: 25, isNumber: true },
        ],
        rows: channelsInWords(collected, printed),
      },
    },
  ]
}

function rankedBlocks(collected: Collected, printed: Printed, caption: Caption): ReportBlock[] {
  const { t } = printed
  const { rows, all, locale, rankBy } = collected
  const shown = rows.slice(0, PRINT_LIMITS.report)
  const number = (value: number) => formatNumber(value, locale)
  const cut = { shown: number(shown.length), all: number(all) }
  const hasVotes = rankBy === 'votes' || shown.some(({ ranked }) => ranked.row.votes > 0)
  return [
    heading(1, `3. ${t('prints.report.ranked')}`),
    text(t('prints.report.rankedLead', { rule: t(`ranking.ruleText.${rankBy}`) })),
    text(t(all > shown.length ? 'prints.report.rankedCut' : 'prints.report.rankedAll', cut)),
    text(`${t('prints.tieNote')} ${t('ranking.peopleNote')}`),
    {
      kind: 'table',
      table: {
        caption: caption(t('ranking.caption')),
        columns: [
          { label: t('ranking.rank'), share: 10 },
          { label: '№', share: 9 },
          { label: t('ranking.name'), share: 45 },
          { label: t('ranking.supports'), share: 17, isNumber: true },
          ...(hasVotes ? [{ label: t('ranking.votes'), share: 12, isNumber: true }] : []),
          { label: t('ranking.people'), share: 11, isNumber: true },
          { label: t('ranking.status'), share: 20 },
        ],
        rows: shown.map((line) => {
          const { rank, isTied, number: id, title, kindName, status } = entryInWords(collected, line, printed)
          const { row } = line.ranked
          return [
            isTied ? `${rank}*` : rank,
            String(id),
            `${title} (${kindName.toLowerCase()})`,
            number(row.supports),
            ...(hasVotes ? [number(row.votes)] : []),
            number(row.people),
            status,
          ]
        }),
      },
    },
  ]
}

function answeredBlocks(collected: Collected, printed: Printed, caption: Caption): ReportBlock[] {
  const { t } = printed
  const { answered, answeredCount, all, locale } = collected
  const number = (value: number) => formatNumber(value, locale)
  const open = number(all - answeredCount)
  const head = heading(1, `4. ${t('prints.report.responses')}`)
  if (answered.length === 0) return [head, text(t('prints.report.responsesNone', { open }))]
  return [
    head,
    text(
      t('prints.report.responsesLead', { shown: number(answered.length), all: number(answeredCount), open }),
    ),
    {
      kind: 'table',
      table: {
        caption: caption(t('prints.report.responses')),
        columns: [
          { label: '№', share: 8 },
          { label: t('prints.report.proposal'), share: 33 },
          { label: t('prints.report.decision'), share: 18 },
          { label: t('prints.report.reason'), share: 41 },
        ],
        rows: answered.map((line) => {
          const entry = entryInWords(collected, line, printed)
          const decision = [entry.answer!.decision, entry.outcome].filter(Boolean).join('\n')
          return [String(entry.number), entry.title, decision, entry.answer!.reason]
        }),
      },
    },
  ]
}

function annexBlocks(collected: Collected, printed: Printed): ReportBlock[] {
  const { t } = printed
  const annex = (n: number, name: string) => heading(2, t('prints.report.annex', { n, name }))
  const first = collected.first.slice(0, PRINT_LIMITS.texts)
  return [
    { kind: 'heading', level: 1, text: t('prints.report.annexes'), isOnNewPage: true },
    annex(1, t('prints.report.annexMethod')),
    ...methodOf(collected, printed, 'report').map(
      (item): ReportBlock => ({ kind: 'text', label: `${item.heading}.`, text: item.text }),
    ),
    annex(2, t('prints.report.annexTexts')),
    ...first.flatMap((line): ReportBlock[] => {
      const { number, rank, title, body } = entryInWords(collected, line, printed)
      return [heading(3, t('prints.report.entry', { number, rank, title })), text(body)]
    }),
    annex(3, t('prints.report.annexFiles')),
    text(t('prints.report.annexFilesText')),
  ]
}
