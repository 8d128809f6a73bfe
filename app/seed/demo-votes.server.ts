import type { BallotMethod, Mark } from '#app/domain/ballots.ts'
import { defaultRule } from '#app/domain/default-rule.ts'
import { readPaperLine } from '#app/domain/paper-line.ts'
import type { RuleSettings } from '#app/domain/rules/types.ts'
import { env } from '#app/env.server.ts'
import { configureBallot } from '#app/models/ballot-settings.server.ts'
import { castBallot } from '#app/models/casting.server.ts'
import type { VoteOption } from '#app/models/frozen.server.ts'
import { newBallotId, newId } from '#app/models/ids.server.ts'
import { agreeBundle } from '#app/models/paper-agreement.server.ts'
import { openBundle, PASSES } from '#app/models/paper-bundles.server.ts'
import { finishEntry, typeBallot } from '#app/models/paper-entries.server.ts'
import { runVoteClock } from '#app/models/vote-clock.server.ts'
import { getVote, listVotePhases } from '#app/models/votes.server.ts'
import type { DemoEntry, DemoScene } from './demo-rows.server.ts'
import { DAY_MS } from './demo-time.server.ts'

/** Seeds of the made-up voters; the counts they give are the same every time. */
const SEEDS = { market: 11, station: 7 }
/** How much each proposal of the finished vote was liked, by its key; the winners stand in the answers of the demo. */
const LIKED: Record<string, number> = {
  'prop-33': 94,
  'prop-36': 78,
  'prop-34': 61,
  'prop-37': 54,
  'prop-38': 46,
  'prop-35': 36,
  'prop-39': 22,
  'prop-40': 14,
}
/** 214 people took part, as the process says: 151 on the web and 63 on paper. */
const STATION_WEB = 151
const BUNDLES = [
  { place: 'Библиотека на Спасской', issued: 60, valid: 41, spoiled: ['!2', '!1'] },
  { place: 'Дом культуры', issued: 30, valid: 22, spoiled: ['!3'] },
]
const MARKET_WEB = 57

type Random = () => number

/** An open vote on a budget with some ballots in it, and a finished one with web and paper ballots, all through the acts. */
export async function demoVotes(scene: DemoScene, entries: DemoEntry[]) {
  const keyOf = new Map(entries.map(({ source, row }) => [row.id, source.key]))
  const phases = await listVotePhases(scene.town.id)
  const phaseOf = (process: string) =>
    phases.find(({ processId }) => processId === scene.processes.get(process)!.id)!
  await seedStation(scene, phaseOf('station'), keyOf)
  await seedMarket(scene, phaseOf('market'), entries)
  await runVoteClock(scene.now)
}

type Phase = Awaited<ReturnType<typeof listVotePhases>>[number]

/** Up to two choices a ballot, in order of votes until the money does not reach. */
async function seedStation(scene: DemoScene, phase: Phase, keyOf: Map<string, string>) {
  const here = { townId: scene.town.id, phaseId: phase.phaseId }
  await configure(
    here,
    { method: { kind: 'approval', min: 1, max: 2 }, budgetRub: 7_400_000 },
    'greedy_no_skip',
  )
  const { options } = await getVote(here.townId, here.phaseId)
  const random = seeded(SEEDS.station)
  const weights = options.map(({ contributionId }) => LIKED[keyOf.get(contributionId!)!] ?? 1)
  const pick = () => weighted(options, weights, random() < 0.92 ? 2 : 1, random)
  const lastDay = new Date(phase.endsAt!.getTime() - DAY_MS)
  await castAll(
    scene,
    here,
    Array.from({ length: STATION_WEB }, pick),
    (i) => new Date(phase.startsAt.getTime() + ((i * 20) / STATION_WEB) * DAY_MS + DAY_MS / 2),
  )
  const clerks = { 1: scene.moderatorId, 2: scene.adminId }
  for (const { valid, spoiled, ...counts } of BUNDLES) {
    const bundleId = newId()
    const found = valid + spoiled.length
    const lines = [
      ...Array.from({ length: valid }, () =>
        pick()
          .map(({ number }) => number)
          .join(' '),
      ),
      ...spoiled,
    ]
    await openBundle({ ...here, id: bundleId, actorId: scene.moderatorId, ...counts, found, now: lastDay })
    for (const pass of PASSES) {
      const act = { townId: here.townId, bundleId, pass, actorId: clerks[pass], now: lastDay }
      for (const [i, line] of lines.entries()) {
        const typed = readPaperLine(line, 'approval')
        await typeBallot({ ...act, position: i + 1, line: typed, code: '', secret: env().SESSION_SECRET })
      }
      await finishEntry(act)
    }
    await agreeBundle({ townId: here.townId, bundleId, actorId: scene.moderatorId, now: lastDay })
  }
}

