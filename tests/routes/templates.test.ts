import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, dayOf } from '#app/domain/terms.ts'
import { newId } from '#app/models/ids.server.ts'
import { wordsIn } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { PROCESS, spaceId, TOWN } from './helpers/town.ts'
import { type Visitor, visit, visitAs } from './helpers/visitor.ts'

const LIST = `${TOWN}/admin/templates`
const CONTEST = `${LIST}/federal-contest`
const ZONE = 'Europe/Moscow'

let site: Site
let admin: Visitor
let everybody: Visitor
beforeAll(async () => {
  site = await startSite()
  admin = visitAs(site.origin, 'admin')
  everybody = visit(site.origin)
  for (const visitor of [admin, everybody]) await visitor.speak('en')
})
afterAll(() => site?.stop())

const inDays = (days: number) => addDays(dayOf(new Date(), ZONE), days)
const sendFile = (text: string, id = newId()) =>
  admin.send(LIST, { id }, [['file', new File([text], 'template.json')]])
const actsLike = (name: string) =>
  rowsOf<{ reason: string }>(site, 'select reason from staff_acts where act = ? order by seq', name)

/** The fields of the page's edit form as they stand there. */
async function fieldsOf(path: string): Promise<Record<string, string>> {
  const { text } = await admin.get(path)
  const form = text.slice(text.indexOf('value="save"'))
  const unescaped = (value: string) =>
    value.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&')
  const fields: Record<string, string> = { intent: 'save' }
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const name = / name="([^"]*)"/.exec(tag)?.[1]
    if (!name || (tag.includes('type="checkbox"') && !/ checked=/.test(tag))) continue
    fields[name] = tag.includes('type="checkbox"') ? 'on' : unescaped(/ value="([^"]*)"/.exec(tag)?.[1] ?? '')
  }
  for (const [, name, value] of form.matchAll(/<textarea[^>]* name="([^"]*)"[^>]*>([^<]*)</g))
    fields[name!] = unescaped(value!)
  for (const [, name, options] of form.matchAll(/<select[^>]* name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g))
    fields[name!] =
      /<option[^>]* value="([^"]*)"[^>]* selected=""|<option[^>]* selected=""[^>]* value="([^"]*)"/
        .exec(options!)
        ?.slice(1)
        .find(Boolean) ?? ''
  return fields
}

describe('a template', () => {
  test('is exported, brought in as it was, and named by places when it is wrong', async () => {
    const file = await admin.get(`${CONTEST}/template.json`)
    expect(file.headers.get('Content-Disposition')).toContain('federalnyy-konkurs')
    const id = newId()
    for (const _ of [1, 2]) {
      const taken = await sendFile(file.text, id)
      expect([taken.status, taken.location]).toEqual([302, `${LIST}/${id}?saved=1`])
    }
    expect((await admin.get(`${LIST}/${id}/template.json`)).text).toBe(file.text)
    const wrong = JSON.parse(file.text)
    wrong.phases[1].days = 0
    wrong.phases[2].title.ru = ''
    wrong.colour = 'green'
    const refused = await sendFile(JSON.stringify(wrong))
    expect(refused.status).toBe(400)
    const words = wordsIn(refused.text)
    expect(words).toContain('phases, no. 2, term: a whole number of days from 1 to 1000 is needed')
    expect(words).toContain('phases, no. 3, title, in Russian: fill this in')
    expect(words).toContain('the whole file: a field too many, “colour”')
    for (const [text, says] of [
      ['{', 'this is not JSON'],
      ['', 'choose a file'],
      ['[]', 'another kind of value'],
      [' '.repeat(200_001), 'larger than 200 kB'],
    ] as const)
      expect(wordsIn((await sendFile(text)).text)).toContain(says)
    expect((await admin.post(`${LIST}/${id}`, { intent: 'remove' })).location).toBe(LIST)
    expect((await admin.get(`${LIST}/${id}`)).status).toBe(404)
  })

  test('is changed in the language of the page for this town, kept typed when wrong, and brought back', async () => {
    const fields = await fieldsOf(CONTEST)
    expect(fields['p0-title']).toBe('First call: which territory?')
    expect([fields['r0-isBinding'], fields['p3-level'], fields.check1]).toEqual([
      'on',
      'design',
      'Collection points for paper forms are named and open',
    ])
    const typed = { ...fields, 'p0-days': '9', 'p0-title': 'Call <one>', 'r0-validFrom': '2026-02-30' }
    const wrong = await admin.post(CONTEST, typed)
    expect(wrong.status).toBe(400)
    expect(wordsIn(wrong.text)).toContain('phases, no. 1, term: the phase is shorter than its own least term')
    expect(wordsIn(wrong.text)).toContain('rules, no. 1, valid from: a date like 2026-12-01 is needed')
    expect(wrong.text).toContain('value="Call &lt;one&gt;"')
    const right = { ...typed, 'p0-days': '9', 'p0-minDays': '', 'r0-validFrom': '2025-12-22', check1: '' }
    expect((await admin.post(CONTEST, right)).location).toBe(`${CONTEST}?saved=1`)
    const body = JSON.parse((await admin.get(`${CONTEST}/template.json`)).text)
    expect(body.phases[0].title).toEqual({ ru: 'Первый приём: какую территорию выбрать', en: 'Call <one>' })
    expect([body.phases[0].days, body.rules[0].isBinding, body.checklist.length]).toEqual([9, true, 9])
    expect(wordsIn((await admin.get(LIST)).text)).toContain('changed by the town')
  })

  test('starts a process that is held to its term, with the first end that would do', async () => {
    const start = {
      intent: 'preview',
      id: newId(),
      processTitle: 'Сад у реки',
      startDay: inDays(3),
      spaces: spaceId(site),
      termReason: '',
    }
    const shown = await admin.post(CONTEST, start)
    expect(shown.status).toBe(200)
    const english = (day: string) =>
      new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day))
    const short = `9 calendar days, and at least 10 calendar days needed. Earliest last day: ${english(inDays(12))}`
    expect(wordsIn(shown.text)).toContain(short)
    expect(wordsIn(shown.text)).toContain('No. 2087 of 22 December 2025. Check this with the town’s lawyer.')
    expect(shown.text).toContain('value="Сад у реки"')
    const refused = await admin.post(CONTEST, { ...start, intent: 'start' })
    expect(refused.status).toBe(409)
    expect(wordsIn(refused.text)).toContain(`Earliest last day: ${english(inDays(12))}`)
    const reason = 'Срок подачи заявки'
    const done = await admin.post(CONTEST, { ...start, intent: 'start', termReason: reason })
    expect([done.status, done.location]).toEqual([302, `${TOWN}/processes/sad-u-reki`])
    expect(actsLike('term.override')).toEqual([{ reason }])
    expect(wordsIn((await admin.get(`${TOWN}/log`)).text)).toContain('Confirmed a term shorter than the rule')
    const page = wordsIn((await everybody.get(done.location)).text)
    for (const said of [
      'The process has not begun yet. Later there will be designing together',
      'Call &lt;one&gt;',
      'Second call: functions and measures',
      '9 calendar days',
      'What is settled already',
      'Head of administration',
    ])
      expect(page.replaceAll('<', '&lt;').replaceAll('>', '&gt;')).toContain(said)
    expect((await admin.post(CONTEST, { intent: 'remove' })).location).toBe(CONTEST)
    expect((await admin.get(`${CONTEST}/template.json`)).text).not.toContain('Call <one>')
    for (const [fields, status] of [
      [{ ...start, intent: 'start', startDay: '2026-02-30' }, 400],
      [{ ...start, intent: 'start', processTitle: '' }, 400],
      [{ ...start, intent: 'start', id: newId(), spaces: newId() }, 404],
      [{ intent: 'dance' }, 400],
    ] as const)
      expect((await admin.post(CONTEST, fields)).status).toBe(status)
  })
})

