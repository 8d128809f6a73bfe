import { createHash } from 'node:crypto'
import { unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readPabulib } from '#app/formats/pabulib.ts'
import { BadArchiveError, readResultArchive, resultArchiveChunks } from '#app/formats/result-archive.ts'
import { recountArchive } from '#app/jobs/recount-archive.server.ts'
import { archiveTexts } from '#app/jobs/result-files.server.ts'
import { type SmallVote, smallVote, times } from '../counted-votes.ts'

const APPROVAL: SmallVote = {
  ballots: [
    ...times(6, { options: [0, 1] }),
    ...times(5, { options: [0, 2], paper: true }),
    ...times(4, { options: [3] }),
    { options: [] },
  ],
  titles: ['Парк; "Дружба"', '=1+1', 'Сквер', 'Мост'],
}
const VOTES: [what: string, vote: SmallVote][] = [
  ['approval, greedy', APPROVAL],
  ['approval, equal shares', { ...APPROVAL, rule: { name: 'mes', completion: 'add1u' } }],
  [
    'ranking, by points',
    {
      form: 'ranking',
      rule: { name: 'greedy_points' },
      ballots: [...times(3, { options: [2, 0, 1] }), ...times(2, { options: [3, 1] })],
    },
  ],
  [
    'ranking, Schulze',
    {
      form: 'ranking',
      rule: { name: 'schulze', seats: 2 },
      ballots: [...times(3, { options: [2, 0, 1] }), ...times(2, { options: [3, 1] })],
    },
  ],
  [
    'points',
    {
      form: 'points',
      rule: { name: 'greedy_pointseff' },
      ballots: [...times(3, { options: [0, 2], values: [3, 7] }), { options: [1, 3], values: [9, 1] }],
    },
  ],
  [
    'scores, equal shares',
    {
      form: 'score',
      rule: { name: 'mes', utility: 'points', completion: 'greedy' },
      ballots: [...times(3, { options: [0, 1, 2], values: [0, 4, 5] }), { options: [3], values: [5] }],
    },
  ],
]

function archiveOf(vote: SmallVote): Buffer {
  const made = smallVote(vote)
  const texts = archiveTexts(made.vote, made.result, made.frozen)
  return Buffer.concat([...resultArchiveChunks({ ...made, texts })])
}

/** The archive with one file changed; `isCovered` also mends SHA256SUMS, as somebody clever would. */
function tampered(
  bytes: Buffer,
  name: string,
  change: (text: string) => string,
  isCovered: boolean,
): Uint8Array {
  const files = unzipSync(bytes)
  const before = Buffer.from(files[name]!).toString('utf8')
  const after = change(before)
  expect(after).not.toBe(before)
  files[name] = Buffer.from(after)
  if (isCovered) {
    const sums = Buffer.from(files.SHA256SUMS!).toString('utf8')
    const hash = (text: string) => createHash('sha256').update(text).digest('hex')
    files.SHA256SUMS = Buffer.from(sums.replace(hash(before), hash(after)))
  }
  return zipSync(files)
}

