import { describe, expect, test } from 'vitest'
import { readElection } from '#app/formats/pabulib-election.ts'

function file(meta: string[], votes: string[], projects = ['a;50', 'b;60,5']): string {
  const all = [...meta, `num_projects;${projects.length}`, `num_votes;${votes.length - 1}`]
  return ['META', 'key;value', ...all, 'PROJECTS', 'project_id;cost', ...projects, 'VOTES', ...votes].join(
    '\n',
  )
}

describe('readElection', () => {
  test('money is exact, however many decimals the budget has', () => {
    const read = (budget: string) =>
      readElection(file([`budget;${budget}`, 'vote_type;approval'], ['voter_id;vote', '1;a']))
    expect(read('1331751.11')).toMatchObject({ budget: 133175111n, unit: 100n, costs: [5000n, 6050n] })
    expect(read('100,1250')).toMatchObject({ budget: 100125n, unit: 1000n, costs: [50000n, 60500n] })
  })

  test('ballots come as indexes, in the form that their vote type has', () => {
    const rows = (type: string, ...votes: string[]) => {
      const { form, rows } = readElection(file(['budget;1', `vote_type;${type}`], votes))
      return [form, [...rows]]
    }
    expect(rows('choose-1', 'voter_id;vote', '1;b', '2;')).toEqual([
      'approval',
      [
        { voterId: '1', options: [1], values: null },
        { voterId: '2', options: [], values: null },
      ],
    ])
    expect(rows('ordinal', 'voter_id;vote;points', '1;b,a;2,1')).toEqual([
      'ranking',
      [{ voterId: '1', options: [1, 0], values: null }],
    ])
    expect(rows('cumulative', 'voter_id;vote;points', '1;b,a;4,1')).toEqual([
      'points',
      [{ voterId: '1', options: [1, 0], values: [4, 1] }],
    ])
  })

  test('a scoring ballot gives the default score to what it does not name', () => {
    const { form, rows } = readElection(
      file(['budget;1', 'vote_type;scoring', 'default_score;-1'], ['voter_id;vote;points', '1;b;4']),
    )
    expect([form, [...rows]]).toEqual(['score', [{ voterId: '1', options: [1, 0], values: [4, -1] }]])
  })

  test('what is wrong with ballots is said when they are read', () => {
    const { rows } = readElection(file(['budget;1', 'vote_type;approval'], ['voter_id;vote', '1;a', '2;x']))
    expect(() => [...rows]).toThrow(expect.objectContaining({ code: 'vote.unknown-project', line: 14 }))
  })

  test('a default score that is no number is refused', () => {
    const text = file(['budget;1', 'vote_type;scoring', 'default_score;x'], ['voter_id;vote;points', '1;b;4'])
    expect(() => readElection(text)).toThrow(expect.objectContaining({ code: 'number.bad', line: 5 }))
  })
})