/** What fits into the budget, and equal shares. */
async function seedMarket(scene: DemoScene, phase: Phase, entries: DemoEntry[]) {
  const here = { townId: scene.town.id, phaseId: phase.phaseId }
  const wanted = entries.filter(
    ({ row }) => row.processId === phase.processId && row.kind === 'proposal' && row.status !== 'declined',
  )
  await configure(
    here,
    { method: { kind: 'knapsack' }, budgetRub: 19_200_000, list: wanted.map(({ row }) => row.id) },
    'mes',
  )
  const { options, settings } = await getVote(here.townId, here.phaseId)
  const random = seeded(SEEDS.market)
  const supports = new Map(wanted.map(({ row }) => [row.id, row.supports]))
  const weights = options.map(({ contributionId }) => supports.get(contributionId!)!)
  const chosen = Array.from({ length: MARKET_WEB }, () => {
    let left = settings!.budgetMinor!
    return weighted(options, weights, 3 + Math.floor(random() * 4), random).filter(({ costMinor }) => {
      if (costMinor! > left) return false
      left -= costMinor!
      return true
    })
  })
  const span = scene.now.getTime() - phase.startsAt.getTime()
  await castAll(scene, here, chosen, (i) => new Date(phase.startsAt.getTime() + (span * i) / MARKET_WEB))
  const box = { id: newId(), place: 'Библиотека на Спасской', issued: 40, found: 12 }
  await openBundle({ ...here, actorId: scene.moderatorId, ...box, now: scene.now })
}

interface Place {
  townId: string
  phaseId: string
}

function configure(
  here: Place,
  { method, budgetRub, list }: { method: BallotMethod; budgetRub: number; list?: string[] },
  rule: RuleSettings['name'],
) {
  return configureBallot({
    ...here,
    actorId: null,
    settings: {
      method,
      electorate: 'signed-in',
      optionSource: list ? 'list' : 'proposals',
      rule: defaultRule(rule),
      budgetMinor: budgetRub * 100,
      minimumAge: 14,
      unlinkDays: 30,
    },
    choice: { contributionIds: list },
  })
}

async function castAll(scene: DemoScene, here: Place, chosen: VoteOption[][], at: (i: number) => Date) {
  await Promise.all(
    chosen.map((options, i) =>
      castBallot({
        ...here,
        ballotId: newBallotId(),
        marks: options.map(({ id }): Mark => ({ optionId: id, value: null })),
        voter: { personId: scene.residents[i]! },
        statedAge: 14,
        revision: 0,
        secret: env().SESSION_SECRET,
        now: at(i),
      }),
    ),
  )
}

/** Some of the items, each at most once, the heavier the likelier. */
function weighted<Item>(items: Item[], weights: number[], howMany: number, random: Random): Item[] {
  const left = items.map((item, i) => ({ item, weight: weights[i]! }))
  const chosen: Item[] = []
  while (chosen.length < howMany && left.length > 0) {
    let point = random() * left.reduce((sum, { weight }) => sum + weight, 0)
    const at = left.findIndex(({ weight }) => {
      point -= weight
      return point < 0
    })
    const [one] = left.splice(at < 0 ? left.length - 1 : at, 1)
    chosen.push(one!.item)
  }
  return chosen
}

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
function seeded(seed: number): Random {
  let state = seed
  return function next() {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
