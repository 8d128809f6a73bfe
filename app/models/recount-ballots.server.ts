import { and, count, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm'
import { mustKeepTo } from '#app/domain/ballot-rules.ts'
import { ballotOf } from '#app/domain/ballots.ts'
import { frozenText } from '#app/domain/frozen-ballot.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { ballotChoices, ballots, frozenBallots, voteOptions } from '#db/schema/ballots.server.ts'
import { paperBundles } from '#db/schema/paper.server.ts'
import { phases, towns } from '#db/schema/towns.server.ts'
import { turnout, votingCodes } from '#db/schema/turnout.server.ts'
import { type Db, getStore } from '#db/store.server.ts'
import { sha256Hex } from './ids.server.ts'

/** Ballots looked at one by one: those of imported elections keep to rules of their own. */
const OWN = ['web', 'paper'] as const
const PAGE = 2000

/**
 * Looks through every vote as of one moment: each ballot belongs to somebody who voted and the other way round, names
 * options of its own phase, keeps to the frozen rules; the frozen text is what its hash and the settings say; used codes
 * voted and paper bundles gave the ballots they say.
 *
 * @returns what is wrong, one sentence each (in English, for the command line); [] when all is well
 */
export async function recountBallots(): Promise<string[]> {
  const store = await getStore()
  return store.snapshot(async (db) => {
    const rows = await db
      .select({ phase: phases, frozen: frozenBallots, slug: towns.slug })
      .from(phases)
      .innerJoin(towns, eq(towns.id, phases.townId))
      .leftJoin(
        frozenBallots,
        and(eq(frozenBallots.townId, phases.townId), eq(frozenBallots.phaseId, phases.id)),
      )
      .where(eq(phases.kind, 'vote'))
    const wrong: string[] = [...(await strayBallots(db))]
    for (const { phase, frozen, slug } of rows) {
      const found = await lookThrough(db, phase, frozen)
      wrong.push(...found.map((text) => `${slug}, vote ${phase.id}: ${text}`))
    }
    return wrong
  })
}

type Phase = typeof phases.$inferSelect
type Frozen = typeof frozenBallots.$inferSelect | null

async function lookThrough(db: Db, phase: Phase, frozen: Frozen): Promise<string[]> {
  const { townId, id: phaseId } = phase
  const cast = await countBy(db, ballots, and(eq(ballots.townId, townId), eq(ballots.phaseId, phaseId)))
  const all = [...cast.values()].reduce((sum, n) => sum + n, 0)
  if (!frozen) return all > 0 ? [`${all} ballots, and nothing is frozen`] : []
  const here = and(eq(turnout.townId, townId), eq(turnout.phaseId, phaseId), eq(turnout.state, 'cast'))
  const voted = await countBy(db, turnout, here)
  const wrong: string[] = []
  const mustAgree = (what: string, a: number, b: number) => {
    if (a !== b) wrong.push(`${what}: ${a} and ${b}`)
  }
  const settings = ballotOf(phase.settings)
  mustAgree('ballots and voters on the web', cast.get('web') ?? 0, voted.get('web') ?? 0)
  if (settings?.electorate === 'codes') {
    mustAgree('ballots and voters on paper', cast.get('paper') ?? 0, voted.get('paper') ?? 0)
    const [used] = await db
      .select({ n: count() })
      .from(votingCodes)
      .where(
        and(eq(votingCodes.townId, townId), eq(votingCodes.phaseId, phaseId), eq(votingCodes.state, 'used')),
      )
    mustAgree('used codes and voters', used!.n, (voted.get('web') ?? 0) + (voted.get('paper') ?? 0))
  }
  wrong.push(...(await brokenLinks(db, phase, frozen)), ...(await brokenBundles(db, phase)))
  if (frozen.text !== '' && settings) {
    const options = await db
      .select()
      .from(voteOptions)
      .where(and(eq(voteOptions.townId, townId), eq(voteOptions.phaseId, phaseId)))
    if (sha256Hex(frozen.text) !== frozen.hash) wrong.push('the hash of the frozen text is another')
    if (frozenText(phaseId, settings, options) !== frozen.text)
      wrong.push('the settings or the options are not what was frozen')
    const byId = new Map(options.map((option) => [option.id, option]))
    for await (const [id, marks] of eachOwnBallot(db, townId, phaseId)) {
      try {
        mustKeepTo(settings.method, marks, byId, settings.budgetMinor)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        wrong.push(`ballot ${id} breaks the rules: ${error.code}`)
      }
    }
  }
  return wrong
}

async function countBy(db: Db, table: typeof ballots | typeof turnout, where: ReturnType<typeof and>) {
  const rows = await db
    .select({ channel: sql<string>`${table.channel}`, n: count() })
    .from(table)
    .where(where)
    .groupBy(table.channel)
  return new Map(rows.map(({ channel, n }) => [channel, n]))
}

/** Until the links are erased each vote leads to its ballot; afterwards none does. */
async function brokenLinks(db: Db, { townId, id: phaseId }: Phase, frozen: NonNullable<Frozen>) {
  const here = and(eq(turnout.townId, townId), eq(turnout.phaseId, phaseId))
  const isWrong = frozen.unlinkedAt
    ? sql`${turnout.ballotId} is not null`
    : and(eq(turnout.state, 'cast'), eq(turnout.channel, 'web'), isNull(ballots.id))
  const [row] = await db
    .select({ n: count() })
    .from(turnout)
    .leftJoin(
      ballots,
      and(
        eq(ballots.townId, turnout.townId),
        eq(ballots.id, turnout.ballotId),
        eq(ballots.phaseId, turnout.phaseId),
      ),
    )
    .where(and(here, isWrong))
  if (row!.n === 0) return []
  return [frozen.unlinkedAt ? `${row!.n} links were not erased` : `${row!.n} voters without their ballot`]
}

async function brokenBundles(db: Db, { townId, id: phaseId }: Phase) {
  const rows = await db
    .select({ number: paperBundles.number, valid: paperBundles.valid, n: count(ballots.id) })
    .from(paperBundles)
    .leftJoin(ballots, and(eq(ballots.townId, paperBundles.townId), eq(ballots.bundleId, paperBundles.id)))
    .where(and(eq(paperBundles.townId, townId), eq(paperBundles.phaseId, phaseId)))
    .groupBy(paperBundles.number, paperBundles.valid)
  return rows
    .filter(({ valid, n }) => (valid ?? 0) !== n)
    .map(({ number, valid, n }) => `bundle ${number} has ${valid ?? 0} valid ballots, ${n} are cast`)
}

/** Choices of options of another phase than the ballot's own. */
async function strayBallots(db: Db): Promise<string[]> {
  const rows = await db
    .select({ id: ballotChoices.ballotId })
    .from(ballotChoices)
    .innerJoin(ballots, and(eq(ballots.townId, ballotChoices.townId), eq(ballots.id, ballotChoices.ballotId)))
    .leftJoin(
      voteOptions,
      and(eq(voteOptions.townId, ballotChoices.townId), eq(voteOptions.id, ballotChoices.optionId)),
    )
    .where(or(isNull(voteOptions.id), ne(voteOptions.phaseId, ballots.phaseId)))
    .limit(100)
  return rows.map(({ id }) => `ballot ${id} names an option of another vote`)
}

async function* eachOwnBallot(db: Db, townId: string, phaseId: string) {
  let last = ''
  for (;;) {
    const ids = await db
      .select({ id: ballots.id })
      .from(ballots)
      .where(
        and(
          eq(ballots.townId, townId),
          eq(ballots.phaseId, phaseId),
          inArray(ballots.channel, OWN),
          sql`${ballots.id} > ${last}`,
        ),
      )
      .orderBy(ballots.id)
      .limit(PAGE)
    if (ids.length === 0) return
    const marks = new Map(ids.map(({ id }) => [id, [] as { optionId: string; value: number | null }[]]))
    const choices = await db
      .select()
      .from(ballotChoices)
      .where(and(eq(ballotChoices.townId, townId), inArray(ballotChoices.ballotId, [...marks.keys()])))
    for (const { ballotId, optionId, value } of choices) marks.get(ballotId)!.push({ optionId, value })
    yield* marks
    last = ids.at(-1)!.id
  }
}
