// npm run docs:roles: writes who may do what into README.md, from the one table of app/domain/permissions.ts.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ACTS, type Act, type Who, whoMay } from '#app/domain/permissions.ts'

const [BEGIN, END] = ['<!-- roles x acts: npm run docs:roles -->', '<!-- end of roles x acts -->']

const COLUMNS: [header: string, holds: Who[]][] = [
  ['everybody', ['anyone']],
  ['signed in', ['anyone', 'person']],
  ['author', ['anyone', 'person', 'author']],
  ['clerk', ['anyone', 'person', 'clerk']],
  ['moderator', ['anyone', 'person', 'moderator']],
  ['planner', ['anyone', 'person', 'planner']],
  ['admin', ['anyone', 'person', 'admin']],
  ['platform admin', ['anyone', 'person', 'admin', 'platform']],
]

/** The table as Markdown; acts of one noun that the same people may do share a row. */
export function permissionsTable(): string {
  const rows = new Map<string, Act[]>()
  for (const act of ACTS) {
    const key = `${act.split(':')[0]} ${whoMay(act).join()}`
    rows.set(key, [...(rows.get(key) ?? []), act])
  }
  const lines = [...rows.values()].map(function lineOf(acts) {
    const who = whoMay(acts[0]!)
    const ticks = COLUMNS.map(([, holds]) => (holds.some((one) => who.includes(one)) ? '+' : ''))
    return `| ${acts.map((act) => `\`${act}\``).join(', ')} | ${ticks.join(' | ')} |`
  })
  const head = `| act | ${COLUMNS.map(([header]) => header).join(' | ')} |`
  return [head, `|---|${COLUMNS.map(() => ':-:').join('|')}|`, ...lines].join('\n')
}

/** README with the table in its place. @throws {Error} when the place is gone */
export function withTable(readme: string): string {
  const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)]
  if (from < 0 || to < from) throw new Error(`README.md has lost the lines "${BEGIN}" and "${END}".`)
  return `${readme.slice(0, from + BEGIN.length)}\n${permissionsTable()}\n${readme.slice(to)}`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const path = join(import.meta.dirname, '..', 'README.md')
  writeFileSync(path, withTable(readFileSync(path, 'utf8')))
}
