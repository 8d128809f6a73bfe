import { isCarried, lastMoment, type ProtocolContent, quorumIn } from '#app/domain/protocol.ts'
import { protocolDocx } from '#app/formats/print/protocol-docx.ts'
import type { ProtocolPaper } from '#app/formats/print/protocol-paper.ts'
import { protocolPdf } from '#app/formats/print/protocol-pdf.ts'
import type { ReportBlock } from '#app/formats/print/report-docx.ts'
import { printable } from '#app/formats/print/words.ts'
import { dateFormat, formatDate, formatNumber } from '#app/i18n/format.ts'
import { formatDay } from '#app/i18n/format-day.ts'
import type { T } from '#app/i18n/i18n.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { printFonts } from './fonts.server.ts'

export interface ProtocolPrint {
  t: T
  locale: Locale
  timeZone: string
  /** The town by its name. */
  town: string
  isDemo: boolean
  /** Null of a draft. */
  version: { number: number; publishedAt: Date; reason: string; hash: string } | null
  /** The page of this version; '' of a draft. */
  link: string
  now: Date
}

export const PROTOCOL_TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const

/** The protocol as a file: the same words in both formats. */
export async function printProtocol(
  content: ProtocolContent,
  format: 'docx' | 'pdf',
  print: ProtocolPrint,
): Promise<Uint8Array<ArrayBuffer>> {
  const paper = paperOf(content, print)
  if (format === 'docx') return new Uint8Array(await protocolDocx(paper))
  const chunks: Uint8Array[] = []
  for await (const chunk of protocolPdf(paper, { fonts: printFonts(), now: print.now })) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}

type MemberLine = ProtocolContent['members'][number]

function paperOf(content: ProtocolContent, print: ProtocolPrint): ProtocolPaper {
  const { t, locale, timeZone, town, isDemo, version, link } = print
  const annexes = annexesOf(content, print)
  const signing = (['chair', 'secretary'] as const).flatMap((role) =>
    content.members.filter((member) => member.role === role && member.isPresent),
  )
  return {
    lang: locale,
    body: printable(t('served.commission.paperBody', { town })),
    kind: t('served.commission.paperKind'),
    date: momentOf(content, print),
    number: t('served.commission.paperNumber', { number: content.number }),
    place: printable(content.place),
    title: printable(content.title),
    notes: [
      version === null
        ? t('served.commission.paperDraft')
        : t('served.commission.paperVersion', {
            version: version.number,
            date: formatDate(version.publishedAt, locale, timeZone),
          }),
      ...(version?.reason ? [t('served.commission.correction', { reason: printable(version.reason) })] : []),
      ...(isDemo ? [t('served.commission.demo')] : []),
    ],
    blocks: [
      ...presenceBlocks(content, print),
      ...processBlocks(content, print),
      ...itemBlocks(content, print),
    ],
    annexesTitle: t('served.commission.annexes'),
    annexes: annexes.map(({ name }) => name),
    annexBlocks: annexes.flatMap(({ name, blocks }, i): ReportBlock[] => [
      {
        kind: 'heading',
        level: 1,
        text: t('served.commission.annex', { number: i + 1, name }),
        isOnNewPage: i === 0,
      },
      ...blocks,
    ]),
    signatures: signing.map((member) => ({
      office: t(`served.commission.roles.${member.role}`),
      name: nameOf(member, t),
    })),
    signature: t('served.commission.signature'),
    seal: t('served.commission.seal'),
    link,
    linkText: t('served.commission.link', { link }),
    qrAlt: t('served.commission.qrAlt', { link }),
    foot: version ? [t('served.commission.hash', { hash: version.hash })] : [],
  }
}

function momentOf({ heldAt }: ProtocolContent, { locale, timeZone }: ProtocolPrint): string {
  const format = {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  } as const
  return dateFormat(locale, { ...format, timeZone }).format(new Date(heldAt))
}

const text = (words: string, label?: string): ReportBlock => ({ kind: 'text', text: words, label })

/** By the name of an official, or by number. */
function nameOf({ name, number }: Pick<MemberLine, 'name' | 'number'>, t: T): string {
  return printable(name) || t('served.commission.memberOf', { number })
}

function presenceBlocks(content: ProtocolContent, { t }: ProtocolPrint): ReportBlock[] {
  const line = (members: MemberLine[]) =>
    members.map((member) => `${nameOf(member, t)} (${printable(member.office)})`).join('; ') ||
    t('served.commission.nobody')
  const quorum = quorumIn(content)
  return [
    text(line(content.members.filter(({ isPresent }) => isPresent)), t('served.commission.presentTitle')),
    text(line(content.members.filter(({ isPresent }) => !isPresent)), t('served.commission.absentTitle')),
    text(
      `${t('served.commission.quorum', { ...quorum, hasQuorum: undefined })} ${t(
        quorum.hasQuorum ? 'served.commission.hasQuorum' : 'served.commission.noQuorum',
      )}`,
    ),
  ]
}

