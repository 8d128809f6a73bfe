import { describe, expect, it } from 'vitest'
import { isOneSentence, sredaHere as sreda, writeFile } from './run-sreda.ts'

/** Six voters; n1 and n2 lie in the north, s1 in the south, t1 nowhere. */
const TOWN = [
  'META',
  'key;value',
  'description;Приреченск',
  'num_projects;4',
  'num_votes;6',
  'budget;300',
  'vote_type;approval',
  'PROJECTS',
  'project_id;cost;name;district',
  'n1;60;Лавки;north',
  'n2;50;Клумба;north',
  's1;100;Мост;south',
  't1;130;Сквер;',
  'VOTES',
  'voter_id;vote',
  '1;n1,t1',
  '2;n1',
  '3;n2,t1',
  '4;s1',
  '5;t1',
  '6;',
  '',
]
const file = (lines = TOWN) => writeFile('town.pb', lines.join('\n'))
const POOLS = {
  pools: [
    { id: 'town', budget: '100.5', rest: true },
    { id: 'north', budget: 80, district: 'north' },
    { id: 'south', budget: 90, projects: ['s1'] },
  ],
  leftovers: [
    { from: 'north', to: 'town' },
    { from: 'south', to: 'town', share: 0.25 },
  ],
}
const pools = (change: object | string = {}) =>
  writeFile('pools.json', typeof change === 'string' ? change : JSON.stringify({ ...POOLS, ...change }))
const [byVotes, shares] = [
  ['--rule', 'greedy_votes'],
  ['--rule', 'mes'],
]

