import type { Polygon } from 'geojson'
import { fitPlacement } from '#app/domain/variants/placement.ts'
import type { Resolution } from '#app/domain/variants/variants.ts'
import { withDrawing } from '#app/jobs/variant-version.server.ts'
import {
  addVersion,
  createVariant,
  placeVersion,
  publishVariant,
} from '#app/models/change-variants.server.ts'
import { resolveRemark } from '#app/models/remark-desk.server.ts'
import { pinRemark } from '#app/models/remarks.server.ts'
import { type Both, inBoth, readDemo } from './demo-data.server.ts'
import type { DemoScene } from './demo-rows.server.ts'
import { drawSheet, type SheetContent } from './demo-sheets.server.ts'
import { DAY_MS, idAt } from './demo-time.server.ts'

const PROCESS = 'park'
const SPACE = 'melnichny-prud'
const MINUTE_MS = 60_000

interface DemoRemark {
  /** Shares of the sheet. */
  at: [x: number, y: number]
  author: number
  daysAgo: number
  body: string
  answer?: { resolution: Resolution; reply: string; daysAgo: number }
}

interface DemoVersion {
  daysAgo: number
  note: Both
  body: Both
  costRub: number
  works: Both
  gains: Both
  losses: Both
  /** Degrees by which the sheet is turned. */
  turn: number
  sheet: SheetContent
  remarks: DemoRemark[]
}

const SHORE: [number, number][] = [
  [0.35, 0.87],
  [0.33, 0.7],
  [0.33, 0.5],
  [0.36, 0.3],
  [0.41, 0.12],
]
const FAR_SHORE: [number, number][] = [
  [0.41, 0.12],
  [0.5, 0.09],
  [0.57, 0.25],
  [0.66, 0.55],
  [0.64, 0.85],
]

const QUIET: DemoVersion = {
  daysAgo: 16,
  note: { ru: '', en: '' },
  body: {
    ru: 'Берег остаётся тихим: узкая деревянная тропа, камыш и ивы на своих местах, две площадки для тех, кто пришёл посидеть у воды.',
    en: 'The shore stays quiet: a narrow wooden path, reeds and willows where they are, two decks for those who come to sit by the water.',
  },
  costRub: 6_200_000,
  works: {
    ru: 'Осень: расчистка берега и укрепление у мельницы\nВесна: деревянная тропа 420 м\nЛето: скамьи и свет',
    en: 'Autumn: clearing the shore, strengthening it by the mill\nSpring: a wooden path of 420 m\nSummer: benches and light',
  },
  gains: {
    ru: 'Птицы и камыш остаются\nДёшево в уходе\nМожно начать этой осенью',
    en: 'Birds and reeds stay\nCheap to keep\nCan begin this autumn',
  },
  losses: {
    ru: 'Коляскам тесно\nНет места для больших праздников',
    en: 'Narrow for prams\nNo room for large festivals',
  },
  turn: 0,
  sheet: {
    paths: [{ points: SHORE, width: 26, colour: '#b98b5a' }],
    areas: [
      {
        points: [
          [0.27, 0.56],
          [0.37, 0.56],
          [0.37, 0.64],
          [0.27, 0.64],
        ],
        colour: '#dcb98a',
      },
      {
        points: [
          [0.35, 0.05],
          [0.47, 0.05],
          [0.47, 0.12],
          [0.35, 0.12],
        ],
        colour: '#dcb98a',
      },
    ],
    trees: [
      [0.16, 0.3],
      [0.13, 0.45],
      [0.18, 0.72],
      [0.3, 0.1],
      [0.82, 0.35],
      [0.85, 0.6],
    ],
    lamps: [
      [0.31, 0.78],
      [0.3, 0.42],
      [0.36, 0.2],
    ],
  },
  remarks: [
    {
      at: [0.33, 0.68],
      author: 12,
      daysAgo: 14,
      body: 'Здесь весной стоит вода, тропу надо поднять хотя бы на полметра.',
      answer: {
        resolution: 'taken',
        reply: 'Подняли тропу на сваи на всём этом участке, см. версию 2.',
        daysAgo: 8,
      },
    },
    {
      at: [0.42, 0.08],
      author: 27,
      daysAgo: 12,
      body: 'На площадке у мельницы нет тени. Посадите хотя бы две ивы с южной стороны.',
    },
    {
      at: [0.34, 0.4],
      author: 44,
      daysAgo: 11,
      body: 'С коляской на тропе в метр шириной не разойтись. Сделайте карманы, чтобы пропускать друг друга.',
    },
  ],
}

const QUIET_AGAIN: DemoVersion = {
  ...QUIET,
  daysAgo: 7,
  note: {
    ru: 'Тропа на сваях там, где весной вода; вторая лестница к воде.',
    en: 'The path stands on piles where there is water in spring; a second stair to the water.',
  },
  costRub: 6_900_000,
  sheet: {
    ...QUIET.sheet,
    paths: [
      { points: SHORE, width: 26, colour: '#b98b5a' },
      {
        points: [
          [0.33, 0.6],
          [0.41, 0.58],
        ],
        width: 22,
        colour: '#8a6a45',
      },
      { points: SHORE.slice(0, 2), width: 44, colour: '#8a6a45', isDashed: true },
    ],
  },
  remarks: [
    {
      at: [0.41, 0.58],
      author: 61,
      daysAgo: 4,
      body: 'Лестница без поручня зимой опасна.',
    },
  ],
}

