import { bboxOf } from '#app/domain/geometry/bbox.ts'
import { DONT_KNOW } from '#app/domain/study/dont-know.ts'
import { PLACE_AUDIT } from '#app/domain/study/place-audit.ts'
import { newBallotId, sha256 } from '#app/models/ids.server.ts'
import { getSpace } from '#app/models/spaces.server.ts'
import { giveAnswer } from '#app/models/study-answers.server.ts'
import { createForm, publishForm } from '#app/models/study-forms.server.ts'
import { openRound, type RoundTerms } from '#app/models/study-rounds.server.ts'
import type { DemoScene } from './demo-rows.server.ts'
import { RIVER_SURVEY } from './demo-survey.ts'
import { DAY_MS, idAt, midnightIn } from './demo-time.server.ts'

type Typed = Record<string, string[]>
type Profile = Record<string, number>

/** What made-up people think of Station Square, by axis, from 1 to 7: in the middle, before and after a trial layout. */
const VIEWS: Record<'before' | 'after', Record<'resident' | 'expert', Profile>> = {
  before: {
    resident: { safety: 3, comfort: 2.4, ecology: 3.4, identity: 4, services: 3.7, care: 2.3 },
    expert: { safety: 2.4, comfort: 2.2, ecology: 3, identity: 3.1, services: 3.4, care: 3 },
  },
  after: {
    resident: { safety: 4.6, comfort: 4.9, ecology: 4.1, identity: 4.5, services: 4.4, care: 4 },
    expert: { safety: 4.2, comfort: 4, ecology: 3.5, identity: 4.1, services: 4.3, care: 4.6 },
  },
}
const CROWD = {
  before: { resident: 19, expert: 8, business: 6, visitor: 3 },
  after: { resident: 16, expert: 7, business: 5, visitor: 3 },
}
const GOOD = ['Удобно, что автобус рядом с поездом.', 'Старый вокзал красивый.', 'Просторно.', '']
const CHANGE = {
  before: ['Негде сесть.', 'Зимой под снегом не видно, где дорога.', 'Нужна тень и навес у остановки.', ''],
  after: ['Скамейки хорошо, ещё бы навес.', 'Оставить велопарковку.', 'Не хватает урн у остановки.', ''],
}

/** A place audit before and after, and a survey that is open now. */
export async function demoStudy({ town, adminId, now }: DemoScene) {
  const midnight = midnightIn(town.timeZone, now).getTime()
  const day = (days: number) => new Date(midnight + days * DAY_MS)
  const by = { townId: town.id, actorId: adminId }
  const limits = { box: bboxOf(town.boundary!) }
  const random = seededFrom(18)
  async function open(terms: RoundTerms, formId: string | null, spaceId: string | null, answers: Typed[]) {
    const id = idAt(terms.startsAt)
    await openRound({ ...by, ...terms, id, formId, spaceId, now: terms.startsAt })
    const until = Math.min(now.getTime(), (terms.endsAt ?? now).getTime()) - 1
    const span = until - terms.startsAt.getTime()
    const sent = answers.map((typed, i) =>
      giveAnswer({
        ...{ townId: town.id, roundId: id, id: newBallotId(), version: 1, typed, limits },
        respondent: sha256(`${id} ${i}`),
        now: new Date(terms.startsAt.getTime() + Math.round(((i + 1) / (answers.length + 1)) * span)),
      }),
    )
    for (const result of await Promise.all(sent))
      if ('faults' in result) throw new Error(`A demo answer is wrong: ${JSON.stringify(result.faults)}`)
  }

  const { id: square } = await getSpace(town.id, 'vokzalnaya-ploshchad')
  const before = terms('До пробной расстановки', 'Before the trial layout', 'before', day(-118), day(-97))
  await open(before, null, square, auditAnswers('before', random))
  const after = terms('После пробной расстановки', 'After the trial layout', 'after', day(-12), day(16))
  await open(after, null, square, auditAnswers('after', random))

  const { slug, title, lead, content } = RIVER_SURVEY
  const id = idAt(day(-9))
  const translations = { en: { title: title.en!, lead: lead.en! } }
  const words = { title: title.text, lead: lead.text, translations }
  await createForm({ ...by, id, slug, ...words, content, now: day(-9) })
  await publishForm({ ...by, id, now: day(-9) })
  const river = terms('Осень', 'Autumn', 'other', day(-8), day(21))
  await open(river, id, null, riverAnswers(random, limits.box))
}

function terms(name: string, en: string, kind: RoundTerms['kind'], startsAt: Date, endsAt: Date): RoundTerms {
  return { name, translations: { en: { name: en } }, kind, startsAt, endsAt }
}

function auditAnswers(kind: 'before' | 'after', random: () => number): Typed[] {
  return Object.entries(CROWD[kind]).flatMap(([group, people]) =>
    Array.from({ length: people }, () => {
      const view = VIEWS[kind][group === 'expert' ? 'expert' : 'resident']
      const marks = PLACE_AUDIT.content.questions.flatMap((question) => {
        if (question.type !== 'scale') return []
        const noise = (random() + random() + random() - 1.5) * 2.4
        const mark = Math.min(7, Math.max(1, Math.round(view[question.axis!]! + noise)))
        return [[question.id, [random() < 0.06 ? DONT_KNOW : String(mark)]] as const]
      })
      return {
        group: [group],
        'on-site': [random() < 0.6 ? 'yes' : 'no'],
        season: [kind === 'before' ? 'summer' : 'autumn'],
        ...Object.fromEntries(marks),
        good: [pick(GOOD, random)],
        change: [pick(CHANGE[kind], random)],
      }
    }),
  )
}

function riverAnswers(
  random: () => number,
  [west, south, east, north]: readonly [number, number, number, number],
): Typed[] {
  return Array.from({ length: 27 }, () => {
    const often = pick(['daily', 'weekly', 'weekly', 'monthly', 'never'], random)
    const lat = (south + north) / 2 + (random() - 0.5) * (north - south) * 0.1
    const lng = (west + east) / 2 + (random() - 0.5) * (east - west) * 0.3
    return {
      often: [often],
      why: often === 'never' ? [pick(['far', 'dark', 'nothing'], random)] : [],
      doing:
        often === 'never'
          ? []
          : [pick(['walk', 'sit', 'fish'], random), pick(['dog', 'walk', 'cycle'], random)],
      lights: [random() < 0.1 ? DONT_KNOW : String(1 + Math.floor(random() * 4))],
      minutes: [String(5 + Math.floor(random() * 30))],
      dark: random() < 0.5 ? [`${lat.toFixed(6)}, ${lng.toFixed(6)}`] : [],
      first: [pick(['Фонари вдоль всей тропы.', 'Лестница к воде.', 'Туалет.', ''], random)],
    }
  })
}

function pick<Item>(items: readonly Item[], random: () => number): Item {
  return items[Math.floor(random() * items.length)]!
}

/** The same numbers in each seed (mulberry32), so that pictures and tests of the demo stay what they are. */
function seededFrom(seed: number): () => number {
  let state = seed
  return function next() {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