describe('the archive of a result', () => {
  test.each(VOTES)('reads back and is equal when counted again: %s', (_, vote) => {
    const made = smallVote(vote)
    const bytes = archiveOf(vote)
    const read = readResultArchive(bytes)
    expect(read.vote).toEqual(made.vote)
    expect(read.ballots).toEqual(made.ballots)
    expect(read.result).toEqual(JSON.parse(JSON.stringify(made.result)))
    const again = recountArchive(bytes)
    expect(again.faults).toEqual([])
    expect(again.winners).toEqual(made.result.outcome.winners)
    expect(again.winners.length).toBeGreaterThan(0)
    expect(again.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  test('is the same to the byte each time', () => {
    expect(archiveOf(APPROVAL).equals(archiveOf(APPROVAL))).toBe(true)
  })

  test('names its files, and its checksums are those of sha256sum', () => {
    const files = unzipSync(archiveOf(APPROVAL))
    expect(Object.keys(files)).toEqual([
      'README.txt',
      'rule.ru.txt',
      'rule.en.txt',
      'frozen.json',
      'settings.json',
      'options.csv',
      'ballots.csv',
      'result.json',
      'election.pb',
      'SHA256SUMS',
    ])
    const sums = Buffer.from(files.SHA256SUMS!).toString('utf8').trim().split('\n')
    expect(sums).toHaveLength(9)
    for (const line of sums) {
      const [hash, name] = line.split('  ')
      expect(createHash('sha256').update(files[name!]!).digest('hex'), name).toBe(hash)
    }
    // A title that a spreadsheet would run.
    expect(Buffer.from(files['options.csv']!).toString('utf8')).toContain(";'=1+1;")
  })

  test('holds ballots in an order that says nothing of when they were cast, and no names', () => {
    const { ballots } = readResultArchive(archiveOf(APPROVAL))
    expect(ballots.keys).toEqual([...ballots.keys].sort())
  })

  test.each<[what: string, name: string, change: (text: string) => string, says: RegExp]>([
    ['a ballot', 'ballots.csv', (text) => text.replace(';web;4', ';web;3'), /result\.json|election\.pb/],
    [
      'a ballot left out',
      'ballots.csv',
      (text) =>
        text
          .split('\n')
          .filter((_, i) => i !== 3)
          .join('\n'),
      /result\.json|election\.pb/,
    ],
    [
      'an option’s cost',
      'options.csv',
      (text) => text.replace(';400;', ';390;'),
      /options\.csv differs from frozen\.json/,
    ],
    [
      'an option’s title',
      'options.csv',
      (text) => text.replace('Сквер', 'Скверик'),
      /options\.csv differs from frozen\.json/,
    ],
    [
      'the result',
      'result.json',
      (text) => text.replace(/"winners": \[\s+"1"/, '"winners": [\n      "4"'),
      /other winners/,
    ],
    ['a score', 'result.json', (text) => text.replace('"1": "11"', '"1": "12"'), /"scores"/],
    [
      'the rule',
      'settings.json',
      (text) => text.replace('"name": "greedy_votes"', '"name": "greedy_costeff"'),
      /another rule than frozen\.json/,
    ],
    [
      'the budget',
      'settings.json',
      (text) => text.replace('"budget": "100000"', '"budget": "150000"'),
      /another budget than frozen\.json/,
    ],
    [
      'the text of the rule',
      'rule.ru.txt',
      (text) => text.replace('наибольшего', 'наименьшего'),
      /rule\.ru\.txt is not the text/,
    ],
    [
      'the frozen terms',
      'frozen.json',
      (text) => text.replace('"minimumAge": 14', '"minimumAge": 16'),
      /frozen\.json is not the text/,
    ],
    ['the .pb', 'election.pb', (text) => text.replace('budget;1000', 'budget;1001'), /election\.pb is not/],
  ])('tells when somebody has changed %s, with and without new checksums', (_, name, change, says) => {
    const bytes = archiveOf(APPROVAL)
    const plain = recountArchive(tampered(bytes, name, change, false)).faults
    expect(plain).toContainEqual(expect.stringMatching(new RegExp(`^${name} has another SHA-256`)))
    const covered = recountArchive(tampered(bytes, name, change, true)).faults
    expect(covered).not.toContainEqual(expect.stringMatching(/SHA-256 than SHA256SUMS/))
    expect(covered).toContainEqual(expect.stringMatching(says))
  })

  test('tells of files that are missing or were added', () => {
    const files = unzipSync(archiveOf(APPROVAL))
    const { 'rule.en.txt': _, ...rest } = files
    expect(recountArchive(zipSync({ ...rest, 'extra.txt': Buffer.from('x') })).faults).toEqual(
      expect.arrayContaining([
        'rule.en.txt is named in SHA256SUMS and missing.',
        'extra.txt is not named in SHA256SUMS.',
      ]),
    )
  })

  test.each<[string, Uint8Array]>([
    ['no ZIP', Buffer.from('hello')],
    ['a ZIP of something else', zipSync({ 'a.txt': Buffer.from('a') })],
    ['settings that are no JSON', zipSync({ 'settings.json': Buffer.from('{') })],
    ['another format', zipSync({ 'settings.json': Buffer.from('{"format":"x"}') })],
  ])('is refused with a sentence: %s', (_, bytes) => {
    expect(() => recountArchive(bytes)).toThrow(BadArchiveError)
  })
})

describe('the .pb of a vote', () => {
  test.each(VOTES)('is readable, counts its own votes right and says the rule: %s', (_, vote) => {
    const made = smallVote(vote)
    const text = Buffer.from(unzipSync(archiveOf(vote))['election.pb']!).toString('utf8')
    const read = readPabulib(text)
    expect(read.ballots).toHaveLength(vote.ballots.length)
    expect(
      read.projects
        .filter(({ selected }) => selected === 1)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...made.result.outcome.winners].sort())
    for (const [i, { votes }] of read.projects.entries())
      expect(votes).toBe(vote.ballots.filter(({ options }) => options.includes(i)).length)
    expect(read.meta.comment).toContain(`"name":"${made.vote.rule.name}"`)
    expect(read.meta).toMatchObject({
      country: 'Russia',
      unit: 'Приреченск',
      date_begin: '01.05.2026',
      date_end: '21.05.2026',
    })
  })
})
