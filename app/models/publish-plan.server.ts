import { and, eq } from 'drizzle-orm'
import type { Status } from '#app/domain/contributions.ts'
import { type Actor, can } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { designVariants, planLayers } from '#db/schema/plans.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { recordAnswer } from './answers.server.ts'
import type { Contribution } from './contributions.server.ts'
import { mentionsOf } from './plan-mentions.server.ts'
import { isOf, type Variant } from './plans.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'
import { tellAuthors, tellFollowers } from './tell-about.server.ts'

interface Publishing {
  townId: string
  id: string
  actor: Actor
  /** What the town answers to each proposal of the plan that has no answer yet. */
  answer: string
  /** Names of the attributes that everybody may see; the others are kept in the original only. */
  attributes: readonly string[]
  now?: Date
}

/** What a plan takes into account is planned; what is further on stays where it is. */
const PLANNED: Record<Status, Status> = {
  new: 'planned',
  review: 'planned',
  planned: 'planned',
  done: 'done',
  declined: 'planned',
}

/**
 * Shows a plan to everybody. Each proposal that it names and nobody has answered gets the answer "taken into account", if
 * whoever publishes may answer; the authors and followers of all the others are told of the plan. Done twice it is done once.
 *
 * @returns how many were answered, and how many only told of
 * @throws {Refusal} 'plan.not-found'
 */
export async function publishPlan({ townId, id, actor, answer, attributes, now = new Date() }: Publishing) {
  const store = await getStore()
  return store.write(function* recordPublication(tx) {
    const [row] = yield* tx.do((db) => db.select().from(designVariants).where(isOf(townId, id)))
    if (!row) throw new Refusal('plan.not-found')
    const done = { answered: 0, told: 0 }
    if (row.state === 'published') return done
    if (row.state === 'draft') yield* keepAttributes(tx, row, new Set(attributes))
    yield* tx.do((db) =>
      db
        .update(designVariants)
        .set({ state: 'published', publishedAt: now })
        .where(isOf(townId, id))
        .returning({ id: designVariants.id }),
    )
    yield* recordStaffAct(tx, {
      townId,
      actorId: actor.personId,
      act: 'plan.publish',
      subjectType: 'plan',
      subjectId: id,
      before: { state: row.state },
      after: { state: 'published' },
      now,
    })
    // What is shown again was told of when it was shown first.
    if (row.publishedAt !== null) return done
    const subjects = yield* tx.do((db) => mentionsOf(db, townId, id))
    for (const { contribution } of subjects) {
      if (mayAnswer(actor, contribution)) {
        yield* accept(tx, contribution, actor, answer, now)
        done.answered++
        continue
      }
      const words = { plan: row.title }
      yield* tellAuthors(tx, townId, contribution, 'plan', words, now)
      yield* tellFollowers(tx, contribution, 'plan-followed', words, now)
      done.told++
    }
    return done
  })
}

/** True of what nobody has answered, for whoever may. */
export function mayAnswer(actor: Actor, contribution: Contribution): boolean {
  const noun = contribution.kind === 'proposal' ? 'proposal' : 'pin'
  return contribution.decision === null && can(actor, `${noun}:answer`, contribution)
}

/**
 * Answers "taken into account" to everything that a published plan names and nobody has answered: a planner who published
 * it may not.
 *
 * @returns how many were answered
 * @throws {Refusal} 'plan.not-found'
 */
export async function answerMentioned({
  townId,
  id,
  actor,
  answer,
  now = new Date(),
}: Omit<Publishing, 'attributes'>): Promise<number> {
  const store = await getStore()
  return store.write(function* recordAnswers(tx) {
    const [row] = yield* tx.do((db) => db.select().from(designVariants).where(isOf(townId, id)))
    if (row?.state !== 'published') throw new Refusal('plan.not-found')
    const subjects = yield* tx.do((db) => mentionsOf(db, townId, id))
    const unanswered = subjects.filter(({ contribution }) => mayAnswer(actor, contribution))
    for (const { contribution } of unanswered) yield* accept(tx, contribution, actor, answer, now)
    return unanswered.length
  })
}

function* accept(
  tx: Tx,
  { townId, id, status }: Contribution,
  { personId }: Actor,
  body: string,
  now: Date,
): Generator<Step, void, unknown[]> {
  yield* recordAnswer(tx, {
    townId,
    actorId: personId,
    contributionId: id,
    decision: 'accepted',
    status: PLANNED[status],
    body,
    now,
  })
}

/** Takes out of a draft what nobody has ticked: a cadastral layer may name owners and telephones. */
function* keepAttributes(
  tx: Tx,
  { townId, id, attributes }: Variant,
  ticked: ReadonlySet<string>,
): Generator<Step, void, unknown[]> {
  const kept = attributes.filter(({ name }) => ticked.has(name))
  const names = new Set(kept.map(({ name }) => name))
  const ofPlan = and(eq(planLayers.townId, townId), eq(planLayers.variantId, id))
  const layers = yield* tx.do((db) => db.select().from(planLayers).where(ofPlan))
  for (const { position, features } of layers) {
    const left = features.features.map(({ properties, ...feature }) => ({
      ...feature,
      properties: Object.fromEntries(Object.entries(properties ?? {}).filter(([name]) => names.has(name))),
    }))
    yield* tx.do((db) =>
      db
        .update(planLayers)
        .set({ features: { ...features, features: left } })
        .where(and(ofPlan, eq(planLayers.position, position)))
        .returning({ position: planLayers.position }),
    )
  }
  yield* tx.do((db) =>
    db
      .update(designVariants)
      .set({ attributes: kept })
      .where(isOf(townId, id))
      .returning({ id: designVariants.id }),
  )
}
