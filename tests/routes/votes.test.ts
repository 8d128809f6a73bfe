import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#app/models/ids.server.ts'
import { expectRefused, wordsIn } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { optionIds, PROCESS, phaseId, TOWN } from './helpers/town.ts'
import { type Answer, type Visitor, visit, visitAs } from './helpers/visitor.ts'

const VOTE = `${TOWN}/processes/${PROCESS.vote}/vote`
const RECEIPT = `${TOWN}/processes/${PROCESS.vote}/receipt`

let site: Site
let anna: Visitor
let boris: Visitor
let admin: Visitor
let _moderator: Visitor
let ids: Map<number, string>
beforeAll(async () => {
  site = await startSite()
  anna = visitAs(site.origin, 'anna')
  boris = visitAs(site.origin, 'boris')
  admin = visitAs(site.origin, 'admin')
  _moderator = visitAs(site.origin, 'moderator')
  ids = optionIds(site, 'vote')
})
afterAll(() => site?.stop())

type Fields = Record<string, string>

/** The fields of a ballot that marks some printed numbers. */
function ballot(numbers: number[], change: Fields = {}): Fields {
  const marks = Object.fromEntries(numbers.map((number) => [`m-${ids.get(number)}`, 'on']))
  return { intent: 'review', age: 'on', ...marks, ...change }
}

/** What a page's form holds in a hidden field. */
function hidden({ text }: Answer, name: string): string {
  const field = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(text)?.[0] ?? ''
  return /value="([^"]*)"/.exec(field)?.[1] ?? ''
}

const receiptIn = ({ text }: Answer) => ({
  code: /data-receipt-code=""[^>]*>([^<]+)</.exec(text)?.[1] ?? '',
  hash: /data-receipt-hash=""[^>]*>([^<]+)</.exec(text)?.[1] ?? '',
})

const cast = () =>
  rowsOf<{ id: string }>(
    site,
    "select id from ballots where phase_id = ? and channel = 'web'",
    phaseId(site, 'vote'),
  ).length

describe('a ballot without scripts', () => {
  test('is reviewed, cast, shown with its receipt, changed, sent twice, withdrawn', async () => {
    const before = cast()
    const review = await anna.post(VOTE, ballot([1, 4]))
    expect(review.status).toBe(200)
    expect(wordsIn(review.text)).toContain('10 000 000 ₽ из 19 200 000 ₽')
    expect(cast()).toBe(before)
    const again = { ballotId: hidden(review, 'ballotId'), revision: hidden(review, 'revision') }
    expect(again.revision).toBe('0')
    const first = await anna.post(VOTE, ballot([1, 4], { intent: 'cast', ...again }))
    const receipt = receiptIn(first)
    expect(receipt.code).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/)
    const repeated = await anna.post(VOTE, ballot([1, 4], { intent: 'cast', ...again }))
    expect(receiptIn(repeated)).toEqual(receipt)
    expect(cast()).toBe(before + 1)

    const check = async (fields: Fields) => wordsIn((await visit(site.origin).post(RECEIPT, fields)).text)
    expect(await check(receipt)).toContain('лежит в урне таким, каким вы его подали')
    expect(await check({ ...receipt, code: 'AAAA' })).toContain('но код не от него')

    const other = await anna.post(VOTE, ballot([2]))
    expect(wordsIn(other.text)).toContain('заменит бюллетень')
    const change = { ballotId: hidden(other, 'ballotId'), revision: hidden(other, 'revision') }
    await anna.post(VOTE, ballot([2], { intent: 'cast', ...change }))
    expect(cast()).toBe(before + 1)
    expect(await check(receipt)).toContain('изменён или отозван')

    const own = await anna.get(VOTE)
    expect(own.text).toMatch(new RegExp(`name="m-${ids.get(2)}"[^>]*checked`))
    const gone = await anna.post(VOTE, { intent: 'withdraw', revision: '2' })
    expect(wordsIn(gone.text)).toContain('Бюллетень отозван')
    expect(cast()).toBe(before)
  })

  test('keeps what was marked when it is refused, and when the choice is changed', async () => {
    const { age: _, ...young } = ballot([3, 5])
    const answer = await boris.post(VOTE, young)
    expect(answer.status).toBe(400)
    const edited = await boris.post(VOTE, ballot([3, 5], { intent: 'edit' }))
    for (const { text } of [answer, edited]) {
      for (const number of [3, 5]) expect(text).toMatch(new RegExp(`name="m-${ids.get(number)}"[^>]*checked`))
      expect(text).not.toMatch(new RegExp(`name="m-${ids.get(1)}"[^>]*checked`))
    }
  })

  test('puts the options in an order of its own for each reader, and the same on every visit', async () => {
    const order = async (visitor: Visitor) =>
      [...(await visitor.get(VOTE)).text.matchAll(/data-option="(\d+)"/g)].map((match) => Number(match[1]))
    const [annas, boriss] = [await order(anna), await order(boris)]
    expect(annas.toSorted((a, b) => a - b)).toEqual([...ids.keys()])
    expect(await order(anna)).toEqual(annas)
    expect(boriss).not.toEqual(annas)
    const stranger = visit(site.origin)
    const strange = await order(stranger)
    expect(await order(stranger)).toEqual(strange)
  })
})