const OPEN: DemoVersion = {
  daysAgo: 15,
  note: { ru: '', en: '' },
  body: {
    ru: 'Пруд для всех: широкая дорожка вокруг воды, настил у воды с пандусом, детская площадка и место для праздников.',
    en: 'A pond for all: a broad walk around the water, a deck with a ramp, a playground and a place for festivals.',
  },
  costRub: 14_800_000,
  works: {
    ru: 'Осень: вынос сетей\nВесна: дорожка 900 м и освещение\nЛето: настил с пандусом\nСледующий год: площадка и сцена',
    en: 'Autumn: moving the pipes\nSpring: a walk of 900 m and lights\nSummer: the deck with a ramp\nNext year: playground and stage',
  },
  gains: {
    ru: 'Коляски и кресла проходят вокруг всего пруда\nЕсть где проводить праздники\nСвет на всём пути',
    en: 'Prams and wheelchairs get around the whole pond\nA place for festivals\nLight all the way',
  },
  losses: {
    ru: 'Вдвое дороже\nЧасть камыша придётся убрать\nДва года работ',
    en: 'Twice as dear\nPart of the reeds has to go\nTwo years of works',
  },
  turn: 12,
  sheet: {
    paths: [
      { points: SHORE, width: 60, colour: '#c9c2b2' },
      { points: FAR_SHORE, width: 60, colour: '#c9c2b2' },
    ],
    areas: [
      {
        points: [
          [0.3, 0.5],
          [0.44, 0.48],
          [0.45, 0.64],
          [0.31, 0.66],
        ],
        colour: '#dcb98a',
      },
      {
        points: [
          [0.78, 0.6],
          [0.92, 0.6],
          [0.92, 0.8],
          [0.78, 0.8],
        ],
        colour: '#e8c7b0',
      },
      {
        points: [
          [0.56, 0.04],
          [0.72, 0.05],
          [0.72, 0.16],
          [0.56, 0.13],
        ],
        colour: '#d7e0c4',
      },
    ],
    trees: [
      [0.14, 0.4],
      [0.16, 0.6],
      [0.84, 0.3],
      [0.88, 0.45],
    ],
    lamps: [
      [0.31, 0.78],
      [0.29, 0.5],
      [0.34, 0.2],
      [0.5, 0.05],
      [0.62, 0.25],
      [0.7, 0.5],
      [0.68, 0.84],
    ],
  },
  remarks: [
    {
      at: [0.85, 0.7],
      author: 33,
      daysAgo: 10,
      body: 'Площадка слишком близко к воде: нужен забор или дальше от берега.',
      answer: {
        resolution: 'partly',
        reply: 'Забор поставим, а отодвинуть нельзя: дальше идёт газовая труба.',
        daysAgo: 6,
      },
    },
    {
      at: [0.38, 0.57],
      author: 18,
      daysAgo: 9,
      body: 'Настил хорошо бы сделать с двумя ступенями к воде, чтобы сидеть.',
    },
    {
      at: [0.64, 0.1],
      author: 52,
      daysAgo: 5,
      body: 'Сцена будет греметь прямо в окна домов на Прудовой. Разверните её к воде.',
    },
  ],
}

const VARIANTS = [
  { title: { ru: 'Тихий берег', en: 'The quiet shore' }, versions: [QUIET, QUIET_AGAIN] },
  { title: { ru: 'Пруд для всех', en: 'A pond for all' }, versions: [OPEN] },
]

/** Two variants of one shore, drawn by ourselves, with what residents have pinned on them. */
export async function demoVariants({ town, spaceIds, processes, residents, plannerId, now }: DemoScene) {
  const outline = readDemo().spaces.find(({ slug }) => slug === SPACE)!.geometry as Polygon
  const by = { townId: town.id, actorId: plannerId }
  const ago = (days: number, minutes = 0) => new Date(now.getTime() - days * DAY_MS + minutes * MINUTE_MS)
  for (const [i, { title, versions }] of VARIANTS.entries()) {
    const id = idAt(ago(versions[0]!.daysAgo, i))
    for (const [before, version] of versions.entries()) {
      const at = ago(version.daysAgo, i)
      const {
        png,
        placement: _,
        pairs,
        width,
        height,
      } = await drawSheet(outline, version.sheet, version.turn)
      const { note, body, works, gains, losses, costRub } = version
      const words = { ...inBoth({ note, body, works, gains, losses }), costMinor: costRub * 100 }
      const source = { file: { name: `${title.ru}.png`, bytes: png }, page: 1 }
      const versionId = idAt(at)
      await withDrawing(town.id, source, async (drawn) => {
        const content = { ...words, ...drawn }
        if (before > 0) return addVersion({ ...by, variantId: id, versionId, content, now: at })
        return createVariant({
          ...by,
          id,
          versionId,
          processId: processes.get(PROCESS)!.id,
          spaceId: spaceIds.get(SPACE)!,
          ...inBoth({ title }),
          optionNumber: null,
          content,
          now: at,
        })
      })
      const { placement, residualsM } = fitPlacement(pairs, 'similarity')
      const placed = { ...placement, method: 'similarity' as const, pairs, residualsM }
      await placeVersion({ ...by, variantId: id, version: before + 1, placement: placed, now: at })
      await publishVariant({ ...by, id, now: at })
      for (const {
        at: [x, y],
        author,
        daysAgo,
        body: said,
        answer,
      } of version.remarks) {
        const remark = await pinRemark({
          id: idAt(ago(daysAgo, i)),
          townId: town.id,
          personId: residents[author - 1]!,
          variantId: id,
          version: before + 1,
          at: [Math.round(x * width), Math.round(y * height)],
          body: said,
          now: ago(daysAgo, i),
        })
        if (!answer) continue
        const { resolution, reply } = answer
        await resolveRemark({ ...by, remarkId: remark.id, resolution, reply, now: ago(answer.daysAgo, i) })
      }
    }
  }
}
