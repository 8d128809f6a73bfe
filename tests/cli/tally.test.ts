import { describe, expect, it } from 'vitest'
import { isOneSentence, sredaHere as sreda, writeFile } from './run-sreda.ts'

/** Four voters with 25 each: a (60) has three of them, b (40) two, c (90) one. */
const TOWN = [
  'META',
  'key;value',
  'description;Приреченск, двор',
  'country;Россия',
  'num_projects;3',
  'num_votes;4',
  'budget;100,00',
  'vote_type;approval',
  'own_key;"kept; too"',
  'PROJECTS',
  'project_id;cost;name',
  'a;60;Лавки',
  'b;40.0;Клумба',
  'c;90;Фонтан',
  'VOTES',
  'voter_id;vote',
  '1;a,c',
  '2;a,a',
  '3;a,b',
  '4; b',
  '',
]
const file = (lines = TOWN) => writeFile('town.pb', lines.join('\r\n'))
const json = async (...args: string[]) => JSON.parse((await sreda(['tally', file(), ...args, '--json'])).out)

describe('sreda tally', () => {
  it('prints winners, options and the way there', async () => {
    const { code, out } = await sreda(['tally', file(), '--rule', 'mes', '--completion', 'add1u'])
    expect(code).toBe(0)
    expect(out).toContain('Приреченск, двор: 3 projects, 4 ballots (approval)')
    expect(out).toContain(
      'Rule: mes cost, completion add1u, start fraction, exhaustive, increment 1 (ties cost,votes,id)',
    )
    expect(out).toContain('Budget 100, spent 100')
    expect(out).toContain('Every share was raised 5 times (6 runs)')
    expect(out).toMatch(/Winners, in order \(2\):\n {2}a {2}Лавки\n {2}b {2}Клумба\n/)
    expect(out).toContain('bought a for 60, left 40; 3 voters paid, at most 20 each; all its voters had 90')
    expect(out).toContain('passed over c: never-affordable, costs 90, its voters had 30, left 0')
  })

  it('prints JSON whose keys and defaults are those of the references', async () => {
    const { seconds, meta, rounds, ...rest } = await json('--rule', 'mes')
    expect(rest).toEqual({
      rule: 'mes',
      utility: 'cost',
      completion: 'none',
      start: null,
      exhaustive: null,
      increment: null,
      comparison: false,
      ties: 'cost,votes,id',
      threshold: null,
      budget: 100,
      winners: ['a'],
      totalCost: 60,
      runs: 1,
      increments: 0,
      isReplacedByGreedy: false,
      tieLog: [],
      scores: { a: '3', b: '2', c: '1' },
    })
    expect(seconds).toBeGreaterThan(0)
    const [left, none] = [40, { payers: 3, rho: '1/3' }]
    expect(rounds).toEqual([
      { type: 'bought', id: 'a', cost: 60, left, ...none, largestPayment: '20', moneyBefore: '75' },
      { type: 'skipped', id: 'b', cost: 40, left, reason: 'unaffordable', money: '30' },
      { type: 'skipped', id: 'c', cost: 90, left, reason: 'never-affordable', money: '25' },
    ])
    expect(meta).toMatchObject({ country: 'Россия', own_key: 'kept; too', num_votes: '4' })
  })

  it('rounds up what nobody paid more than, and counts one as one', async () => {
    const lines = TOWN.with(6, 'budget;100').with(11, 'a;50;Лавки').with(12, 'b;20;Клумба')
    const { out } = await sreda(['tally', file(lines), '--rule', 'mes'])
    expect(out).toContain(
      'bought a for 50, left 50; 3 voters paid, at most 16.67 each; all its voters had 75',
    )
    const counts = ['num_projects;1', 'num_votes;1']
    const few = [...TOWN.slice(0, 4), ...counts, ...TOWN.slice(6, 12), ...TOWN.slice(14, 16), '1;a', '']
    const { out: one } = await sreda(['tally', file(few), '--rule', 'mes'])
    expect(one).toContain('1 project, 1 ballot (approval)')
    expect(one).toContain('bought a for 60, left 40; 1 voter paid, at most 60 each; all its voters had 100')
  })

  it('takes every option of add1, the threshold, exclusions and the order of the file', async () => {
    const add1 = ['--rule', 'mes', '--completion', 'add1', '--exhaustive', 'false']
    expect(await json(...add1, '--start', 'integral', '--increment', '0.5')).toMatchObject({
      start: 'integral',
      exhaustive: false,
      increment: 0.5,
      winners: ['a', 'b'],
    })
    expect((await json('--rule', 'greedy_votes', '--threshold', '60%')).winners).toEqual(['a'])
    expect((await json('--rule', 'greedy_votes', '--exclude', 'a')).winners).toEqual(['b'])
    expect((await json('--rule', 'greedy_votes', '--exclusive', 'a,b')).winners).toEqual(['a'])
    expect((await json('--rule', 'approval', '--seats', '2', '--ties', 'file')).winners).toEqual(['a', 'b'])
  })

  it('prints a table of all rules', async () => {
    const { code, out } = await sreda(['tally', file(), '--all-rules'])
    expect(code).toBe(0)
    const lines = out.trim().split('\n')
    expect(lines[0]).toMatch(/^rule +winners +cost +seconds +in order$/)
    for (const rule of ['greedy_votes', 'greedy_costeff', 'mes cardinality', 'phragmen', 'approval'])
      expect(lines.some((line) => line.startsWith(rule))).toBe(true)
    expect(lines.find((line) => line.startsWith('greedy_votes'))).toMatch(/ 2 +100 +[\d.]+ {2}a b$/)
  })

  it.each<[string, (lines: string[]) => string[], RegExp]>([
    ['an unknown project', (lines) => lines.with(19, '4;d'), /line 20: vote\.unknown-project \("d"\)/],
    ['a voter twice', (lines) => lines.with(19, '3;b'), /line 20: id\.repeated \("3"\)/],
    ['fewer ballots than promised', (lines) => lines.toSpliced(19, 1), /line 15: count\.votes \("4"\)/],
    ['a budget in words', (lines) => lines.with(6, 'budget;lots'), /line 7: number\.bad \("lots"\)/],
    ['no votes at all', (lines) => lines.slice(0, 14), /line 1: section\.missing \("votes"\)/],
  ])('says the line and the reason of a file with %s, and ends with 1', async (_what, change, says) => {
    const { code, out, err } = await sreda(['tally', file(change(TOWN)), '--rule', 'mes'])
    expect([code, out, isOneSentence(err)]).toEqual([1, '', true])
    expect(err).toMatch(says)
  })

  it.each([
    ['no rule', [], /--rule NAME, or --all-rules/],
    ['an unknown project', ['--rule', 'mes', '--exclude', 'zz'], /no project zz/],
    ['an unknown tie step', ['--rule', 'mes', '--ties', 'size'], /--ties knows/],
    ['no increment', ['--rule', 'mes', '--increment', '0'], /--increment 0/],
    [
      'an increment below a hundredth',
      ['--rule', 'mes', '--completion', 'add1', '--increment', '0.001'],
      /whole number of minor units/,
    ],
    ['a threshold in words', ['--rule', 'mes', '--threshold', 'many'], /--threshold takes/],
  ])('refuses %s in one sentence', async (_what, args, says) => {
    const { code, err } = await sreda(['tally', file(), ...args])
    expect([code, isOneSentence(err)]).toEqual([1, true])
    expect(err).toMatch(says)
  })

  it('refuses an unknown rule by naming those there are', async () => {
    const { code, err } = await sreda(['tally', file(), '--rule', 'stv'])
    expect(code).toBe(1)
    expect(err).toContain('greedy_votes, greedy_no_skip')
  })
})