describe('a vote refuses in words and writes nothing', () => {
  const act =
    (fields: () => Fields, path = VOTE) =>
    (me: Visitor) =>
      me.post(path, fields())

  test('a ballot of a phase that has closed', async () => {
    const path = `${TOWN}/processes/${PROCESS.results}/vote`
    const [option] = [...optionIds(site, 'results').values()]
    const fields = () => ({ intent: 'cast', age: 'on', ballotId: randomUUID(), [`m-${option}`]: 'on' })
    await expectRefused(site, anna, act(fields, path), 409, 'phase.closed')
    await expectRefused(
      site,
      anna,
      act(() => ({ intent: 'withdraw', revision: '1' }), path),
      409,
      'phase.closed',
    )
    const next = `${TOWN}/processes/${PROCESS.discuss}/vote`
    await expectRefused(site, anna, act(fields, next), 409, 'ballot.not-configured')
  })

  test('a forged option, another vote’s option, no mark, no age, a stale form, a bad id', async () => {
    const [foreign] = [...optionIds(site, 'results').values()]
    const marked = (id: string) => () => ({
      intent: 'cast',
      age: 'on',
      ballotId: randomUUID(),
      [`m-${id}`]: 'on',
    })
    await expectRefused(site, anna, act(marked(newId())), 400, 'ballot.unknown-option')
    await expectRefused(site, anna, act(marked(foreign!)), 400, 'ballot.unknown-option')
    await expectRefused(
      site,
      anna,
      act(() => ballot([])),
      400,
      'ballot.empty',
    )
    const { age: _, ...young } = ballot([1])
    await expectRefused(
      site,
      anna,
      act(() => young),
      400,
      'ballot.age-not-stated',
      { age: 14 },
    )
    const cast = (change: Fields) => () => ballot([1], { intent: 'cast', ballotId: randomUUID(), ...change })
    await expectRefused(site, boris, act(cast({ revision: '7' })), 409, 'ballot.changed-meanwhile')
    await expectRefused(site, boris, act(cast({ revision: '-1' })), 400, 'input.bad')
    await expectRefused(site, boris, act(cast({ ballotId: newId() })), 400, 'input.bad')
    await expectRefused(
      site,
      boris,
      act(() => ({ intent: 'nonsense' })),
      400,
      'input.bad',
    )
  })

  test('more than the budget holds, with both sums', async () => {
    const before = cast()
    await anna.speak('ru')
    const answer = await anna.post(VOTE, ballot([...ids.keys()]))
    expect(answer.status).toBe(400)
    expect(wordsIn(answer.text)).toMatch(/не помещается в бюджет 19 200 000 ₽: лишних [\d ]+ ₽/)
    expect(cast()).toBe(before)
  })

  test('whoever is not signed in or has not consented', async () => {
    await expectRefused(
      site,
      visit(site.origin),
      act(() => ballot([1])),
      401,
      'person.not-signed-in',
    )
    await expectRefused(
      site,
      visitAs(site.origin, 'gleb'),
      act(() => ballot([1])),
      403,
      'person.no-consent',
    )
  })

  test('a process without a vote, and one that is not there', async () => {
    for (const path of [`${TOWN}/processes/nothing/vote`, `${TOWN}/processes/nothing/receipt`])
      expect((await anna.get(path)).status).toBe(404)
  })
})

const SETTINGS = {
  source: 'proposals',
  method: 'approval',
  min: '1',
  max: '3',
  electorate: 'codes',
  minimumAge: '14',
  unlinkDays: '30',
  rule: 'approval',
  ties: 'votes,cost,earlier',
  seats: '1',
}

