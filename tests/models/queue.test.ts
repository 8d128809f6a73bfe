import { expect, test } from 'vitest'
import { listCitedPins } from '#app/models/citations.server.ts'
import { submitComment } from '#app/models/comments.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { editContribution } from '#app/models/own-contributions.server.ts'
import { listQueue } from '#app/models/queue.server.ts'
import { countQueue } from '#app/models/queue-keys.server.ts'
import { reportSubject } from '#app/models/reports.server.ts'
import { makePerson, makePin, makeProposal, makeScene } from '../factories.ts'

test('the queue shows the longest-waiting, whatever they wait for, and counts them all', async () => {
  const { town, here, author } = await makeScene({ settings: { moderation: 'post' } })
  const townId = town.id
  const pins = []
  // Of different people and in different words: no hint is to bring any of them here.
  for (const body of ['Яма у школы', 'Нет урны на площади', 'Сломана скамья', 'Тёмный проход к реке'])
    pins.push(await makePin({ ...here, body, personId: (await makePerson()).id }))
  const [old, edited, reported, calm] = pins
  const comment = await submitComment({
    townId,
    personId: author.id,
    contributionId: calm!.id,
    id: newId(),
    parentId: null,
    body: 'Реплика',
    isOfficial: false,
  })
  const reader = await makePerson()
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000)
  const report = (type: 'contribution' | 'comment', id: string, now: Date) =>
    reportSubject({ townId, personId: reader.id, subject: { type, id }, reason: 'spam', note: '', now })
  await report('contribution', reported!.id, at(3))
  await report('comment', comment.id, at(1))
  // The oldest of all, reported last: it waits since the report.
  await report('contribution', old!.id, at(4))
  await editContribution({ townId, personId: edited!.authorId!, id: edited!.id, body: 'Иначе', now: at(2) })

  const ids = async (limit?: number) => (await listQueue(townId, { limit })).map((item) => item.subject.id)
  const all = [comment.id, edited!.id, reported!.id, old!.id]
  expect(await ids()).toEqual(all)
  expect(await ids(2)).toEqual(all.slice(0, 2))
  expect(await ids(3)).toEqual(all.slice(0, 3))
  expect(await countQueue(townId)).toBe(4)
  const other = await makeScene()
  expect(await countQueue(other.town.id)).toBe(0)
})

test('the queue tells the place, the topic and the cost of an entry, and the pins that it rests on', async () => {
  const { town, author, here } = await makeScene()
  const first = await makePin(here)
  const second = await makePin(here)
  const proposal = await makeProposal({
    ...here,
    costMinor: 12_300,
    citedPinIds: [second.id, first.id],
  })
  await editContribution({ townId: town.id, personId: author.id, id: proposal.id, body: 'Иначе' })
  const item = (await listQueue(town.id)).find(({ subject }) => subject.id === proposal.id)!
  const { costMinor, placePrecision, placeText, lng, lat, categoryId, spaceId } = proposal
  expect(item.entry).toMatchObject({ costMinor, placePrecision, placeText, lng, lat, categoryId, spaceId })
  const cited = await listCitedPins(town.id, [proposal.id])
  expect(cited.get(proposal.id)?.map((pin) => pin.number)).toEqual([first.number, second.number])
  expect(await listCitedPins(town.id, [])).toEqual(new Map())
})
