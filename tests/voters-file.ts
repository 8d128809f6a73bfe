/** Voters of each kind: how many, age, way of voting, district. */
const VOTERS: [count: number, age: string, method: string, district: string][] = [
  [12, '16', 'internet', 'Центр'],
  [30, '30', 'internet', 'Заречье'],
  [20, '41', 'paper', 'Центр'],
  [3, '70', 'paper', 'Хутор'],
  [6, '-1', '', ''],
]

/** A small .pb file that tells of its voters; `isSilent` leaves their columns out. 71 ballots. */
export function votersFile({ isSilent = false } = {}): string {
  const voters = VOTERS.flatMap(([count, ...told]) => Array.from({ length: count }, () => told))
  return [
    'META',
    'key;value',
    'description;Двор',
    'country;Poland',
    'num_projects;2',
    `num_votes;${voters.length}`,
    'budget;100',
    'vote_type;approval',
    'rule;greedy',
    'date_begin;01.05.2024',
    'date_end;10.05.2024',
    'PROJECTS',
    'project_id;cost;name;selected',
    'a;60;Лавки;1',
    'b;50;Клумба;0',
    'VOTES',
    isSilent ? 'voter_id;vote' : 'voter_id;vote;age;sex;voting_method;district',
    ...voters.map(([age, method, district], i) => {
      const ballot = `voter-${i};${i % 3 === 0 ? 'b' : 'a'}`
      return isSilent ? ballot : `${ballot};${age};F;${method};${district}`
    }),
    '',
  ].join('\n')
}