describe('the settings of a vote', () => {
  const page = (phase: keyof typeof PROCESS) => `${TOWN}/admin/ballots/${phaseId(site, phase)}`

  test('are frozen once somebody has voted', async () => {
    await expectRefused(site, admin, (me) => me.post(page('vote'), SETTINGS), 409, 'ballot.frozen')
    expect((await admin.get(page('vote'))).text).toContain(
      rowOf<{ hash: string }>(
        site,
        'select hash from frozen_ballots where phase_id = ?',
        phaseId(site, 'vote'),
      ).hash,
    )
  })

  test('are refused where they cannot be voted by, and the form keeps what was typed', async () => {
    await expectRefused(
      site,
      admin,
      (me) => me.post(page('discuss'), { ...SETTINGS, rule: 'schulze' }),
      400,
      'ballot.rule-of-method',
    )
    await expectRefused(
      site,
      admin,
      (me) => me.post(page('discuss'), { ...SETTINGS, rule: 'mes' }),
      400,
      'ballot.no-budget',
    )
    await expectRefused(
      site,
      admin,
      (me) => me.post(page('discuss'), { ...SETTINGS, max: 'many' }),
      400,
      'form',
    )
    const answer = await admin.post(page('discuss'), { ...SETTINGS, seats: '77' })
    expect(answer.status).toBe(400)
    expect(answer.text).toMatch(/name="seats"[^>]*value="77"/)
  })

  test('of another town cannot be reached, and a resident cannot reach them at all', async () => {
    const made = await admin.send('/towns/new', {
      name: 'Заречный',
      slug: 'zarechny',
      timeZone: 'Europe/Moscow',
      center: '57.42, 45.6',
    })
    expect(made.location).toBe('/zarechny/admin')
    const foreign = `/zarechny/admin/ballots/${phaseId(site, 'discuss')}`
    expect((await admin.get(foreign)).status).toBe(404)
    await expectRefused(site, admin, (me) => me.post(foreign, SETTINGS), 404, 'phase.not-found')
    for (const path of [page('discuss'), `${TOWN}/paper/${phaseId(site, 'vote')}`]) {
      expect((await anna.get(path)).status).toBe(403)
      expect((await anna.post(path, SETTINGS)).status).toBe(403)
    }
    expect((await anna.post(`${page('discuss')}/codes`, { howMany: '1' })).status).toBe(403)
    expect(rowsOf(site, 'select * from voting_codes')).toEqual([])
  })

  test('by codes: printed once, and cast by whoever holds one', async () => {
    const slug = 'golosovanie'
    const wall = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 16)
    await admin.post(`${TOWN}/admin/processes`, {
      title: 'Двор',
      slug,
      question: 'Каким быть двору?',
      'vote.include': 'on',
      'vote.startsAt': wall(-1),
      'vote.endsAt': wall(5),
      'vote.moderation': 'post',
    })
    const { id } = rowOf<{ id: string }>(
      site,
      'select f.id from phases f join processes p on p.id = f.process_id where p.slug = ?',
      slug,
    )
    const ballots = `${TOWN}/admin/ballots/${id}`
    const variants = 'Сад | Яблони и скамьи | 100000\nПлощадка | Песок и брёвна | 200 000,50\nСтоянка'
    const saved = await admin.post(ballots, { ...SETTINGS, source: 'variants', variants, max: '2' })
    expect(saved.status).toBe(200)
    expect(
      rowsOf(
        site,
        'select number, title, summary, cost_minor as cost from vote_options where phase_id = ? order by 1',
        id,
      ),
    ).toEqual([
      { number: 1, title: 'Сад', summary: 'Яблони и скамьи', cost: 10_000_000 },
      { number: 2, title: 'Площадка', summary: 'Песок и брёвна', cost: 20_000_050 },
      { number: 3, title: 'Стоянка', summary: '', cost: null },
    ])
    const csv = await admin.post(`${ballots}/codes`, { howMany: '3' })
    expect(csv.headers.get('content-disposition')).toContain('attachment')
    const [head, code, ...rest] = csv.text.trim().split('\r\n')
    expect([head, rest.length]).toEqual(['code', 2])
    // A reload of where the codes came from leads back.
    expect((await admin.get(`${ballots}/codes`)).headers.get('location')).toBe(ballots)
    expect((await admin.get(ballots)).text).not.toContain(code!)
    const vote = `${TOWN}/processes/${slug}/vote`
    const option = rowOf<{ id: string }>(
      site,
      'select id from vote_options where phase_id = ? and number = 2',
      id,
    ).id
    const fields = { age: 'on', [`m-${option}`]: 'on' }
    const stranger = visit(site.origin)
    const none = { ...fields, intent: 'review' }
    await expectRefused(site, stranger, (me) => me.post(vote, none), 400, 'voting-code.missing')
    const bad = { ...fields, intent: 'review', code: 'AAAA-AAAA-AAAA' }
    await expectRefused(site, stranger, (me) => me.post(vote, bad), 400, 'voting-code.wrong')
    await stranger.speak('ru')
    const review = await stranger.post(vote, { ...fields, intent: 'review', code: code!.toLowerCase() })
    const sure = {
      intent: 'cast',
      ballotId: hidden(review, 'ballotId'),
      revision: '0',
      code: hidden(review, 'code'),
    }
    const done = await stranger.post(vote, { ...fields, ...sure })
    expect(receiptIn(done).hash).toMatch(/^[0-9a-f]{64}$/)
    const used = rowsOf<{ state: string }>(
      site,
      'select state from voting_codes where phase_id = ? order by 1',
      id,
    )
    expect(used.map(({ state }) => state)).toEqual(['issued', 'issued', 'used'])
  })
})
