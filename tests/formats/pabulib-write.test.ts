import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Pabulib, readPabulib, tallyBallots } from '#app/formats/pabulib.ts'
import { type PabulibFile, pabulibChunks } from '#app/formats/pabulib-write.ts'

const CORPUS = resolve(process.env.PABULIB_DIR ?? join(import.meta.dirname, '../../../shared/pb'))

/** What was read, as the writer wants it. */
function toFile({ meta, projects, ballots, voteType }: Pabulib): PabulibFile {
  const votes = ballots.map(({ voterId, choices, neighborhood }) => ({
    voterId,
    vote: choices.map(({ projectId }) => projectId),
    points: choices.some(({ points }) => points !== null) ? choices.map(({ points }) => points ?? 0) : null,
    ...(neighborhood === undefined ? {} : { neighborhood }),
  }))
  return { meta, projects, voteType, votes }
}

function written(file: PabulibFile): string {
  return [...pabulibChunks(file)].join('')
}

describe('pabulibChunks', () => {
  const file: PabulibFile = {
    meta: {
      zone: 'own key',
      comment: '#1: a; "b"',
      budget: '100.50',
      vote_type: 'cumulative',
      num_votes: '2',
      num_projects: '2',
    },
    voteType: 'cumulative',
    projects: [
      {
        id: 'OGM/0015',
        name: 'Plac "Solny"; etap II',
        costMinor: 400000,
        votes: 1,
        score: 3,
        selected: 1,
        category: ['sport', 'zieleń'],
        beneficiaries: [],
        lat: 52.25,
        lng: 21,
        description: null,
        district: null,
        neighborhood: null,
      },
      {
        id: '007',
        name: 'Сквер',
        costMinor: 133175111,
        votes: 0,
        score: 0,
        selected: 0,
        category: [],
        beneficiaries: [],
        lat: null,
        lng: null,
        description: 'две\nстроки',
        district: null,
        neighborhood: null,
      },
    ],
    votes: [
      { voterId: 'a', vote: ['OGM/0015'], points: [3], method: 'internet' },
      { voterId: 'b', vote: [], points: null, method: 'paper' },
    ],
  }

  test('is the format to the letter: order of keys, quotes where needed, empty columns left out', () => {
    expect(written(file)).toBe(
      [
        'META',
        'key;value',
        'num_projects;2',
        'num_votes;2',
        'budget;100.50',
        'vote_type;cumulative',
        'comment;"#1: a; ""b"""',
        'zone;own key',
        'PROJECTS',
        'project_id;cost;votes;score;name;category;selected;description;latitude;longitude',
        'OGM/0015;4000;1;3;"Plac ""Solny""; etap II";sport,zieleń;1;;52.25;21',
        '007;1331751.11;0;0;Сквер;;0;"две\nстроки";;',
        'VOTES',
        'voter_id;vote;points;voting_method',
        'a;OGM/0015;3;internet',
        'b;;;paper',
        '',
      ].join('\n'),
    )
  })

  test('reads back to what was written', () => {
    const read = readPabulib(written(file))
    expect(read.meta).toEqual(file.meta)
    expect(read.projects).toEqual(file.projects)
    expect(written(toFile(read))).toBe(
      written({ ...file, votes: [...file.votes].map(({ method, ...vote }) => vote) }),
    )
  })

  test('any name, any ids, any costs come back', () => {
    const text = fc
      .string({ unit: 'grapheme' })
      .map((s) => s.replace(/\0|\r\n?|\uFEFF/g, ' ').trim())
      .filter((s) => s.toLowerCase() !== 'none')
    const id = fc.stringMatching(/^[A-Za-z0-9/._-]{1,8}$/).filter((s) => s.toLowerCase() !== 'none')
    const ids = fc.uniqueArray(id, { minLength: 1, maxLength: 6 })
    const election = ids.chain((names) =>
      fc.record({
        projects: fc.tuple(
          ...names.map((one) =>
            fc.record({ id: fc.constant(one), name: text, costMinor: fc.nat({ max: 1e12 }) }),
          ),
        ),
        votes: fc.array(fc.subarray(names), { maxLength: 8 }),
      }),
    )
    fc.assert(
      fc.property(election, ({ projects, votes }) => {
        const made: PabulibFile = {
          meta: {
            budget: '1',
            vote_type: 'approval',
            num_projects: String(projects.length),
            num_votes: String(votes.length),
          },
          voteType: 'approval',
          projects: projects.map((one) => ({ ...file.projects[1]!, description: null, ...one })),
          votes: votes.map((vote, i) => ({ voterId: `v${i}`, vote, points: null })),
        }
        const read = readPabulib(written(made))
        expect(read.projects.map(({ id, name, costMinor }) => [id, name, costMinor])).toEqual(
          projects.map(({ id, name, costMinor }) => [id, name || id, costMinor]),
        )
        expect(read.ballots.map(({ choices }) => choices.map(({ projectId }) => projectId))).toEqual(votes)
      }),
    )
  })
})

describe.skipIf(!existsSync(CORPUS))(`real elections of ${CORPUS} (skipped where they are not)`, () => {
  const files = ['', 'synthetic']
    .map((folder) => join(CORPUS, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.pb') && !name.includes('invalid'))
        .map((name) => join(folder, name)),
    )

  test('every file, written and read again, is the same election', () => {
    expect(files.length).toBeGreaterThan(100)
    for (const path of files) {
      const read = readPabulib(readFileSync(path, 'utf8'))
      const again = readPabulib(written(toFile(read)))
      expect(again.meta, path).toEqual(read.meta)
      expect(again.projects, path).toEqual(read.projects)
      expect(again.ballots.length, path).toBe(read.ballots.length)
      const differs = again.ballots.findIndex(
        (ballot, i) => JSON.stringify(ballot) !== JSON.stringify(read.ballots[i]),
      )
      expect(differs, path).toBe(-1)
      expect([...tallyBallots(again)], path).toEqual([...tallyBallots(read)])
    }
  }, 240_000)
})
