import type { Source } from '#app/domain/funding.ts'
import { changeFunding, type FundingChange } from '#app/models/funding.server.ts'
import { newId } from '#app/models/ids.server.ts'
import type { DemoScene } from './demo-rows.server.ts'

/** Invented sums of the process "park": its 31.5 million, of which a part is still missing. Roubles. */
const MEASURES = {
  paths: ['Дорожки и освещение парка', 14_200_000],
  pond: ['Берег пруда: тропа, мостки, скамьи', 9_800_000.5],
  boulevard: ['Школьный бульвар: липы и перекрёсток', 7_499_999.5],
} as const

const LINES: [
  measure: keyof typeof MEASURES | null,
  source: Source,
  yearsOn: number,
  title: string,
  planned: number,
  confirmed: number,
  paid: number,
  returned: number,
][] = [
  ['paths', 'federal', 1, 'Грант конкурса (вымышленный)', 11_000_000, 0, 0, 0],
  ['paths', 'regional', 1, 'Областная программа благоустройства', 2_300_000, 2_300_000, 0, 0],
  ['pond', 'regional', 1, 'Областная программа благоустройства', 4_700_000.25, 4_700_000.25, 0, 0],
  [
    'pond',
    'municipal',
    0,
    'Бюджет города: проект и изыскания',
    1_350_000.25,
    1_350_000.25,
    900_000,
    12_400.75,
  ],
  ['boulevard', 'municipal', 2, 'Бюджет города', 5_100_000, 0, 0, 0],
  ['boulevard', 'extra', 2, 'Предприятие города, соглашение о партнёрстве', 1_650_000, 1_650_000, 0, 0],
  [null, 'extra', 1, 'Инициативные платежи жителей', 420_000, 118_350.4, 118_350.4, 0],
]

const minor = (roubles: number) => Math.round(roubles * 100)

/** The money of one process, in part confirmed and in part missing. */
export async function demoFunding({ town, processes, adminId, now }: DemoScene) {
  const here = { townId: town.id, actorId: adminId, processId: processes.get('park')!.id, now }
  const save = (change: FundingChange) => changeFunding({ ...here, change })
  const ids = new Map<string, string>()
  for (const [key, [title, cost]] of Object.entries(MEASURES)) {
    const id = newId()
    ids.set(key, id)
    await save({ kind: 'measure', id, title, costMinor: minor(cost) })
  }
  for (const [measure, source, yearsOn, title, planned, confirmed, paid, returned] of LINES)
    await save({
      kind: 'line',
      id: newId(),
      measureId: measure && ids.get(measure)!,
      source,
      year: now.getUTCFullYear() + yearsOn,
      title,
      pppForm: title.includes('партнёрстве') ? 'partnership' : '',
      plannedMinor: minor(planned),
      confirmedMinor: minor(confirmed),
      paidMinor: minor(paid),
      returnedMinor: minor(returned),
    })
  await save({
    kind: 'in-kind',
    id: newId(),
    form: 'labour',
    description: 'Посадка лип: два дня жителей и школы, 60 человек',
    valueMinor: minor(96_000),
    method: 'По расценкам на посадку деревьев, 40 деревьев',
  })
  await save({
    kind: 'in-kind',
    id: newId(),
    form: 'expertise',
    description: 'Обследование здоровья старых лип, городская библиотека и лесничество',
    valueMinor: null,
    method: '',
  })
  await save({
    kind: 'running',
    yearlyMinor: minor(2_140_000),
    payer: 'бюджет города',
    note: 'Уборка, свет, уход за деревьями и мостками.',
  })
}
