import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Level } from '#app/domain/involvement.ts'
import { dayOf } from '#app/domain/terms.ts'
import { GUIDE_WORDS, type NewGuide } from '#app/models/guides.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { startFromTemplate } from '#app/models/start-process.server.ts'
import { getTemplate } from '#app/models/templates.server.ts'
import { type Both, inBoth } from './demo-data.server.ts'
import { DAY_MS } from './demo-time.server.ts'

type DemoGuide = { level: Level } & Partial<Record<(typeof GUIDE_WORDS)[number], Both>>

/** By the key of db/demo/processes.json, a guide for each phase. */
export function readGuides(): Record<string, NewGuide[]> {
  const path = join(process.env.SREDA_HOME ?? process.cwd(), 'db', 'demo', 'guides.json')
  const guides = JSON.parse(readFileSync(path, 'utf8')) as Record<string, DemoGuide[]>
  return Object.fromEntries(Object.entries(guides).map(([key, list]) => [key, list.map(asGuide)]))
}

function asGuide({ level, ...words }: DemoGuide): NewGuide {
  const texts = Object.fromEntries(GUIDE_WORDS.map((name) => [name, words[name] ?? { ru: '', en: '' }]))
  const both = inBoth(texts as Record<(typeof GUIDE_WORDS)[number], Both>)
  return { level, minDays: null, rules: [], ...both }
}

/** The first call opens after the others have begun to close. */
const FIRST_CALL_IN_DAYS = 9

/** A process from the template of the federal contest, announced and not begun. */
export async function seedContest(
  town: { id: string; timeZone: string },
  spaceIds: ReadonlyMap<string, string>,
  midnight: Date,
  now: Date,
) {
  const template = (await getTemplate(town.id, 'federal-contest')).body
  await startFromTemplate({
    id: newId(),
    town,
    actorId: null,
    template,
    title: 'Конкурс комфортной среды: два приёма предложений',
    titleEn: 'The contest for a comfortable environment: two calls',
    slug: 'konkurs-komfortnoy-sredy',
    startDay: dayOf(new Date(midnight.getTime() + FIRST_CALL_IN_DAYS * DAY_MS), town.timeZone),
    spaceIds: ['zarechny-plyazh', 'shkolny-bulvar', 'melnichny-prud'].map((slug) => spaceIds.get(slug)!),
    budgetMinor: null,
    words: WORDS,
    now,
  })
}

const WORDS = {
  question: {
    ru: 'С какой территорией Приреченску идти на федеральный конкурс: с пляжем, бульваром или прудом?',
    en: 'With which territory should Prirechensk enter the federal contest: the beach, the boulevard or the pond?',
  },
  fixed: {
    ru: 'Выбираем одну территорию. Город готов добавить к гранту до 6 млн рублей своих. Дворы и частная земля не участвуют. Заявку подают один раз в год, поэтому сроки приёмов не продлеваются.',
    en: 'One territory is chosen. The town will add up to 6 million roubles of its own to a grant. Courtyards and private land take no part. An application goes in once a year, so the calls are not extended.',
  },
}
