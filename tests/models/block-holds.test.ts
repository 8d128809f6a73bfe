import { expect, test } from 'vitest'
import { decideAppeal, sendAppeal } from '#app/models/appeals.server.ts'
import { blockPerson, liftBlock } from '#app/models/blocks.server.ts'
import { submitComment } from '#app/models/comments.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { listLetters } from '#app/models/letters.server.ts'
import { mergeContributions } from '#app/models/merges.server.ts'
import { decideMany, decideModeration } from '#app/models/moderation.server.ts'
import type { Subject } from '#app/models/subjects.server.ts'
import { undoBatch, undoModeration } from '#app/models/undo-moderation.server.ts'
import { DAY, giveConsents, makePerson, makePin, makeProposal, makeScene } from '../factories.ts'
import { rowOf, townPicture } from './town-picture.ts'

async function scene() {
  const made = await makeScene({ settings: { moderation: 'post' } })
  const townId = made.town.id
  const actor = { townId, actorId: made.moderator.id }
  const personId = made.author.id
  const pin = await makePin(made.here)
  const subject: Subject = { type: 'contribution', id: pin.id }
  const hide = async (about = subject) =>
    (await decideModeration({ ...actor, subject: about, act: 'hide', reason: 'Реклама' })).actId
  const block = (until: Date | null = null) =>
    blockPerson({ ...actor, personId, reason: 'Рассылка', until, hidesContent: true })
  const lift = (blockId: string) => liftBlock({ ...actor, blockId })
  const undo = (actId: string, now?: Date) => undoModeration({ ...actor, actId, now })
  const visibility = async () => (await rowOf(townId, pin.id)).visibility
  return { ...made, townId, actor, pin, subject, hide, block, lift, undo, visibility }
}

test('the hiding of a blocked author’s pin taken back shows it once the block is lifted, as it was', async () => {
  const { townId, author, hide, block, lift, undo, visibility } = await scene()
  const before = await townPicture(townId)
  const actId = await hide()
  const blockId = await block()
  expect(await undo(actId)).toEqual({ visibility: 'hidden', isHeld: true })
  expect(await visibility()).toBe('hidden')
  const told = (await listLetters(500)).filter(({ recipient }) => recipient === author.email)
  expect(told.map(({ template }) => template)).not.toContain('moderation-undo')
  expect(await lift(blockId)).toMatchObject({ restored: 1 })
  expect(await townPicture(townId)).toEqual(before)
})

test('of two blocks the last that is lifted shows it; what the desk decides anew meanwhile stays', async () => {
  const { hide, block, lift, undo, visibility } = await scene()
  const actId = await hide()
  const ids = [await block(), await block()]
  await undo(actId)
  await lift(ids[1]!)
  expect(await visibility()).toBe('hidden')
  await lift(ids[0]!)
  expect(await visibility()).toBe('published')

  const other = await scene()
  const first = await other.hide()
  const blockId = await other.block()
  await other.undo(first)
  await decideModeration({ ...other.actor, subject: other.subject, act: 'restore', reason: '' })
  await other.hide()
  await other.lift(blockId)
  expect(await other.visibility()).toBe('hidden')
})

test('a block whose time is over, or that was lifted, holds nothing back', async () => {
  const { hide, block, undo, visibility } = await scene()
  const actId = await hide()
  await block(new Date(Date.now() + DAY))
  expect(await undo(actId, new Date(Date.now() + 2 * DAY))).toEqual({
    visibility: 'published',
    isHeld: false,
  })
  expect(await visibility()).toBe('published')

  const lifted = await scene()
  const first = await lifted.hide()
  await lifted.lift(await lifted.block())
  expect(await lifted.visibility()).toBe('hidden')
  await lifted.undo(first)
  expect(await lifted.visibility()).toBe('published')
})

test('an appeal against the hiding is granted all the same, and the letter says what is still hidden', async () => {
  const { townId, author, subject, hide, block, lift, visibility } = await scene()
  await hide()
  const appealId = await sendAppeal({ townId, personId: author.id, subject, body: 'Это не реклама' })
  const blockId = await block()
  const other = await makePerson()
  await decideAppeal({ townId, actorId: other.id, appealId, outcome: 'granted', answer: 'Прочитано' })
  expect(await visibility()).toBe('hidden')
  const told = (await listLetters(500)).filter(({ recipient }) => recipient === author.email)
  expect(told.map(({ template }) => template)).toContain('appeal-granted-held')
  await lift(blockId)
  expect(await visibility()).toBe('published')
})

test('so are comments, and pictures that a merge brought into another’s entry, also undone together', async () => {
  const { townId, actor, here, author, pin, block, lift } = await scene()
  const host = await makePerson()
  await giveConsents(host)
  const photo = { id: newId(), alt: 'Вид', width: 10, height: 10 }
  const from = await makeProposal({ ...here, personId: author.id, photos: [photo] })
  const into = await makeProposal({ ...here, personId: host.id })
  const said = await submitComment({
    id: newId(),
    townId,
    personId: author.id,
    contributionId: into.id,
    parentId: null,
    body: 'Скидки тут',
  })
  await mergeContributions({ ...actor, fromId: from.id, intoId: into.id, reason: 'Об одном' })
  const before = await townPicture(townId)
  const { batchId } = await decideMany({
    ...actor,
    subjects: [
      { type: 'comment', id: said.id },
      { type: 'photo', id: photo.id },
      { type: 'contribution', id: pin.id },
    ],
    act: 'hide',
    reason: 'Реклама',
  })
  const blockId = await block()
  expect(await undoBatch({ ...actor, batchId })).toEqual({ undone: 3, held: 3, left: 0 })
  const during = await townPicture(townId)
  expect(during.said.map((row) => row.visibility)).toEqual(['hidden'])
  expect(during.shown.map((row) => row.visibility)).toEqual(['hidden'])
  await lift(blockId)
  expect(await townPicture(townId)).toEqual(before)
})
