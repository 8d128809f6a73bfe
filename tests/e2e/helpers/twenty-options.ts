import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { sreda } from '../../cli/run-sreda.ts'
import type { Site } from '../../routes/helpers/site.ts'
import { newVote, TOWN } from '../../routes/helpers/town.ts'
import { visitAs } from '../../routes/helpers/visitor.ts'

/** Name, what is proposed, thousands of roubles. */
const YARD: [string, string, number][] = [
  ['Лавочки у подъездов', 'Двенадцать лавочек со спинками, по две у каждого подъезда.', 240],
  [
    'Фонари вдоль дорожки',
    'Восемь низких фонарей от арки до остановки, чтобы вечером было видно дорогу.',
    620,
  ],
  ['Сушилки для белья', 'Заменить ржавые столбы и натянуть новые верёвки.', 90],
  ['Детские качели', 'Качели-гнездо и две обычные на резиновом покрытии.', 480],
  ['Сирень вдоль забора', 'Сорок кустов сирени и полив в первые два года.', 130],
  ['Пандус у пятого подъезда', 'Пологий пандус с перилами вместо стальных полозьев.', 310],
  ['Стол для шахмат', 'Два стола под липами с досками и скамьями.', 110],
  ['Велопарковка', 'Навес на двадцать велосипедов у торца дома.', 270],
  ['Новая песочница', 'Песочница с крышкой и бортом, на котором сидят взрослые.', 85],
  ['Мусорная площадка', 'Закрыть баки стенкой и крышей, отвести воду.', 540],
  ['Дорожка к школе', 'Сто сорок метров плитки там, где протоптана тропа.', 760],
  ['Турники', 'Три турника и брусья, мягкое покрытие под ними.', 350],
  ['Клумбы у арки', 'Шесть приподнятых клумб, за которыми будут смотреть жители.', 150],
  ['Ливневая канава', 'Отвести воду, которая весной стоит у третьего подъезда.', 690],
  ['Сцена для праздников', 'Помост со ступенями и розеткой для звука.', 430],
  ['Домик для кошек', 'Тёплый домик у подвала и миска, которую моют.', 25],
  ['Ограда палисадника', 'Низкая деревянная ограда вместо покрышек.', 180],
  ['Доска объявлений', 'Одна большая доска с навесом вместо листков на дверях.', 60],
  ['Площадка для собак', 'Огороженная площадка с калиткой и пакетами.', 390],
  ['Разметка стоянки', 'Разметить сорок мест и оставить проезд для скорой помощи.', 120],
]

/** A running vote on twenty proposals that an administrator imported, under a budget that pays for any five of them. @returns its slug */
export async function voteOfTwenty(site: Site): Promise<string> {
  const slug = 'dvor-dvadtsat'
  const admin = visitAs(site.origin, 'admin')
  const phase = await newVote(site, admin, slug)
  const folder = dirname(site.databasePath)
  const rows = YARD.map(([title, body, cost], i) =>
    [i + 1, title, body, cost * 1000, 57.42 + i / 5000, 45.6 + (i % 5) / 2000].join(';'),
  )
  const head = 'Внешний ID;Название;Описание;Стоимость, руб.;Широта;Долгота'
  const file = join(folder, 'yard.csv')
  writeFileSync(file, [head, ...rows].join('\n'))
  const imported = await sreda(['import', file, '--town', TOWN.slice(1), '--process', slug], {
    SREDA_CALLED_FROM: folder,
    DATABASE_URL: `file:${site.databasePath}`,
    FILES_DIR: site.filesDir,
  })
  if (imported.code !== 0) throw new Error(imported.err)
  const { status, text } = await admin.post(`${TOWN}/admin/ballots/${phase}`, {
    source: 'proposals',
    method: 'knapsack',
    electorate: 'signed-in',
    minimumAge: '14',
    rule: 'mes',
    budget: '3100000',
    ties: 'votes,cost,earlier',
  })
  if (status !== 200) throw new Error(`The ballot was not drawn up: ${status} ${text.slice(0, 400)}`)
  return slug
}
