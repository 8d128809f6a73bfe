import type { BarRow } from '#app/ui/charts/bar-rows.tsx'
import type { ChartTable } from '#app/ui/charts/chart.tsx'
import type { Piece } from '#app/ui/charts/patterns.ts'
import type { StackPart } from '#app/ui/charts/stack.tsx'

/** An option in words: its title, and the address of its page where it has one. */
export interface Named {
  id: string
  title: string
  href: string | null
}

export interface Reasoned extends Named {
  text: string
}

export interface ChartView<Row> {
  title: string
  lead: string
  rows: Row[]
  /** How many rows only the table has, in words; '' for none. */
  rest: string
  table: ChartTable
}

export interface BarView extends Omit<BarRow, 'title' | 'note' | 'value'> {
  title: string
  href: string | null
  note: string
  value: string
  /** Under the value; '' for nothing. */
  second: string
}

export interface StepView {
  id: string
  text: string
  /** Of what the supporters had, what they paid. */
  pieces: Piece[] | null
}

export interface WhatIfView {
  rules: { key: string; name: string; spent: string; differs: string; isOwn: boolean }[]
  rows: (Named & { cells: { key: string; wins: boolean; differs: boolean; text: string }[] })[]
}

export interface MapView {
  points: {
    number: number
    lng: number
    lat: number
    title: string
    href: string | null
    isWinner: boolean
  }[]
  unplaced: string
}

export interface VersionView {
  version: number
  href: string
  text: string
  isShown: boolean
  isCurrent: boolean
}

/** A result as its page shows it: every sentence is ready, in the reader's language. */
export interface ResultView {
  version: number
  badge: { text: string; tone: 'leaf' | 'ochre' | 'neutral' }
  lead: string
  notices: { title: string; text: string; href: string | null; link: string }[]
  winners: Reasoned[]
  difference: { lead: string; came: Named[]; went: Named[]; same: string; spent: string } | null
  votes: ChartView<BarView>
  budget: ChartView<BarView> | null
  money: {
    title: string
    lead: string
    parts: (Omit<StackPart, 'title' | 'value'> & { title: string; value: string })[]
    table: ChartTable
  } | null
  rounds: { lead: string; share: string; steps: StepView[] } | null
  map: MapView | null
  turnout: {
    lead: string
    parts: (Omit<StackPart, 'title' | 'value'> & { title: string; value: string })[]
    table: ChartTable
    facts: string[]
  }
  whatIf: WhatIfView | null
  losers: Reasoned[]
  rule: { name: string; paragraphs: string[]; ties: string; tiesIntro: string; tieEntries: string[] }
  facts: { term: string; text: string }[]
  frozenText: string | null
  files: { href: string; text: string; size: string }[]
  command: string
  /** People voted here, so they have receipts. */
  hasReceipts: boolean
  versions: VersionView[]
  options: { id: string; title: string }[]
}
