import { and, count, eq, gte, inArray, like } from 'drizzle-orm'
import { median } from '#app/domain/median.ts'
import { comments, contributions } from '#db/schema/contributions.server.ts'
import { appeals } from '#db/schema/desk.server.ts'
import { answers, reports, staffActs } from '#db/schema/staff.server.ts'
import { getStore } from '#db/store.server.ts'
import { getLogHead } from './staff-acts.server.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** Databases bind some thousands of values to a statement. */
const CHUNK = 1000

export interface AnswerSpeed {
  /** Published proposals, and those of them that the town has answered. */
  all: number
  answered: number
  /** Whole days from sending to the first answer, rounded up: half were answered within so many. Null = none yet. */
  medianDays: number | null
}

/** How soon the town answers proposals; of one process, or of all. */
export async function getAnswerSpeed(townId: string, processId?: string): Promise<AnswerSpeed> {
  const { read } = await getStore()
  const proposals = and(
    eq(contributions.townId, townId),
    eq(contributions.visibility, 'published'),
    eq(contributions.kind, 'proposal'),
    processId ? eq(contributions.processId, processId) : undefined,
  )
  const [all] = await read.select({ n: count() }).from(contributions).where(proposals)
  const rows = await read
    .select({ id: answers.contributionId, sentAt: contributions.createdAt, answeredAt: answers.createdAt })
    .from(answers)
    .innerJoin(
      contributions,
      and(eq(contributions.townId, answers.townId), eq(contributions.id, answers.contributionId)),
    )
    .where(and(eq(answers.townId, townId), proposals))
    .orderBy(answers.createdAt)
  const first = new Map<string, number>()
  for (const { id, sentAt, answeredAt } of rows)
    if (!first.has(id)) first.set(id, (answeredAt.getTime() - sentAt.getTime()) / DAY_MS)
  const days = median([...first.values()])
  return {
    all: all!.n,
    answered: first.size,
    medianDays: days === null ? null : Math.max(1, Math.ceil(days)),
  }
}

export interface Openness {
  since: Date
  /** Decisions of the desk that stand, by act. */
  acts: { act: string; n: number }[]
  /** Returned and hidden, by ready reason; '' = in the moderator's own words. */
  reasons: { act: string; reason: string; n: number }[]
  undone: number
  reports: { all: number; settled: number; medianHours: number | null }
  /** From sending to the first decision about what waited for the desk. */
  reviewMedianHours: number | null
  appeals: { all: number; granted: number; upheld: number; waiting: number }
  log: { seq: number; hash: string } | null
}

/** What the public may know of the desk's work in a span of time: counts and medians, nobody's name. */
export async function getOpenness(townId: string, since: Date): Promise<Openness> {
  const { read } = await getStore()
  const acts = await read
    .select({
      id: staffActs.id,
      act: staffActs.act,
      subjectType: staffActs.subjectType,
      subjectId: staffActs.subjectId,
      before: staffActs.before,
      after: staffActs.after,
      createdAt: staffActs.createdAt,
      undid: staffActs.undid,
    })
    .from(staffActs)
    .where(
      and(eq(staffActs.townId, townId), gte(staffActs.createdAt, since), like(staffActs.act, 'moderation.%')),
    )
  const undone = new Set(acts.flatMap(({ undid }) => undid ?? []))
  const standing = acts.filter(({ act, id }) => act !== 'moderation.undo' && !undone.has(id))
  const settled = await read
    .select({ at: reports.createdAt, settledAt: reports.settledAt })
    .from(reports)
    .where(and(eq(reports.townId, townId), gte(reports.createdAt, since)))
  const appealed = await read
    .select({ outcome: appeals.outcome })
    .from(appeals)
    .where(and(eq(appeals.townId, townId), gte(appeals.createdAt, since)))
  const head = await getLogHead(townId)
  return {
    since,
    acts: tallied(standing, ({ act }) => act.replace('moderation.', '')).map(([act, n]) => ({ act, n })),
    reasons: tallied(
      standing.filter(({ act }) => act === 'moderation.hide' || act === 'moderation.return'),
      ({ act, after }) => `${act.replace('moderation.', '')}\n${after.reasonTitle ?? ''}`,
    ).map(([key, n]) => {
      const [act = '', reason = ''] = key.split('\n')
      return { act, reason, n }
    }),
    undone: undone.size,
    reports: {
      all: settled.length,
      settled: settled.filter(({ settledAt }) => settledAt).length,
      medianHours: hours(
        settled.flatMap(({ at, settledAt }) => (settledAt ? settledAt.getTime() - at.getTime() : [])),
      ),
    },
    reviewMedianHours: hours(await reviewTimes(townId, standing)),
    appeals: {
      all: appealed.length,
      granted: appealed.filter(({ outcome }) => outcome === 'granted').length,
      upheld: appealed.filter(({ outcome }) => outcome === 'upheld').length,
      waiting: appealed.filter(({ outcome }) => outcome === null).length,
    },
    log: head && { seq: head.seq, hash: head.hash },
  }
}

function hours(spans: number[]): number | null {
  const middle = median(spans)
  return middle === null ? null : Math.round((middle / HOUR_MS) * 10) / 10
}

function tallied<Row>(rows: Row[], keyOf: (row: Row) => string): [string, number][] {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1)
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
}

async function reviewTimes(
  townId: string,
  acts: { subjectType: string; subjectId: string; before: Record<string, unknown>; createdAt: Date }[],
): Promise<number[]> {
  const first = new Map<string, { type: string; id: string; at: Date }>()
  for (const { subjectType, subjectId, before, createdAt } of acts) {
    if (before.visibility !== 'pending') continue
    const known = first.get(subjectId)
    if (!known || known.at > createdAt)
      first.set(subjectId, { type: subjectType, id: subjectId, at: createdAt })
  }
  if (first.size === 0) return []
  const { read } = await getStore()
  const spans: number[] = []
  for (const [type, table] of [
    ['contribution', contributions],
    ['comment', comments as unknown as typeof contributions],
  ] as const) {
    const decided = [...first.values()].filter((one) => one.type === type)
    if (decided.length === 0) continue
    for (let from = 0; from < decided.length; from += CHUNK) {
      const some = decided.slice(from, from + CHUNK)
      const rows = await read
        .select({ id: table.id, createdAt: table.createdAt })
        .from(table)
        .where(
          and(
            eq(table.townId, townId),
            inArray(
              table.id,
              some.map(({ id }) => id),
            ),
          ),
        )
      const sentAt = new Map(rows.map((row) => [row.id, row.createdAt.getTime()]))
      for (const { id, at } of some) if (sentAt.has(id)) spans.push(at.getTime() - sentAt.get(id)!)
    }
  }
  return spans
}