function processBlocks(content: ProtocolContent, print: ProtocolPrint): ReportBlock[] {
  const { t, locale, timeZone } = print
  const { process, intakes, proofs, register, stage } = content
  if (!process) return []
  const day = (iso: string) => formatDate(new Date(iso), locale, timeZone)
  const channels = [...new Set(proofs.map(({ channel }) => t(`served.commission.proofChannels.${channel}`)))]
  return [
    text(
      `${printable(process.title)}. ${t(`served.commission.stages.${stage}`)}.`,
      `${t('served.commission.process')}:`,
    ),
    ...intakes.map(({ title, startsAt, endsAt }) => {
      const named = { title: printable(title) || t('phases.collect'), from: day(startsAt) }
      return text(
        endsAt
          ? t('served.commission.intake', { ...named, to: day(lastMoment(endsAt)) })
          : t('served.commission.intakeOpen', named),
      )
    }),
    ...(channels.length > 0 ? [text(`${channels.join(', ')}.`, `${t('served.commission.informing')}:`)] : []),
    ...(register
      ? [
          text(t('served.commission.received', { count: register.all })),
          {
            kind: 'table' as const,
            table: {
              caption: t('served.commission.bySpace'),
              columns: [
                { label: t('served.commission.space'), share: 75 },
                { label: t('served.commission.count'), share: 25, isNumber: true },
              ],
              rows: register.spaces.map(({ space, count }) => [
                printable(space) || t('served.commission.noSpace'),
                formatNumber(count, locale),
              ]),
            },
          },
        ]
      : []),
  ]
}

function itemBlocks(content: ProtocolContent, { t }: ProtocolPrint): ReportBlock[] {
  const { present } = quorumIn(content)
  return [
    { kind: 'heading', level: 3, text: t('served.commission.agendaTitle') },
    ...content.items.map(({ question }, i) => text(`${i + 1}. ${printable(question)}`)),
    ...content.items.flatMap((item, i): ReportBlock[] => {
      const { heard, spoke, resolved, votes, question } = item
      return [
        { kind: 'heading', level: 3, text: `${i + 1}. ${printable(question)}` },
        ...(heard ? [text(printable(heard), t('served.commission.heardTitle'))] : []),
        ...(spoke ? [text(printable(spoke), t('served.commission.spokeTitle'))] : []),
        ...(resolved
          ? [
              text(printable(resolved), t('served.commission.resolvedTitle')),
              text(t('served.commission.votesLine', { ...votes }), t('served.commission.votesTitle')),
              text(
                t(isCarried(votes, present) ? 'served.commission.carried' : 'served.commission.notCarried'),
              ),
            ]
          : []),
      ]
    }),
  ]
}

interface Annex {
  name: string
  blocks: ReportBlock[]
}

function annexesOf(content: ProtocolContent, print: ProtocolPrint): Annex[] {
  const { t } = print
  const { register, proofs } = content
  return [
    ...(register
      ? [
          {
            name: t('served.commission.annexRegister', { count: register.all }),
            blocks: registerBlocks(register, print),
          },
        ]
      : []),
    { name: t('served.commission.annexAttendance'), blocks: attendanceBlocks(content, print) },
    ...(proofs.length > 0
      ? [
          {
            name: t('served.commission.annexProofs', { count: proofs.length }),
            blocks: proofBlocks(content, print),
          },
        ]
      : []),
  ]
}

function registerBlocks(
  register: NonNullable<ProtocolContent['register']>,
  { t }: ProtocolPrint,
): ReportBlock[] {
  const { all, rows } = register
  return [
    ...(all > rows.length ? [text(t('served.commission.registerCut', { shown: rows.length, all }))] : []),
    {
      kind: 'table',
      table: {
        caption: t('served.commission.annexRegister', { count: all }),
        columns: [
          { label: t('served.commission.number'), share: 8 },
          { label: t('served.commission.proposal'), share: 40 },
          { label: t('served.commission.space'), share: 18 },
          { label: t('served.commission.supports'), share: 18, isNumber: true },
          { label: t('served.commission.decision'), share: 16 },
        ],
        rows: rows.map(({ number, title, space, supports, decision }) => [
          String(number),
          printable(title),
          printable(space),
          String(supports),
          decision ? t(`decisions.${decision as 'accepted'}`) : t('served.commission.unanswered'),
        ]),
      },
    },
  ]
}

function attendanceBlocks({ members }: ProtocolContent, { t }: ProtocolPrint): ReportBlock[] {
  const table = {
    caption: t('served.commission.annexAttendance'),
    columns: [
      { label: t('served.commission.number'), share: 8 },
      { label: t('served.commission.who'), share: 32 },
      { label: t('served.commission.office'), share: 36 },
      { label: t('served.commission.attendance'), share: 24 },
    ],
    rows: members.map((member, i) => [
      String(i + 1),
      `${nameOf(member, t)}\n${t(`served.commission.roles.${member.role}`)}`,
      printable(member.office),
      t(member.isPresent ? 'served.commission.isPresent' : 'served.commission.isAbsent'),
    ]),
  }
  return [{ kind: 'table', table }]
}

function proofBlocks({ proofs }: ProtocolContent, { t, locale }: ProtocolPrint): ReportBlock[] {
  const table = {
    caption: t('served.commission.proofs'),
    columns: [
      { label: t('served.commission.proofDay'), share: 16 },
      { label: t('served.commission.proofWhere'), share: 30 },
      { label: t('served.commission.proofSubject'), share: 22 },
      { label: t('served.commission.proofLink'), share: 32 },
    ],
    rows: proofs.map(({ publishedOn, channel, title, subject, url }) => [
      formatDay(publishedOn, locale),
      `${printable(title)}\n${t(`served.commission.proofChannels.${channel}`)}`,
      t(`served.commission.proofSubjects.${subject}`),
      url,
    ]),
  }
  return [{ kind: 'table', table }]
}
