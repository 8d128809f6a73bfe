import { sendAppeal } from '#app/models/appeals.server.ts'
import { assignContribution } from '#app/models/assignments.server.ts'
import { blockPerson } from '#app/models/blocks.server.ts'
import { mergeContributions } from '#app/models/merges.server.ts'
import { decideModeration } from '#app/models/moderation.server.ts'
import type { DemoPin } from './demo-data.server.ts'
import type { DemoEntry, DemoScene } from './demo-rows.server.ts'
import { DAY_MS } from './demo-time.server.ts'

/** Says what pin-22 says already: the moderator has merged the two. */
const SAME_AGAIN: DemoPin = {
  key: 'pin-again',
  kind: 'problem',
  process: 'embankment',
  space: 'naberezhnaya',
  at: [45.60902, 57.41595],
  place: { ru: 'край набережной за Соляной', en: 'the end of the embankment past Solyanaya' },
  body: {
    ru: 'Борщевик за Соляной выше человека, к воде уже не пройти. Косить надо до цветения, а не после.',
    en: 'The hogweed past Solyanaya is taller than a person, and one can no longer get to the water. It has to be mown before it flowers, not after.',
  },
  daysAgo: 3,
  supports: 6,
  author: 29,
  comments: [],
}

/** Hidden by the moderator; its author has answered. */
const ADVERT: DemoPin = {
  key: 'pin-advert',
  kind: 'idea',
  process: 'embankment',
  space: 'naberezhnaya',
  at: [45.60312, 57.41442],
  place: { ru: 'у спуска к лодкам', en: 'by the steps to the boats' },
  body: {
    ru: 'Катаю на лодке до острова и обратно, отправление у спуска каждый час, недорого, дети бесплатно.',
    en: 'I row people to the island and back, leaving from the steps every hour, cheap, children free.',
  },
  daysAgo: 6,
  supports: 0,
  author: 51,
  comments: [],
}

export const DESK_PINS = [SAME_AGAIN, ADVERT]

/** A synthetic resident who may not write for a week. */
const BLOCKED = 58

/** What the moderator of the demo has done lately: a merge, a decision that is appealed, a block, an assignment. */
export async function demoDeskWork(scene: DemoScene, entries: DemoEntry[]) {
  const find = (key: string) => entries.find(({ source }) => source.key === key)!.row
  const { now, moderatorId: actorId, adminId } = scene
  const townId = scene.town.id
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS)
  const [advert, again] = [find(ADVERT.key), find(SAME_AGAIN.key)]
  await decideModeration({
    townId,
    actorId,
    subject: { type: 'contribution', id: advert.id },
    act: 'hide',
    reason: 'Сообщение является рекламой и не относится к обсуждению.',
    now: ago(5),
  })
  await sendAppeal({
    townId,
    personId: advert.authorId!,
    subject: { type: 'contribution', id: advert.id },
    body: 'Это не реклама, а предложение: пусть у спуска будет перевоз, как раньше. Цену могу убрать.',
    now: ago(4),
  })
  await mergeContributions({
    townId,
    actorId,
    fromId: again.id,
    intoId: find('pin-22').id,
    reason: 'Обе записи о борщевике за Соляной.',
    now: ago(2),
  })
  await blockPerson({
    townId,
    actorId,
    personId: scene.residents[BLOCKED - 1]!,
    reason: 'Одно и то же сообщение под многими записями.',
    until: new Date(now.getTime() + 5 * DAY_MS),
    hidesContent: false,
    now: ago(2),
  })
  await assignContribution({
    townId,
    actorId: adminId,
    contributionId: find('prop-02').id,
    to: { personId: actorId, dueAt: new Date(now.getTime() + 6 * DAY_MS) },
    now: ago(1),
  })
}
