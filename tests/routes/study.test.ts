import { afterAll, beforeAll, expect, test } from 'vitest'
import { PLACE_AUDIT } from '#app/domain/study/place-audit.ts'
import { newBallotId, newId } from '#app/models/ids.server.ts'
import { hidden } from './helpers/hidden.ts'
import { wordsIn } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { TOWN } from './helpers/town.ts'
import { type Visitor, visit, visitAs } from './helpers/visitor.ts'

const SPACE = `${TOWN}/spaces/vokzalnaya-ploshchad`
const FORMS = `${TOWN}/admin/forms`

let site: Site
let planner: Visitor
beforeAll(async () => {
  site = await startSite()
  planner = visitAs(site.origin, 'planner')
  await planner.speak('en')
})
afterAll(() => site?.stop())

/** A whole answer to the audit, as its form without scripts would send it. */
async function auditFields(visitor: Visitor, change: Record<string, string> = {}) {
  const page = await visitor.get(`${SPACE}/audit`)
  const questions = PLACE_AUDIT.content.questions
  const marks = questions.flatMap(({ id, type }) => (type === 'scale' ? [[`q-${id}`, '6'] as const] : []))
  return {
    round: hidden(page, 'round'),
    version: hidden(page, 'version'),
    ...Object.fromEntries(marks),
    ...{ 'q-group': 'resident', 'q-on-site': 'yes', 'q-season': 'autumn', 'q-good': '', 'q-change': '' },
    ...change,
  }
}
const inRound = (round: string) =>
  rowsOf<{ values: string }>(site, 'select "values" from study_answers where round_id = ?', round)

test('anybody answers once in a round: by browser, by account, however often it is sent', async () => {
  const resident = visit(site.origin)
  await resident.speak('en')
  const fields = await auditFields(resident)
  const before = inRound(fields.round).length
  const half = await resident.post(`${SPACE}/audit`, {
    ...fields,
    'q-dark': '',
    'q-air': '9',
    'q-good': '<b>Wide</b>',
  })
  expect(half.status).toBe(400)
  expect(wordsIn(half.text)).toContain('An answer is needed here.')
  expect(wordsIn(half.text)).toContain('The number is out of range.')
  expect(half.text).toContain('&lt;b&gt;Wide&lt;/b&gt;')
  expect(/<input[^>]*name="q-clean"[^>]*value="6"[^>]*>/.exec(half.text)![0]).toContain('checked')
  expect(inRound(fields.round)).toHaveLength(before)

  // The answer gets lost on its way, and with it the cookie: the same is sent again.
  const id = newBallotId()
  for (const sender of [visit(site.origin), visit(site.origin), resident]) {
    const answer = await sender.post(`${SPACE}/audit`, { ...fields, id })
    expect([answer.status, answer.location]).toEqual([302, `${SPACE}/audit?sent=once`])
  }
  expect(inRound(fields.round)).toHaveLength(before + 1)
  const again = await resident.post(`${SPACE}/audit`, { ...fields, 'q-dark': '1' })
  expect(again.location).toBe(`${SPACE}/audit?sent=again`)
  expect(wordsIn((await resident.get(again.location)).text)).toContain('taken the place of your former one')
  const rows = inRound(fields.round)
  expect(rows).toHaveLength(before + 1)
  expect(rows.filter(({ values }) => JSON.parse(values).dark === 1)).not.toEqual([])

  const anna = visitAs(site.origin, 'anna')
  for (const sent of ['once', 'again'])
    expect((await anna.post(`${SPACE}/audit`, fields)).location).toBe(`${SPACE}/audit?sent=${sent}`)
  expect(inRound(fields.round)).toHaveLength(before + 2)
  const { id: annaId } = rowOf<{ id: string }>(site, "select id from people where email = 'anna@example.org'")
  expect(JSON.stringify(rowsOf(site, 'select * from study_answers'))).not.toContain(annaId)

  const bad = await resident.post(`${SPACE}/audit`, { ...fields, round: newId() })
  expect([bad.status, wordsIn(bad.text).includes('There is no such round.')]).toEqual([404, true])

  // An answer that waited on the device is not taken as that of whoever has signed in there since.
  const others = { ...fields, owner: hidden(await anna.get(`${SPACE}/audit`), 'owner'), 'q-constructor': '1' }
  expect((await visitAs(site.origin, 'gleb').post(`${SPACE}/audit`, others)).status).toBe(409)
  expect((await resident.post(`${SPACE}/audit`, others)).status).toBe(409)
  expect((await anna.post(`${SPACE}/audit`, others)).status).toBe(302)
  expect(inRound(fields.round)).toHaveLength(before + 2)
})