describe('a process', () => {
  test('tells of its phases what an administrator writes, ticks its list, and is made again', async () => {
    const page = `${TOWN}/admin/processes/sad-u-reki`
    const fields = { intent: 'conditions', 'p0-level': 'consult', 'p0-asked': 'Where?', 'p0-outcome': 'Here' }
    const { 'p0-level': _, ...without } = { ...fields, 'p0-level': 'none' }
    expect((await admin.post(page, without)).status).toBe(400)
    expect((await admin.post(page, fields)).location).toBe(`${page}?saved=1`)
    const told = wordsIn((await everybody.get(`${TOWN}/processes/sad-u-reki`)).text)
    expect(told).toContain('What came of it: Here')
    expect((await admin.post(page, { intent: 'tick', done: ['0', '2', 'x'] })).status).toBe(302)
    expect((await admin.get(page)).text.match(/<input[^>]*name="done"[^>]* checked=/g)).toHaveLength(2)

    const { id } = rowOf<{ id: string }>(site, "select id from processes where slug = 'sad-u-reki'")
    const clone = {
      intent: 'clone',
      process: id,
      id: newId(),
      cloneTitle: 'Второй сад',
      startDay: inDays(20),
      termReason: '',
    }
    const refused = await admin.post(`${TOWN}/admin/processes`, clone)
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('value="Второй сад"')
    const made = await admin.post(`${TOWN}/admin/processes`, { ...clone, termReason: 'Так же' })
    expect(made.location).toBe(`${TOWN}/processes/vtoroy-sad`)
    const copy = wordsIn((await everybody.get(made.location)).text)
    expect(copy).toContain('Where?')
    expect(copy).not.toContain('What came of it')
  })

  test('of the demo shows what was reached, and what its vote has fixed stays', async () => {
    const page = wordsIn((await everybody.get(`${TOWN}/processes/${PROCESS.vote}`)).text)
    expect(page).toContain('Highest level of involvement reached: deciding together')
    const { id } = rowOf<{ id: string }>(
      site,
      "select f.id from phases f join processes p on p.id = f.process_id where p.slug = ? and f.kind = 'vote'",
      PROCESS.vote,
    )
    const decided = () =>
      rowOf<{ decision: string }>(site, 'select decision from phase_guides where phase_id = ?', id).decision
    const before = decided()
    const change = await admin.post(`${TOWN}/admin/processes/${PROCESS.vote}`, {
      intent: 'conditions',
      'p2-level': 'decide',
      'p2-decision': 'By lot',
    })
    expect([change.status, decided()]).toEqual([409, before])
  })
})
