import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readPabulib, tallyBallots } from '#app/formats/pabulib.ts'

const CORPUS = resolve(process.env.PABULIB_DIR ?? join(import.meta.dirname, '../../../shared/pb'))
const LARGEST_MS = 10_000

interface Parts {
  meta?: string[]
  projects?: string[]
  votes?: string[]
}

const META = ['num_projects;2', 'num_votes;2', 'budget;100', 'vote_type;approval']
const PROJECTS = ['project_id;cost;name', '1;50;Парк', '02;60,5;Сквер']
const VOTES = ['voter_id;vote', 'a;1,02', 'b;1']

function file({ meta = META, projects = PROJECTS, votes = VOTES }: Parts = {}, lineEnd = '\n'): string {
  return ['META', 'key;value', ...meta, 'PROJECTS', ...projects, 'VOTES', ...votes, ''].join(lineEnd)
}

function tallyOf(parts: Parts) {
  return Object.fromEntries(tallyBallots(readPabulib(file(parts))))
}

describe('readPabulib', () => {
  test('reads an election', () => {
    const { meta, projects, ballots, voteType } = readPabulib(file())
    expect(meta).toEqual({ num_projects: '2', num_votes: '2', budget: '100', vote_type: 'approval' })
    expect(projects.map(({ id, costMinor, name }) => [id, costMinor, name])).toEqual([
      ['1', 5000, 'Парк'],
      ['02', 6050, 'Сквер'],
    ])
    expect(voteType).toBe('approval')
    expect(ballots).toEqual([
      {
        voterId: 'a',
        choices: [
          { projectId: '1', points: null, position: null },
          { projectId: '02', points: null, position: null },
        ],
      },
      { voterId: 'b', choices: [{ projectId: '1', points: null, position: null }] },
    ])
  })

  test('BOM, CRLF, blank lines, small titles and padded lists change nothing', () => {
    const plain = readPabulib(file())
    expect(readPabulib(`\uFEFF${file({}, '\r\n')}\r\n`)).toEqual(plain)
    expect(
      readPabulib(file().replace('META', 'meta').replace('VOTES', '\nVotes;\n').replace('1,02', ' 1 , 02 ')),
    ).toEqual(plain)
  })

  test('reads quotes, None, decimal commas and lists', () => {
    const projects = [
      'project_id;cost;votes;score;name;category;selected;latitude;longitude;target',
      'OGM/0015;4000.0;2;;"Plac ""Solny""; etap II";sport, zieleń;1;52,25;21.0;dzieci',
      'W1;999999999;None;none;None;None;None;None;None;',
    ]
    const [first, second] = readPabulib(
      file({ projects, votes: ['voter_id;vote;neighborhood', 'a;W1;Centrum', 'b;;'] }),
    ).projects
    expect(first).toEqual({
      id: 'OGM/0015',
      name: 'Plac "Solny"; etap II',
      costMinor: 400000,
      votes: 2,
      score: null,
      selected: 1,
      category: ['sport', 'zieleń'],
      beneficiaries: ['dzieci'],
      lat: 52.25,
      lng: 21,
      description: null,
      district: null,
      neighborhood: null,
    })
    expect(second).toMatchObject({
      name: 'W1',
      costMinor: 99999999900,
      votes: null,
      selected: null,
      lat: null,
    })
  })

  test('an empty ballot is a ballot; a neighbourhood is kept; a quoted line break is no new line', () => {
    const votes = ['voter_id;vote;neighborhood', 'a;1;"Cen\ntrum"', 'b;;']
    expect(readPabulib(file({ votes })).ballots).toEqual([
      {
        voterId: 'a',
        choices: [{ projectId: '1', points: null, position: null }],
        neighborhood: 'Cen\ntrum',
      },
      { voterId: 'b', choices: [] },
    ])
  })

  test('what is told of a voter is kept as it is written; an empty cell and None are nothing', () => {
    const votes = [
      'voter_id;vote;age;sex;voting_method;neighborhood;district',
      'a;1;-1;F;internet;Centrum;II',
      'b;1;18-24;None;None;;none',
    ]
    expect(readPabulib(file({ votes })).ballots.map(({ choices: _, ...voter }) => voter)).toEqual([
      { voterId: 'a', age: '-1', voting_method: 'internet', neighborhood: 'Centrum', district: 'II' },
      { voterId: 'b', age: '18-24' },
    ])
  })

  const cumulative = META.with(3, 'vote_type;cumulative')
  test.each<[string, string, number, string]>([
    ['an empty file', '', 1, 'section.missing'],
    ['no votes', file().replace('VOTES\n', ''), 1, 'section.missing'],
    ['rows before a section', `x;y\n${file()}`, 1, 'section.missing'],
    ['sections out of order', file().replace('META', 'PROJECTS'), 1, 'section.out-of-order'],
    ['a repeated section', `${file()}META\n`, 15, 'section.repeated'],
    ['a wrong heading', file({ projects: ['id;cost', '1;50', '02;60'] }), 8, 'header.bad'],
    ['no cost', file({ projects: ['project_id;name', '1;50', '02;60'] }), 8, 'header.bad'],
    ['a repeated key', file({ meta: [...META, 'budget;5'] }), 7, 'meta.repeated'],
    ['no budget', file({ meta: META.toSpliced(2, 1) }), 1, 'meta.missing'],
    ['an unknown vote type', file({ meta: META.with(3, 'vote_type;stv') }), 1, 'vote-type.unknown'],
    ['a repeated project', file({ projects: PROJECTS.with(2, '1;60;x') }), 10, 'id.repeated'],
    ['a bad cost', file({ projects: PROJECTS.with(2, '02;1.234;x') }), 10, 'cost.bad'],
    ['a long row', file({ projects: PROJECTS.with(2, '02;60;x;y') }), 10, 'row.too-long'],
    [
      'half a point',
      file({ projects: ['project_id;cost;latitude;longitude', '1;5;52;', '02;6;;'] }),
      9,
      'coordinate.bad',
    ],
    ['a bad number', file({ projects: ['project_id;cost;votes', '1;5;many', '02;6;'] }), 9, 'number.bad'],
    ['a repeated voter', file({ votes: VOTES.with(2, 'a;1') }), 14, 'id.repeated'],
    ['an unknown project', file({ votes: VOTES.with(2, 'b;2') }), 14, 'vote.unknown-project'],
    ['points missing', file({ meta: cumulative }), 12, 'points.missing'],
    [
      'points of another length',
      file({ meta: cumulative, votes: ['voter_id;vote;points', 'a;1,02;5', 'b;1;1'] }),
      13,
      'points.length',
    ],
    ['a broken quote', file({ projects: PROJECTS.with(1, '1;50;"Парк') }), 9, 'quote.open'],
    ['too few projects', file({ meta: META.with(0, 'num_projects;3') }), 7, 'count.projects'],
    ['too many votes', file({ meta: META.with(1, 'num_votes;1') }), 11, 'count.votes'],
  ])('refuses %s', (_what, text, line, code) => {
    expect(() => readPabulib(text)).toThrow(expect.objectContaining({ code, line }))
  })
})

