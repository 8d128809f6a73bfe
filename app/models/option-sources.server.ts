import { and, asc, eq } from 'drizzle-orm'
import type { OptionSource } from '#app/domain/ballots.ts'
import { Refusal } from '#app/domain/refusal.ts'
import type { voteOptions } from '#db/schema/ballots.server.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { processSpaces, spaces, type Translations } from '#db/schema/towns.server.ts'
import type { Step, Tx } from '#db/store.server.ts'

/** A design variant, described in words. */
export interface Variant {
  title: string
  summary: string
  costMinor: number | null
  translations?: Translations
}

export interface OptionChoice {
  /** Of 'list': ids of proposals of the process. */
  contributionIds?: string[]
  /** Of 'spaces': ids; without them all spaces of the process. */
  spaceIds?: string[]
  /** Of 'variants', in the order to be printed. */
  variants?: Variant[]
}

export type NewOption = Omit<
  Required<typeof voteOptions.$inferInsert>,
  'townId' | 'id' | 'phaseId' | 'number' | 'position'
>

interface Asked {
  townId: string
  processId: string
  source: OptionSource
  choice: OptionChoice
}

const SUMMARY = 240

/**
 * What is voted on, in the order of submission.
 * @throws {Refusal} 'contribution.not-found' | 'space.not-found' for what is not of this process
 */
export function* optionsFor(
  tx: Tx,
  { townId, processId, source, choice }: Asked,
): Generator<Step, NewOption[], unknown[]> {
  switch (source) {
    case 'proposals':
      return yield* proposals(tx, townId, processId)
    case 'list': {
      const all = yield* proposals(tx, townId, processId)
      const wanted = new Set(choice.contributionIds)
      const chosen = all.filter(({ contributionId }) => wanted.has(contributionId!))
      if (chosen.length !== wanted.size) throw new Refusal('contribution.not-found')
      return chosen
    }
    case 'spaces':
      return yield* spacesOf(tx, townId, processId, choice.spaceIds)
    case 'variants':
      return (choice.variants ?? []).map(({ title, summary, costMinor, translations = {} }) => ({
        kind: 'text',
        contributionId: null,
        spaceId: null,
        title,
        summary,
        costMinor,
        translations,
      }))
  }
}

function* proposals(tx: Tx, townId: string, processId: string): Generator<Step, NewOption[], unknown[]> {
  const rows = yield* tx.do((db) =>
    db
      .select()
      .from(contributions)
      .where(
        and(
          eq(contributions.townId, townId),
          eq(contributions.processId, processId),
          eq(contributions.kind, 'proposal'),
          eq(contributions.visibility, 'published'),
        ),
      )
      .orderBy(asc(contributions.number)),
  )
  return rows.map((row) => ({
    kind: 'contribution',
    contributionId: row.id,
    spaceId: null,
    title: row.title,
    summary: shortened(row.body),
    costMinor: row.costMinor,
    translations: shortTranslations(row.translations, 'title', 'body'),
  }))
}

function* spacesOf(
  tx: Tx,
  townId: string,
  processId: string,
  ids: string[] | undefined,
): Generator<Step, NewOption[], unknown[]> {
  const rows = yield* tx.do((db) =>
    db.select().from(spaces).where(eq(spaces.townId, townId)).orderBy(asc(spaces.createdAt), asc(spaces.id)),
  )
  const own = yield* tx.do((db) =>
    db
      .select({ id: processSpaces.spaceId })
      .from(processSpaces)
      .where(and(eq(processSpaces.townId, townId), eq(processSpaces.processId, processId))),
  )
  const wanted = new Set(ids ?? own.map(({ id }) => id))
  const chosen = rows.filter(({ id }) => wanted.has(id))
  if (chosen.length !== wanted.size) throw new Refusal('space.not-found')
  return chosen.map((row) => ({
    kind: 'space',
    contributionId: null,
    spaceId: row.id,
    title: row.name,
    summary: shortened(row.facts),
    costMinor: null,
    translations: shortTranslations(row.translations, 'name', 'facts'),
  }))
}

function shortTranslations(from: Translations, title: string, summary: string): Translations {
  return Object.fromEntries(
    Object.entries(from).map(([locale, words]) => [
      locale,
      {
        ...(words[title] ? { title: words[title] } : {}),
        ...(words[summary] ? { summary: shortened(words[summary]) } : {}),
      },
    ]),
  )
}

function shortened(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim()
  if (plain.length <= SUMMARY) return plain
  return `${plain.slice(0, plain.lastIndexOf(' ', SUMMARY))}…`
}