describe('sreda tally --pools', () => {
  it('counts districts first, lets their leftovers flow to the town, and names all of it in JSON', async () => {
    const { code, out } = await sreda(['tally', file(), ...byVotes, '--pools', pools(), '--json'])
    expect(code).toBe(0)
    const { pools: each, ...all } = JSON.parse(out)
    expect(all).toMatchObject({ rule: 'greedy_votes', budget: 270.5, totalCost: 190, kept: 80.5 })
    expect(all.winners).toEqual(['t1', 'n1'])
    const [town, north, south] = each
    expect(north).toMatchObject({
      id: 'north',
      projects: ['n1', 'n2'],
      ballots: 3,
      winners: ['n1'],
      sources: [{ from: null, amount: 80 }],
      passedOn: [{ to: 'town', amount: 20 }],
      kept: 0,
    })
    expect(south).toMatchObject({
      ballots: 1,
      winners: [],
      passedOn: [{ to: 'town', amount: 22.5 }],
      kept: 67.5,
    })
    expect(town).toMatchObject({
      projects: ['t1'],
      ballots: 3,
      budget: 143,
      sources: [
        { from: null, amount: 100.5 },
        { from: 'north', amount: 20 },
        { from: 'south', amount: 22.5 },
      ],
      scores: { t1: '3' },
      winners: ['t1'],
      kept: 13,
    })
  })

  it('shares out a purse among its own ballots, and says in words where the money came from and went', async () => {
    const budgets = POOLS.pools.map((pool, i) => (i === 0 ? { ...pool, budget: 110.5 } : pool))
    const { code, out } = await sreda(['tally', file(), ...shares, '--pools', pools({ pools: budgets })])
    expect(code).toBe(0)
    expect(out).toContain('Pool north: 2 projects, 3 ballots (approval)')
    // 80 among three: two of them have 53.33 for n1, the third 26.67 for n2.
    expect(out).toContain(
      'passed over n1: never-affordable, costs 60, its voters had just over 53.33, left 80',
    )
    expect(out).toContain('Its leftovers: 80 to town, 0 kept.')
    expect(out).toContain('Its money: 110.5 of its own + 80 left by north + 22.5 left by south.')
    expect(out).toContain('bought t1 for 130, left 83; 3 voters paid')
    expect(out).toMatch(/Counted in [\d.]+ s of processor time\.\n$/)
  })

  it('lets a purse that nobody voted for leave everything to others', async () => {
    const nobody = TOWN.with(18, '4;')
    const { code, out } = await sreda(['tally', file(nobody), ...shares, '--pools', pools(), '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(out).pools[2]).toMatchObject({ ballots: 0, winners: [], kept: 67.5 })
  })

  it('shows in its help a file that it understands', async () => {
    const { out } = await sreda(['tally', '--help'])
    const [shown = ''] = /\{ "pools".*\] \}/s.exec(out) ?? []
    const { err } = await sreda(['tally', file(), ...byVotes, '--pools', pools(shown)])
    expect(err).toBe('Pool north finds no project of district Northern.\n')
  })

  it.each<[string, object | string, string[], RegExp]>([
    ['what is no JSON', '{"pools": [', byVotes, /pools is no JSON/],
    ['a key of no meaning', { purses: [] }, byVotes, /wrong at its top: .*purses/],
    ['no pools', { pools: [] }, byVotes, /wrong at pools: /],
    ['a budget in words', { pools: [{ id: 'a', budget: 'lots', rest: true }] }, byVotes, /pools\.0\.budget/],
    ['a part of a kopeck', { pools: [{ id: 'a', budget: 1.005, rest: true }] }, byVotes, /pool a, 1\.005, /],
    [
      'two ways at once',
      { pools: [{ id: 'a', budget: 1, rest: true, projects: ['n1'] }] },
      byVotes,
      /one of projects/,
    ],
    [
      'an unknown project',
      { pools: [{ id: 'a', budget: 1, projects: ['zz'] }] },
      byVotes,
      /project zz, which/,
    ],
    ['an unknown district', { pools: [{ id: 'a', budget: 1, district: 'east' }] }, byVotes, /district east/],
    [
      'a project in no pool',
      { pools: [{ id: 'a', budget: 1, district: 'north' }], leftovers: [] },
      byVotes,
      /s1 is in no/,
    ],
    [
      'a project in two pools',
      { pools: [...POOLS.pools, { id: 'too', budget: 1, projects: ['n2'] }] },
      byVotes,
      /n2 is in two pools, north and too/,
    ],
    [
      'a project named twice',
      { pools: [...POOLS.pools, { id: 'too', budget: 1, projects: ['t1', 't1'] }] },
      byVotes,
      /too names project t1 twice/,
    ],
    [
      'a sum that is too long for a number',
      { pools: [...POOLS.pools, { id: 'too', budget: 2e12, projects: ['t1'] }] },
      byVotes,
      /written as text/,
    ],
    [
      'two rests',
      { pools: [...POOLS.pools, { id: 'too', budget: 1, rest: true }] },
      byVotes,
      /Only one pool/,
    ],
    [
      'two pools of one name',
      { pools: [POOLS.pools[0], { id: 'town', budget: 1, projects: ['n2'] }] },
      byVotes,
      /one id/,
    ],
    ['leftovers to nowhere', { leftovers: [{ from: 'north', to: 'east' }] }, byVotes, /no pool east/],
    [
      'leftovers in a circle',
      { leftovers: [...POOLS.leftovers, { from: 'town', to: 'north' }] },
      byVotes,
      /round in a circle/,
    ],
    [
      'more than there is left',
      { leftovers: [...POOLS.leftovers, { from: 'north', to: 'south', share: 0.5 }] },
      byVotes,
      /1500 thousandths/,
    ],
    [
      'a share finer than a thousandth',
      { leftovers: [{ from: 'north', to: 'town', share: 0.12345 }] },
      byVotes,
      /share/,
    ],
    ['a rule without money', {}, ['--rule', 'approval'], /needs a rule that spends/],
    ['all rules at once', {}, ['--all-rules'], /by one rule/],
    ['rivals in two pools', {}, [...byVotes, '--exclusive', 'n1,t1'], /n1,t1 exclude each other/],
  ])('refuses %s in one sentence, and ends with 1', async (_what, change, args, says) => {
    const { code, out, err } = await sreda(['tally', file(), ...args, '--pools', pools(change)])
    expect([code, out, isOneSentence(err)]).toEqual([1, '', true])
    expect(err).toMatch(says)
  })
})

/** The third has a hundred of the three, the fourth a third of it; the others share what is left. */
const ENDOWED = ['voter_id;endowment', '1;40', '2;20,5', '3;100.00', '4;100/3', '5;0', '6;0', '']
const endowments = (lines = ENDOWED) => writeFile('endowments.csv', lines.join('\r\n'))

describe('sreda tally --endowments', () => {
  it('lets every voter spend what they have, exactly', async () => {
    const { code, out } = await sreda(['tally', file(), ...shares, '--endowments', endowments(), '--json'])
    expect(code).toBe(0)
    const { winners, rounds, endowments: told } = JSON.parse(out)
    // The largest share of n1's cost is 39.5 of 60, of t1's 90 of 130, of n2's all; after n1 t1 has 100.5 left. All alike would buy t1.
    expect(winners).toEqual(['n1', 'n2'])
    expect(rounds[0]).toMatchObject({ id: 'n1', moneyBefore: '121/2', largestPayment: '79/2' })
    expect(told).toEqual({ voters: 6, sum: '1163/6' })
  })

  it('says in words that they were given', async () => {
    const { out } = await sreda(['tally', file(), ...shares, '--endowments', endowments()])
    expect(out).toContain('6 voters had their own endowments, just over 193.83 together')
  })

  it.each<[string, (lines: string[]) => string[], string[], RegExp]>([
    ['a missing voter', (lines) => lines.toSpliced(3, 1), shares, /Voter 3 has no endowment/],
    [
      'a voter without a ballot',
      (lines) => lines.with(7, '7;1'),
      shares,
      /Voter 7 has an endowment but no ballot/,
    ],
    ['a voter twice', (lines) => lines.with(3, '2;1'), shares, /Line 4 .*voter 2 again/],
    ['a sum in words', (lines) => lines.with(2, '2;much'), shares, /Line 3 .*2;much/],
    ['a sum below nothing', (lines) => lines.with(2, '2;-1'), shares, /Line 3 .*2;-1/],
    ['a fraction of nothing', (lines) => lines.with(2, '2;1/0'), shares, /Line 3 .*2;1\/0/],
    ['no heading', (lines) => lines.slice(1), shares, /begin with voter_id;endowment/],
    [
      'more than the budget',
      (lines) => lines.with(1, '1;147'),
      shares,
      /are 1805\/6 together, more than .* 300/,
    ],
    ['another rule', (lines) => lines, byVotes, /--rule mes only/],
    ['pools too', (lines) => lines, [...shares, '--pools', 'pools.json'], /either --pools or --endowments/],
  ])('refuses %s in one sentence, and ends with 1', async (_what, change, args, says) => {
    const given = endowments(change(ENDOWED))
    const { code, out, err } = await sreda(['tally', file(), ...args, '--endowments', given])
    expect([code, out, isOneSentence(err)]).toEqual([1, '', true])
    expect(err).toMatch(says)
  })
})