describe('tallyBallots', () => {
  const of = (voteType: string) => META.with(3, `vote_type;${voteType}`)

  test('approval: a project named twice counts once', () => {
    expect(tallyOf({ votes: ['voter_id;vote', 'a;1,1,02', 'b;1'] })).toEqual({
      1: { votes: 2, score: 2, repeated: 1 },
      '02': { votes: 1, score: 1, repeated: 0 },
    })
  })

  test('ordinal: k..1, or the points of the file', () => {
    expect(tallyOf({ meta: of('ordinal'), votes: ['voter_id;vote', 'a;02,1', 'b;1'] })).toEqual({
      1: { votes: 2, score: 2, repeated: 0 },
      '02': { votes: 1, score: 2, repeated: 0 },
    })
    expect(tallyOf({ meta: of('ordinal'), votes: ['voter_id;vote;points', 'a;02,1;5,3', 'b;1;'] })).toEqual({
      1: { votes: 2, score: 4, repeated: 0 },
      '02': { votes: 1, score: 5, repeated: 0 },
    })
  })

  test('cumulative and scoring: points, and the default score of what is not named', () => {
    const votes = ['voter_id;vote;points', 'a;1,02;4,1', 'b;02;-2']
    expect(tallyOf({ meta: of('cumulative'), votes })).toEqual({
      1: { votes: 1, score: 4, repeated: 0 },
      '02': { votes: 2, score: -1, repeated: 0 },
    })
    expect(tallyOf({ meta: [...of('scoring'), 'default_score;3'], votes })).toEqual({
      1: { votes: 1, score: 7, repeated: 0 },
      '02': { votes: 2, score: -1, repeated: 0 },
    })
  })
})

const hasCorpus = existsSync(CORPUS)
const corpus = hasCorpus ? readdirSync(CORPUS).filter((name) => name.endsWith('.pb')) : []

describe.skipIf(!hasCorpus)(
  `real elections${hasCorpus ? '' : ` (skipped: no folder ${CORPUS}, set PABULIB_DIR)`}`,
  () => {
    test.each(corpus)('%s', (name) => {
      const election = readPabulib(readFileSync(join(CORPUS, name), 'utf8'))
      const { meta, projects, ballots } = election
      expect([projects.length, ballots.length]).toEqual([Number(meta.num_projects), Number(meta.num_votes)])
      const tally = tallyBallots(election)
      const inFile = projects.map(({ id, votes, score }) => ({
        id,
        votes,
        ...(score === null ? {} : { score }),
      }))
      const counted = projects.map(({ id, score }) => {
        const { votes, repeated, score: points } = tally.get(id)!
        return { id, votes: votes + repeated, ...(score === null ? {} : { score: points }) }
      })
      expect(counted).toEqual(inFile)
    })

    test(`the largest is read in ${LARGEST_MS} ms`, () => {
      const paths = corpus.map((name) => join(CORPUS, name))
      const largest = paths.reduce((a, b) => (statSync(b).size > statSync(a).size ? b : a))
      const text = readFileSync(largest, 'utf8')
      const times = [1, 2, 3].map(() => {
        const start = performance.now()
        readPabulib(text)
        return performance.now() - start
      })
      expect(Math.min(...times)).toBeLessThan(LARGEST_MS)
    })
  },
)