test('results tell of everybody and of groups that are large enough, before and after', async () => {
  const page = wordsIn((await planner.get(`${SPACE}/audits`)).text)
  for (const words of [
    'Before and after',
    'Who rates it how',
    'Median: Resident of the town',
    'Median: Expert',
  ])
    expect(page).toContain(words)
  // Three visitors are not told apart anywhere.
  expect(page).not.toContain('Median: Visitor')
  expect(wordsIn((await planner.get(SPACE)).text)).toContain('Results of the audit')
  const other = `${TOWN}/spaces/gorodskoy-park`
  expect((await planner.get(`${other}/audit`)).status).toBe(200)
  expect(wordsIn((await planner.get(`${other}/audits`)).text)).toContain('There has been no audit here yet.')

  const raw = await planner.get(`${FORMS}/place-audit/answers.csv`)
  expect(raw.headers.get('Content-Type')).toContain('text/csv')
  const lines = raw.text.trim().split('\r\n')
  expect(lines[0]).toContain('It is safe to walk here after dark')
  expect(lines).toHaveLength(
    1 +
      rowsOf(
        site,
        "select 1 from study_answers a join study_forms f on f.id = a.form_id where f.kind = 'audit'",
      ).length,
  )
  expect(raw.text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
  const summed = await planner.get(`${FORMS}/place-audit/results.csv`)
  expect(summed.text).toMatch(/Before the trial layout;Expert;Safety;;8;[\d,]+;[\d,]+;[\d,]+/)
  expect(summed.text).not.toContain(';Visitor;')
  const places = JSON.parse((await planner.get(`${FORMS}/u-reki/places.geojson`)).text)
  expect(places.features.length).toBeGreaterThan(5)
  expect(places.features[0]).toMatchObject({
    geometry: { type: 'Point' },
    properties: { question: 'Where at the river is it darkest?', round: 'Autumn' },
  })
  const acts = rowsOf<{ after: string }>(
    site,
    "select after from staff_acts where act = 'export' order by seq",
  )
  expect(acts.slice(-3).map(({ after }) => JSON.parse(after).filter)).toEqual([
    'form=place-audit&file=answers.csv',
    'form=place-audit&file=results.csv',
    'form=u-reki&file=places.geojson',
  ])
  expect((await visitAs(site.origin, 'anna').get(`${FORMS}/place-audit/answers.csv`)).status).toBe(403)
})

test('a survey is built, published, answered and taken to another address by forms alone', async () => {
  const words = { title: 'Скверы', titleEn: 'Squares', lead: '', leadEn: '' }
  const empty = await planner.post(FORMS, {
    id: newId(),
    intent: 'create',
    slug: 'skvery',
    ...words,
    title: '',
  })
  expect([empty.status, empty.text.includes('value="skvery"')]).toEqual([400, true])
  const made = await planner.post(FORMS, { id: newId(), intent: 'create', slug: 'skvery', ...words })
  expect(made.location).toBe(`${FORMS}/skvery?saved=form`)
  const one = `${FORMS}/skvery`
  const step = (intent: string, fields: Record<string, string | string[]> = {}) =>
    planner.post(one, { intent, ...fields })
  expect(wordsIn((await step('publish')).text)).toContain('The survey has no questions')
  const few = await step('add', {
    questionId: 'q1',
    type: 'choice',
    text: 'Бываете?',
    en: 'Do you come?',
    options: 'Да | Yes',
  })
  expect([few.status, wordsIn(few.text).includes('two options are needed at least')]).toEqual([400, true])
  expect(few.text).toContain('value="Бываете?"')
  await step('add', {
    questionId: 'q1',
    type: 'choice',
    text: 'Бываете?',
    en: 'Do you come?',
    options: 'Да | Yes\nНет | No',
  })
  await step('add', { questionId: 'q2', type: 'text', text: 'Почему нет?', en: 'Why not?' })
  await step('edit', { target: 'q2', text: 'Почему нет?', en: 'Why not?', isRequired: 'on', when: 'q1.o2' })
  const broken = await step('up', { target: 'q2' })
  expect([
    broken.status,
    wordsIn(broken.text).includes('a condition names a question that does not stand above'),
  ]).toEqual([400, true])
  expect(wordsIn((await planner.get(one)).text)).toContain('Only if you answered “No” to “Do you come?”')
  expect((await visit(site.origin).get(`${TOWN}/forms/skvery`)).status).toBe(404)
  expect((await step('publish')).location).toContain('saved=v1')
  const terms = { name: 'Зима', nameEn: 'Winter', kind: 'other', startsAt: '2020-01-01T00:00' }
  const undated = await step('open', { ...terms, startsAt: 'soon' })
  expect([undated.status, undated.text.includes('value="Зима"')]).toEqual([400, true])
  await step('open', { ...terms, id: newId(), endsAt: '' })

  const resident = visit(site.origin)
  await resident.speak('en')
  const page = await resident.get(`${TOWN}/forms/skvery`)
  const sent = { round: hidden(page, 'round'), version: hidden(page, 'version'), 'q-q1': 'o2' }
  expect((await resident.post(`${TOWN}/forms/skvery`, sent)).status).toBe(400)
  const done = await resident.post(`${TOWN}/forms/skvery`, { ...sent, 'q-q2': 'Далеко' })
  expect(done.location).toBe(`${TOWN}/forms/skvery?sent=once`)
  expect(wordsIn((await resident.get(`${TOWN}/forms`)).text)).toContain('Squares')
  await step('edit', {
    target: 'q1',
    text: 'Бываете?',
    en: 'Do you go there?',
    options: 'Да | Yes\nНет | No',
  })
  expect((await step('publish')).location).toContain('saved=v2')
  expect(wordsIn((await step('remove-form')).text)).toContain('There are answers already')

  const { text } = await planner.get(`${one}/form.json`)
  const file = new File([text], 'form.json')
  const copy = await planner.send(FORMS, { id: newId(), intent: 'file', slug: 'kopiya' }, [['file', file]])
  expect(copy.location).toBe(`${FORMS}/kopiya?saved=form`)
  const draftOf = (slug: string) =>
    rowOf<{ draft: string }>(site, 'select draft from study_forms where slug = ?', slug).draft
  expect(JSON.parse(draftOf('kopiya'))).toEqual(JSON.parse(draftOf('skvery')))
  const noForm = await planner.send(`${FORMS}/kopiya`, { intent: 'replace' }, [
    ['file', new File(['{"sreda":1}'], 'x.json')],
  ])
  expect([noForm.status, wordsIn(noForm.text).includes('This is not a survey in a JSON file.')]).toEqual([
    400,
    true,
  ])
})

test('many answers from one address are asked for a computed one', async () => {
  const fields = await auditFields(visit(site.origin))
  let taken = 0
  for (; taken < 20; taken++) {
    const answer = await visit(site.origin).post(`${SPACE}/audit`, fields)
    if (answer.status === 302) continue
    expect([answer.status, answer.text.includes('name="challenge"')]).toEqual([429, true])
    expect(/<input[^>]*name="q-clean"[^>]*value="6"[^>]*>/.exec(answer.text)![0]).toContain('checked')
    break
  }
  expect(taken).toBeLessThan(13)
})
