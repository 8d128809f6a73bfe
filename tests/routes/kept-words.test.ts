import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectRefused, expectSays, sentence } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { PROCESS, processId, sendOne, TOWN } from './helpers/town.ts'
import { type Answer, type Visitor, visit, visitAs } from './helpers/visitor.ts'

let site: Site
let anna: Visitor
let admin: Visitor
beforeAll(async () => {
  site = await startSite()
  anna = visitAs(site.origin, 'anna')
  admin = visitAs(site.origin, 'admin')
})
afterAll(() => site?.stop())

const typedIn = (answer: Answer, name: string) =>
  new RegExp(`<input[^>]*name="${name}"[^>]*value="([^"]*)"|<input[^>]*value="([^"]*)"[^>]*name="${name}"`)
    .exec(answer.text)
    ?.slice(1)
    .find((value) => value !== undefined)

describe('a refused change of an own entry, sent without scripts, keeps what was typed', () => {
  const typed = 'Новые слова, которые долго писали'
  const change = (number: number, me: Visitor) =>
    me.send(`${TOWN}/${number}/edit`, { body: typed, placeText: 'у новой лавки' })

  test('when somebody has supported it meanwhile', async () => {
    const { number } = await sendOne(site, anna, 'pin')
    await visitAs(site.origin, 'boris').post(`${TOWN}/${number}?index`, { intent: 'support' })
    const answer = await change(number, anna)
    expectSays(answer, 409, 'ru', sentence('ru', 'contribution.has-supports'))
    expect(answer.text).toContain(typed)
    expect(typedIn(answer, 'placeText')).toBe('у новой лавки')
  })

  test('when the session has ended, also of what others may not see', async () => {
    for (const visibility of ['published', 'returned']) {
      const { number, id, title } = await sendOne(site, anna, 'pin')
      if (visibility === 'returned')
        await visitAs(site.origin, 'moderator').post(`${TOWN}/desk`, {
          intent: 'decide',
          act: 'return',
          subject: 'contribution',
          subjectId: id,
          number: String(number),
          reason: 'Уточните место',
        })
      const answer = await change(number, visit(site.origin))
      expectSays(answer, 401, 'ru', sentence('ru', 'person.not-signed-in'))
      expect(answer.text).toContain(typed)
      if (visibility === 'returned') expect(answer.text).not.toContain(title)
    }
  })

  test('when it is somebody else’s, and without a word of what is not public', async () => {
    const { number, id, title } = await sendOne(site, anna, 'pin')
    await visitAs(site.origin, 'moderator').post(`${TOWN}/desk`, {
      intent: 'decide',
      act: 'hide',
      subject: 'contribution',
      subjectId: id,
      number: String(number),
      reason: 'Проверка',
    })
    const answer = await change(number, visitAs(site.origin, 'boris'))
    expectSays(answer, 404, 'ru', sentence('ru', 'contribution.not-found'))
    expect(answer.text).toContain(typed)
    expect(answer.text).not.toContain(title)
  })
})

describe('new dates of a process', () => {
  const phases = () =>
    rowsOf<{ id: string; kind: string }>(
      site,
      'select f.id, f.kind from phases f join processes p on p.id = f.process_id where p.slug = ? order by f.starts_at',
      PROCESS.collect,
    )
  /** All phases a year apart, but for what is changed. */
  function dates(change: (phase: string) => Record<string, string>) {
    const list = phases()
    const all = list.map(({ id }, i) => ({
      [`starts-${id}`]: `${2030 + i}-01-01T00:00`,
      [`ends-${id}`]: `${2030 + i}-12-01T00:00`,
    }))
    return Object.assign(
      { intent: 'dates', process: processId(site, 'collect'), phase: list.map(({ id }) => id) },
      ...all,
      change(list[0]!.id),
    ) as Record<string, string | string[]>
  }
  const page = `${TOWN}/admin/processes`

  test.each(['0000-01-01T00:00', '9999-12-31T23:59', '0001-01-01T00:00', '2026-02-31T10:00', 'скоро', ''])(
    'that begin at “%s” are refused at their field and stay in the form',
    async (wrong) => {
      const fields = () => dates((id) => ({ [`starts-${id}`]: wrong }))
      await expectRefused(site, admin, (me) => me.post(page, fields()), 400, 'form')
      await admin.speak('ru')
      const answer = await admin.post(page, fields())
      const { id } = phases()[1]!
      expect(typedIn(answer, `starts-${id}`)).toBe('2031-01-01T00:00')
      expect(answer.text).toContain('Укажите дату')
      expect(answer.text).toMatch(/<details open=""/)
    },
  )

  test('that do not follow one another are refused by that sentence and stay in the form', async () => {
    const fields = dates((id) => ({ [`ends-${id}`]: '2029-01-01T00:00' }))
    await expectRefused(site, admin, (me) => me.post(page, fields), 400, 'phases.bad-order')
    const answer = await admin.post(page, fields)
    expect(typedIn(answer, `ends-${phases()[0]!.id}`)).toBe('2029-01-01T00:00')
  })
})

test('a new process without a phase is refused by that sentence, and keeps its boxes as they were', async () => {
  const space = rowOf<{ id: string }>(site, 'select id from spaces order by id').id
  const fields = {
    title: 'Двор',
    slug: 'dvor',
    question: 'Каким быть двору?',
    spaces: space,
    'collect.acts': 'comment',
    'collect.moderation': 'pre',
  }
  await expectRefused(site, admin, (me) => me.post(`${TOWN}/admin/processes`, fields), 400, 'phases.none')
  const { text } = await admin.post(`${TOWN}/admin/processes`, fields)
  const main = text.slice(text.indexOf('<main'), text.indexOf('</main'))
  const checked = [...main.matchAll(/<input[^>]*checked=""[^>]*>/g)].map(([tag]) => tag)
  expect(checked.map((tag) => /value="([^"]*)"/.exec(tag)?.[1]).sort()).toEqual(['comment', space].sort())
  expect(text).toMatch(/name="collect\.moderation"[\s\S]*?<option value="pre" selected=""/)
})

test('a year past the ends of the calendar is refused in a new process, too', async () => {
  for (const year of ['0000', '9999']) {
    const fields = {
      title: 'Двор',
      slug: 'dvor',
      question: 'Каким быть двору?',
      'collect.include': 'on',
      'collect.startsAt': `${year}-12-31T23:59`,
    }
    await expectRefused(site, admin, (me) => me.post(`${TOWN}/admin/processes`, fields), 400, 'form')
  }
})
