import { expect, test } from 'vitest'
import { newId } from '#app/models/ids.server.ts'
import { listLetters } from '#app/models/letters.server.ts'
import { getMergedInto } from '#app/models/merged-into.server.ts'
import { listOwnPhotos } from '#app/models/merged-photos.server.ts'
import { mergeContributions } from '#app/models/merges.server.ts'
import { editContribution, withdrawContribution } from '#app/models/own-contributions.server.ts'
import { recount } from '#app/models/recount.server.ts'
import { undoMerge } from '#app/models/undo-merge.server.ts'
import { loadLog } from '#app/routes/$town.log/load.server.ts'
import { giveConsents, makePeople, makeProposal, makeScene } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'
import { rowOf, townPicture } from './town-picture.ts'

const picture = () => ({ id: newId(), alt: 'Спуск', width: 10, height: 10 })

/** A proposal with pictures taken into another author's, which nobody else supports. */
async function hosted() {
  const { town, here, moderator } = await makeScene({ settings: { moderation: 'post' } })
  const townId = town.id
  const [writer, host] = await makePeople(2)
  await giveConsents(writer!, host!)
  const [brought, own] = [[picture(), picture()], picture()]
  const from = await makeProposal({ ...here, personId: writer!.id, photos: brought })
  const into = await makeProposal({ ...here, personId: host!.id, photos: [own] })
  const before = await townPicture(townId)
  const actor = { townId, actorId: moderator.id }
  const mergeId = await mergeContributions({ ...actor, fromId: from.id, intoId: into.id, reason: 'Об одном' })
  const undo = () => undoMerge({ ...actor, mergeId, intoId: into.id })
  const edit = { townId, personId: host!.id, id: into.id, title: into.title, body: 'Новые слова о спуске.' }
  return { town, townId, writer: writer!, host: host!, from, into, brought, own, before, undo, edit }
}

test('whoever hosts a merged entry changes their own pictures, and neither removes nor describes the other’s', async () => {
  const { townId, from, into, brought, own, before, undo, edit } = await hosted()
  await expectRefusal(editContribution({ ...edit, removedPhotoIds: [brought[0]!.id] }), 'photo.of-another')
  await expectRefusal(
    editContribution({ ...edit, removedPhotoIds: [own.id, brought[1]!.id] }),
    'photo.of-another',
  )
  expect((await listOwnPhotos(townId, into.id)).map(({ id }) => id)).toEqual([own.id])
  const added = [picture(), picture()]
  await editContribution({
    ...edit,
    removedPhotoIds: [own.id],
    photos: added,
    photoAlts: [{ id: brought[0]!.id, alt: 'Подменённые слова' }],
  })
  expect((await listOwnPhotos(townId, into.id)).map(({ id }) => id)).toEqual(added.map(({ id }) => id))
  await undo()
  const of = (shown: typeof before.shown) => shown.filter((row) => row.contributionId === from.id)
  expect(of((await townPicture(townId)).shown)).toEqual(of(before.shown))
})

test('a host who takes the own entry back leaves the other one as it was, and its author hears of it', async () => {
  const { townId, writer, from, into, before } = await hosted()
  await withdrawContribution({ townId, personId: into.authorId!, id: into.id })
  expect(await rowOf(townId, into.id)).toMatchObject({ visibility: 'withdrawn' })
  expect(await rowOf(townId, from.id)).toEqual(before.sent.find((row) => row.id === from.id))
  expect(await getMergedInto(townId, from.number)).toBeNull()
  const shown = (await townPicture(townId)).shown
  expect(shown).toEqual(before.shown)
  const told = (await listLetters(500)).filter(({ recipient }) => recipient === writer.email)
  expect(told.map(({ template }) => template)).toContain('merge-undo')
  expect(await recount()).toEqual([])
})

test('the log of the staff says that it was the author, without a name, and of the staff who of them', async () => {
  const { town, townId, host, into } = await hosted()
  await withdrawContribution({ townId, personId: host.id, id: into.id })
  const { rows } = await loadLog({ town, locale: 'ru' }, null)
  const [ended, made] = rows
  expect(ended).toMatchObject({ act: 'merge.leave', actor: 'автор записи' })
  expect(made).toMatchObject({ act: 'merge', isUndone: true })
  expect(JSON.stringify(rows)).not.toContain(host.pseudonym)

  const other = await hosted()
  await other.undo()
  const [undone] = (await loadLog({ town: other.town, locale: 'ru' }, null)).rows
  expect(undone!.act).toBe('merge.undo')
  expect(undone!.actor).not.toBe('автор записи')
})
