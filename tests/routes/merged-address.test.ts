import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nameIn } from '#app/domain/default-names.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { expectRefused, LANGUAGES, wordsIn } from './helpers/refused.ts'
import { rowOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { sendOne, TOWN } from './helpers/town.ts'
import { type Visitor, visit, visitAs } from './helpers/visitor.ts'

let site: Site
let moderator: Visitor
const as = (name: Parameters<typeof visitAs>[1]) => visitAs(site.origin, name)
beforeAll(async () => {
  site = await startSite()
  moderator = as('moderator')
})
afterAll(() => site?.stop())

const at = (number: number, under = '') => `${TOWN}/${number}${under}`
async function merge(from: number, into: number) {
  const fields = { intent: 'merge', into: String(into), reason: 'Об одном и том же' }
  const answer = await moderator.post(at(from, '/desk'), fields)
  expect(answer.location).toBe(`${at(into, '/desk')}?saved=merge`)
}
async function undo(fromId: string, into: number) {
  const { id } = rowOf<{ id: string }>(
    site,
    'select id from merges where from_id = ? and undone_at is null',
    fromId,
  )
  const answer = await moderator.post(at(into, '/desk'), { intent: 'undo-merge', mergeId: id })
  expect(answer.location).toBe(`${at(into, '/desk')}?saved=undo-merge`)
}
/** The public name of one of the tests' people. */
const pseudonymOf = (email: string) =>
  rowOf<{ pseudonym: string }>(site, 'select pseudonym from people where email = ?', email).pseudonym

describe('the address of a proposal that was merged into another', () => {
  test('leads there for everybody, with its feed and the page of its edit, until the merge is undone', async () => {
    const from = await sendOne(site, as('anna'), 'proposal')
    const into = await sendOne(site, as('boris'), 'proposal')
    const readers = [visit(site.origin), as('anna'), as('boris'), moderator]
    const answersTo = async (under: string, who: Visitor) => {
      const { status, location } = await who.get(at(from.number, under))
      return [status, location]
    }
    for (const reader of readers) expect(await answersTo('', reader)).toEqual([200, ''])

    await merge(from.number, into.number)
    for (const reader of readers) {
      expect(await answersTo('', reader)).toEqual([302, at(into.number)])
      expect(await answersTo('/feed.atom', reader)).toEqual([302, at(into.number, '/feed.atom')])
      expect(await answersTo('/edit', reader)).toEqual([302, at(into.number)])
    }
    const [reader] = readers as [Visitor]
    expect(await answersTo('/feed.atom?lang=en', reader)).toEqual([
      302,
      at(into.number, '/feed.atom?lang=en'),
    ])
    // A browser that remembers it for good would not come back after an undo.
    expect((await reader.get(at(from.number))).headers.get('cache-control') ?? '').not.toContain('max-age')
    expect((await reader.get(at(into.number))).text).toContain(into.title)

    await undo(from.id, into.number)
    for (const reader of readers) {
      expect(await answersTo('', reader)).toEqual([200, ''])
      expect(await answersTo('/feed.atom', reader)).toEqual([200, ''])
    }
    expect(await answersTo('/edit', as('anna'))).toEqual([200, ''])
    expect((await reader.get(at(from.number))).text).toContain(from.title)
  })

  test('passes a support and a comment on, takes no change, and is the staff’s to look at', async () => {
    const from = await sendOne(site, as('anna'), 'proposal')
    const into = await sendOne(site, as('boris'), 'proposal')
    await merge(from.number, into.number)
    const tally = () => rowOf(site, 'select supports, comments from contributions where id = ?', into.id)
    expect(tally()).toEqual({ supports: 0, comments: 0 })
    const act = (fields: Record<string, string>) => as('vera').post(`${at(from.number)}?index`, fields)
    await act({ intent: 'support' })
    await act({ intent: 'support' })
    const comment = { intent: 'comment', id: newId(), body: 'Пишу со старой страницы' }
    expect((await act(comment)).location).toBe(`${at(into.number)}#c-${comment.id}`)
    expect(tally()).toEqual({ supports: 1, comments: 1 })
    await act({ intent: 'withdraw-support' })
    expect(tally()).toEqual({ supports: 0, comments: 1 })
    const edit = (who: Visitor) =>
      who.send(at(from.number, '/edit'), { title: 'Иначе', body: 'Другой текст' })
    await expectRefused(site, as('anna'), edit, 409, 'contribution.not-published')
    for (const lang of LANGUAGES) {
      await moderator.speak(lang)
      const { status, text } = await moderator.get(at(from.number, '/desk'))
      expect(status).toBe(200)
      expect(wordsIn(text)).toContain(tOf(lang)('desk.entry.mergedInto', { number: into.number }))
      expect(text).toContain(`href="${at(into.number, '/desk')}"`)
      expect(text).not.toContain('name="intent" value="merge"')
    }
    await moderator.speak('ru')
    expect((await as('anna').get(at(from.number, '/desk'))).status).toBe(403)
  })

  test('leads on when the other is merged on, and its author is named on the page at the end', async () => {
    const first = await sendOne(site, as('anna'), 'proposal')
    const second = await sendOne(site, as('boris'), 'proposal')
    const third = await sendOne(site, as('vera'), 'proposal')
    await merge(first.number, second.number)
    await merge(second.number, third.number)
    const reader = visit(site.origin)
    for (const { number } of [first, second])
      expect((await reader.get(at(number))).location).toBe(at(third.number))
    const names = ['vera', 'anna', 'boris'].map((name) => pseudonymOf(`${name}@example.org`))
    for (const lang of LANGUAGES) {
      await reader.speak(lang)
      const [a, b, c] = names.map((name) => nameIn(name, lang))
      const line = lang === 'ru' ? `Авторы: ${a}, ${b} и ${c}` : `By ${a}, ${b} and ${c}`
      expect(wordsIn((await reader.get(at(third.number))).text)).toContain(line)
    }
    await undo(second.id, third.number)
    await reader.speak('ru')
    expect((await reader.get(at(first.number))).location).toBe(at(second.number))
    const words = wordsIn((await reader.get(at(third.number))).text)
    expect(words).toContain(`Автор: ${names[0]}`)
    expect(words).not.toContain(names[1])
  })
})
