import type { ReportBlock } from '#app/formats/print/report-docx.ts'

/**
 * A protocol in words, as GOST R 7.0.97 lays it out: author body, kind, date, number, place, title, text, annexes, signatures. The
 * lines for signatures and the place for a seal are empty; there is no emblem.
 */
export interface ProtocolPaper {
  lang: 'ru' | 'en'
  body: string
  kind: string
  date: string
  number: string
  place: string
  title: string
  /** What it is a version of, that it is a draft or a demonstration; small, over the text. */
  notes: string[]
  blocks: ReportBlock[]
  annexesTitle: string
  annexes: string[]
  /** Each annex begins with a heading of its own. */
  annexBlocks: ReportBlock[]
  signatures: { office: string; name: string }[]
  signature: string
  seal: string
  /** The page of the protocol; '' of a draft. */
  link: string
  linkText: string
  qrAlt: string
  /** Under the code. */
  foot: string[]
}
