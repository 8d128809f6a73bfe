import type { NewStaffAct } from '#app/models/staff-acts.server.ts'
import type { revisions } from '#db/schema/contributions.server.ts'
import type { reports } from '#db/schema/staff.server.ts'
import { type Both, type DemoPin, inBoth } from './demo-data.server.ts'
import type { CommentRow, DemoEntry, DemoScene } from './demo-rows.server.ts'
import { DAY_MS, idAt } from './demo-time.server.ts'

const HOUR_MS = 3_600_000

/** Sent back by the moderator, put right by its author, and waiting for the desk again. */
export const HELD_PIN: DemoPin = {
  key: 'pin-held',
  kind: 'problem',
  process: 'embankment',
  space: 'naberezhnaya',
  at: [45.60418, 57.41473],
  place: { ru: 'у моста, со стороны Рыбной', en: 'by the bridge, on the Rybnaya side' },
  body: {
    ru: 'Под мостом с весны лежит перевёрнутый причал. Дети прыгают с него в воду, а из досок торчат гвозди.',
    en: 'An overturned pier has been lying under the bridge since spring. Children jump off it, and nails stick out of the boards.',
  },
  daysAgo: 4,
  supports: 0,
  author: 41,
  comments: [],
}

const HELD_BEFORE =
  'Под мостом лежит перевёрнутый причал, это бросил хозяин синей лодки, телефон у него на борту написан.'
const RETURN_REASON =
  'В тексте есть личные данные: по телефону на борту узнаётся человек. Уберите это и отправьте снова.'

const HELD_COMMENT: { proposal: string; author: number; body: Both } = {
  proposal: 'prop-21',
  author: 36,
  body: {
    ru: 'А зимой под крышей торговать можно будет? У меня яйца и мёд, мне навес нужен как раз в мороз.',
    en: 'Will we be able to trade under the roof in winter too? I sell eggs and honey, and frost is when I need a canopy.',
  },
}

export interface DemoDesk {
  comments: CommentRow[]
  reports: (typeof reports.$inferInsert)[]
  revisions: (typeof revisions.$inferInsert)[]
  acts: NewStaffAct[]
}

/** What waits for the moderator of the demo: an edited pin, a comment to be read first, and two complaints. */
export function demoDesk(scene: DemoScene, entries: DemoEntry[]): DemoDesk {
  const find = (key: string) => entries.find(({ source }) => source.key === key)!
  const ago = (ms: number) => new Date(scene.now.getTime() - ms)
  const complaint = (number: number, at: Date) => ({
    townId: scene.town.id,
    id: idAt(at),
    reporterId: scene.residents[number - 1]!,
    createdAt: at,
    settledAt: null,
    settledBy: null,
  })
  const [flood, hogweed, market] = [find('pin-20'), find('pin-22'), find(HELD_COMMENT.proposal)]
  return {
    ...holdPin(scene, find(HELD_PIN.key)),
    comments: [
      {
        townId: scene.town.id,
        id: idAt(ago(5 * HOUR_MS)),
        contributionId: market.row.id,
        parentId: null,
        authorId: scene.residents[HELD_COMMENT.author - 1]!,
        isOfficial: false,
        ...inBoth({ body: HELD_COMMENT.body }),
        visibility: 'pending',
        createdAt: ago(5 * HOUR_MS),
      },
    ],
    reports: [
      {
        ...complaint(27, ago(DAY_MS)),
        subjectType: 'comment',
        subjectId: flood.comments[0]!.id,
        contributionId: flood.row.id,
        reason: 'personal-data',
        note: 'Здесь узнаётся конкретный человек.',
      },
      {
        ...complaint(44, ago(9 * HOUR_MS)),
        subjectType: 'contribution',
        subjectId: hogweed.row.id,
        contributionId: hogweed.row.id,
        reason: 'off-topic',
        note: 'Это про покос травы, а не про набережную.',
      },
    ],
  }
}

function holdPin(
  { town, moderatorId, now }: DemoScene,
  { row }: DemoEntry,
): Pick<DemoDesk, 'revisions' | 'acts'> {
  const returnedAt = new Date(now.getTime() - 2 * DAY_MS)
  const editedAt = new Date(now.getTime() - DAY_MS - 3 * HOUR_MS)
  Object.assign(row, { visibility: 'pending', updatedAt: editedAt, editedAt, reviewedAt: returnedAt })
  const { title, placeText, lng, lat, geometry, spaceId, categoryId, costMinor } = row
  return {
    revisions: [
      {
        townId: town.id,
        id: idAt(editedAt),
        contributionId: row.id,
        editorId: row.authorId!,
        createdAt: editedAt,
        before: {
          visibility: 'returned',
          title,
          body: HELD_BEFORE,
          placeText,
          lng,
          lat,
          geometry,
          spaceId,
          categoryId,
          costMinor,
        },
      },
    ],
    acts: [
      {
        townId: town.id,
        id: idAt(returnedAt),
        actorId: moderatorId,
        act: 'moderation.return',
        subjectType: 'contribution',
        subjectId: row.id,
        contributionId: row.id,
        reason: RETURN_REASON,
        before: { visibility: 'published', reports: [], reviewedAt: null },
        after: { visibility: 'returned' },
        now: returnedAt,
      },
    ],
  }
}
