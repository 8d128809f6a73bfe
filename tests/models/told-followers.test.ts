import { describe, expect, test } from 'vitest'
import { answerContribution, changeStatus } from '#app/models/answers.server.ts'
import { follow } from '#app/models/follows.server.ts'
import { listLetters } from '#app/models/letters.server.ts'
import { mergeContributions } from '#app/models/merges.server.ts'
import { decideModeration } from '#app/models/moderation.server.ts'
import { listWaitingEvents } from '#app/models/notice-events.server.ts'
import { setNoticeWishes } from '#app/models/notice-settings.server.ts'
import { moveContribution } from '#app/models/rearrange.server.ts'
import { supportContribution } from '#app/models/supports.server.ts'
import { makePin, makeScene } from '../factories.ts'
import { lettersTo, makeReaders, tellAll } from './readers.ts'

describe('who supports or follows a pin', () => {
  test('is told once that it was moved, unless they have switched that off or wrote it', async () => {
    const { town, author, moderator, here } = await makeScene()
    const townId = town.id
    const pin = await makePin(here)
    const [supporter, follower, both, deaf, half, coAuthor] = await makeReaders(6)
    const supported = (person: { id: string }) =>
      supportContribution({ townId, personId: person.id, contributionId: pin.id })
    for (const person of [supporter!, both!, deaf!, half!]) await supported(person)
    for (const person of [follower!, both!, deaf!, author])
      await follow({ townId, personId: person.id, subjectType: 'contribution', subjectId: pin.id })
    // Who wrote what was taken in has a letter as an author, and none as a supporter.
    const second = await makePin({ ...here, personId: coAuthor!.id })
    const merge = { townId, actorId: moderator.id, fromId: second.id, intoId: pin.id, reason: 'Об одном' }
    await mergeContributions(merge)
    await supported(coAuthor!)
    const before = new Set((await listLetters(1000)).map(({ id }) => id))
    for (const channel of ['email', 'push'] as const)
      await setNoticeWishes(deaf!.id, [{ kind: 'status', channel, isOn: false }])
    await setNoticeWishes(half!.id, [{ kind: 'status', channel: 'push', isOn: false }])
    const to = { lng: pin.lng! + 0.0005, lat: pin.lat! }
    const move = { townId, actorId: moderator.id, contributionId: pin.id, to, reason: 'Столб у моста' }
    await moveContribution(move)
    await tellAll()
    await tellAll()
    const told = async (person: { id: string }) =>
      (await lettersTo(person.id))
        .filter(({ id }) => !before.has(id))
        .map(({ template, kind, params }) => [template, kind, params.reason, params.number])
    for (const person of [supporter!, follower!, both!, half!])
      expect(await told(person)).toEqual([['move-followed', 'status', 'Столб у моста', pin.number]])
    for (const person of [author, coAuthor!])
      expect(await told(person)).toEqual([['move', 'decision', 'Столб у моста', pin.number]])
    expect(await told(deaf!)).toEqual([])
    expect(await listWaitingEvents()).toEqual([])
  })

  test('is not told of a move of what is not public', async () => {
    const { town, author, moderator, here } = await makeScene()
    const townId = town.id
    const pin = await makePin(here)
    const [supporter] = await makeReaders(1)
    await supportContribution({ townId, personId: supporter!.id, contributionId: pin.id })
    const subject = { type: 'contribution' as const, id: pin.id }
    await decideModeration({ townId, actorId: moderator.id, subject, act: 'hide', reason: 'Реклама' })
    const to = { lng: pin.lng! + 0.0005, lat: pin.lat! }
    await moveContribution({ townId, actorId: moderator.id, contributionId: pin.id, to, reason: 'Точнее' })
    await tellAll()
    expect(await lettersTo(supporter!.id)).toEqual([])
    expect((await lettersTo(author.id)).map(({ template }) => template).sort()).toEqual([
      'moderation-hide',
      'move',
    ])
  })

  test('hears of no status and no answer while the kind is off, and of them again when it is on', async () => {
    const { town, moderator, here } = await makeScene()
    const townId = town.id
    const pin = await makePin(here)
    const [supporter, follower] = await makeReaders(2)
    await supportContribution({ townId, personId: supporter!.id, contributionId: pin.id })
    const wish = { townId, subjectType: 'contribution' as const, subjectId: pin.id }
    await follow({ ...wish, personId: follower!.id })
    const turn = (isOn: boolean) =>
      Promise.all(
        [supporter!, follower!].map(({ id }) =>
          setNoticeWishes(id, [
            { kind: 'status', channel: 'email', isOn },
            { kind: 'status', channel: 'push', isOn },
          ]),
        ),
      )
    const about = { townId, actorId: moderator.id, contributionId: pin.id }
    await turn(false)
    await changeStatus({ ...about, status: 'review' })
    await answerContribution({ ...about, decision: 'accepted', status: 'planned', body: 'Сделаем.' })
    await tellAll()
    for (const { id } of [supporter!, follower!]) expect(await lettersTo(id)).toEqual([])
    await turn(true)
    await changeStatus({ ...about, status: 'done' })
    await tellAll()
    for (const { id } of [supporter!, follower!])
      expect((await lettersTo(id)).map(({ template }) => template)).toEqual(['status-followed'])
  })
})
