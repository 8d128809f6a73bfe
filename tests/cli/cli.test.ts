import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeAll, describe, expect, it } from 'vitest'
import { NO_FILTER } from '#app/domain/filter.ts'
import { filterFrom } from '#app/domain/filter-from.ts'
import { readCsvTable } from '#app/formats/read-table.ts'
import { hasAllConsents } from '#app/models/consents.server.ts'
import { conditionOf, countMatching, listMatching } from '#app/models/listing.server.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import { listQueue } from '#app/models/queue.server.ts'
import { listStaffActs } from '#app/models/staff-acts.server.ts'
import { getTown, type Town } from '#app/models/towns.server.ts'
import { people } from '#db/schema/people.server.ts'
import { getStore } from '#db/store.server.ts'
import { folder, isOneSentence, sreda } from './run-sreda.ts'

describe('before there is anything', () => {
  it('tells what there is', async () => {
    const { code, out } = await sreda(['--help'])
    expect(code).toBe(0)
    for (const command of ['serve', 'migrate', 'seed', 'import', 'export', 'admin', 'check'])
      expect(out).toContain(`  ${command}`)
  })

  it.each([
    ['an unknown command', ['sede']],
    ['an unknown town', ['export', '--town', 'nowhere']],
    ['a missing file', ['import', 'nothing.csv', '--town', 'nowhere']],
    ['no e-mail address', ['admin', 'olga']],
    ['a moderator of no town', ['admin', 'olga@example.org', '--role', 'moderator']],
  ])('refuses %s in words, with 1', async (_, args) => {
    const { code, err } = await sreda(args)
    expect(code).toBe(1)
    expect(err).not.toMatch(/\n\s+at /)
  })

  it('installs nothing into a folder that node_modules only links to, and says so', () => {
    const [home, shared] = [join(folder(), 'linked'), join(folder(), 'shared')]
    mkdirSync(home)
    mkdirSync(join(shared, 'a-package'), { recursive: true })
    for (const name of ['scripts', 'package.json', 'package-lock.json'])
      cpSync(join(process.env.SREDA_HOME!, name), join(home, name), { recursive: true })
    symlinkSync(shared, join(home, 'node_modules'), 'dir')
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/sreda.mjs', '--help'], {
      cwd: home,
      encoding: 'utf8',
      timeout: 60_000,
    })
    expect([status, stdout, isOneSentence(stderr)]).toEqual([1, '', true])
    expect(stderr).toContain('node_modules is a link')
    expect(readdirSync(shared)).toEqual(['a-package'])
  })

  it('migrates an empty folder', async () => {
    expect((await sreda(['migrate'])).code).toBe(0)
  })

  it('refuses a database of a newer version, in one sentence', async () => {
    const newer = join(folder(), 'newer.db')
    await sreda(['migrate'], { DATABASE_URL: `file:${newer}` })
    const database = new Database(newer)
    database.exec('update __drizzle_migrations set created_at = created_at + 1000000000000')
    database.close()
    const { code, err } = await sreda(['check'], { DATABASE_URL: `file:${newer}` })
    expect([code, isOneSentence(err)]).toEqual([1, true])
    expect(err).toContain('newer')
  })
})

describe('the demo town', () => {
  let town: Town

  beforeAll(async () => {
    const { code, err } = await sreda(['seed'])
    expect([code, err]).toEqual([0, ''])
    town = await getTown('prirechensk')
  })

  it('is seeded once', async () => {
    const before = await countMatching(await conditionOf(town.id, NO_FILTER))
    expect((await sreda(['seed'])).out).toContain('already')
    expect(await countMatching(await conditionOf(town.id, NO_FILTER))).toEqual(before)
    expect(before).toEqual({ all: 100, unplaced: 0 })
  })

  it('has a process in each phase, one of two intakes, a queue, and people who can sign in', async () => {
    const lengths = (await listProcesses(town.id)).map(({ phases }) => phases.length)
    expect(lengths.sort()).toEqual([4, 4, 4, 4, 7])
    expect((await listQueue(town.id)).map(({ causes }) => causes.join()).sort()).toEqual([
      'edited',
      'new',
      'reported',
      'reported',
    ])
    const { read } = await getStore()
    const named = (await read.select().from(people)).filter(({ email }) => email !== null)
    expect(named.map(({ email }) => email!.split('@')[0]).sort()).toEqual([
      'admin',
      'moderator',
      'planner',
      'resident',
    ])
    for (const { id } of named) expect(await hasAllConsents(id)).toBe(true)
  })

  it('agrees with itself', async () => {
    const { code, out } = await sreda(['check'])
    expect([code, out.match(/agree/g)?.length]).toEqual([0, 7])
  })

  it.each([
    '',
    'kind=proposal',
    'kind=problem&kind=value&text=мост',
    'process=park-i-prud',
    'status=planned&status=done',
  ])('is exported in the order of the screen: ?%s', async (query) => {
    const out = join(folder(), 'x.csv')
    const { code } = await sreda(['export', '--town', town.slug, '--out', out, '--filter', query])
    expect(code).toBe(0)
    const exported = readCsvTable(readFileSync(out, 'utf8')).rows.map(({ cells }) => Number(cells.Номер))
    expect(exported).toEqual(await screenOrder(query))
  })

  it('is exported in English, with commas, and to every format', async () => {
    for (const format of ['csv', 'xlsx', 'geojson']) {
      const name = `all.${format}`
      const { code, out } = await sreda([
        'export',
        '--town',
        town.slug,
        '--format',
        format,
        '--out',
        name,
        '--lang',
        'en',
        '--separator',
        'comma',
      ])
      expect([code, out.slice(0, 8)]).toEqual([0, '100 rows'])
    }
    const {
      sreda_rows,
      features,
      sreda: meta,
    } = JSON.parse(readFileSync(join(folder(), 'all.geojson'), 'utf8'))
    expect([sreda_rows, features.length, meta.rows]).toEqual([100, 100, 100])
    expect(readCsvTable(readFileSync(join(folder(), 'all.csv'), 'utf8')).header[0]).toBe('Rank')
    expect(readdirSync(folder()).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('is drawn beside what is others’, and writes over nothing of theirs', async () => {
    const draw = (name: string) =>
      sreda(['export', '--town', town.slug, '--format', 'dxf', '--out', join(folder(), `${name}.dxf`)])
    for (const name of ['plan.txt', 'plan.dxf.backup.part', 'other.prj'])
      writeFileSync(join(folder(), name), 'mine')
    for (const [name, file] of [
      ['plan', 'plan.txt'],
      ['other', 'other.prj'],
    ] as const) {
      const { code, err } = await draw(name)
      expect([code, isOneSentence(err), err.includes(file)]).toEqual([1, true, true])
      expect(readFileSync(join(folder(), file), 'utf8')).toBe('mine')
      rmSync(join(folder(), file))
    }
    for (let times = 0; times < 2; times++) expect((await draw('plan')).code).toBe(0)
    expect(readFileSync(join(folder(), 'plan.dxf.backup.part'), 'utf8')).toBe('mine')
    const ballots = await sreda(['export', '--town', town.slug, '--format', 'pb', '--out', 'vote.pb'])
    const said = /^num_votes;(\d+)/m.exec(readFileSync(join(folder(), 'vote.pb'), 'utf8'))![1]
    expect(ballots.out).toContain(`${said} ballots of`)
    for (const name of readdirSync(folder()).filter((one) => /^(plan|vote)/.test(one)))
      rmSync(join(folder(), name))
  })

  it('is not exported in place of a pipe or a device', async () => {
    const pipe = join(folder(), 'pipe')
    execFileSync('mkfifo', [pipe])
    const { code, err } = await sreda(['export', '--town', town.slug, '--out', pipe])
    expect([code, isOneSentence(err), statSync(pipe).isFIFO()]).toEqual([1, true, true])
  })

  it('gets staff from the command line, and its log says so', async () => {
    expect((await sreda(['admin', 'Olga@Example.org', '--town', town.slug, '--role', 'planner'])).code).toBe(
      0,
    )
    expect((await sreda(['admin', 'root@example.org'])).code).toBe(0)
    const acts = (await listStaffActs(town.id))
      .filter(({ act }) => act === 'role.grant')
      .map(({ after }) => after.role)
    expect(acts.slice(0, 2)).toEqual(['admin', 'planner'])
  })

  it('is found out when a tally, a file or a row is wrong', async () => {
    const database = new Database(process.env.DATABASE_URL!.replace('file:', ''))
    const spoil = (text: string) => database.prepare(text).run()
    spoil('update contributions set supports = supports + 1 where number = 7')
    const wrong = await sreda(['check'])
    expect([wrong.code, wrong.out]).toEqual([1, expect.stringContaining('prirechensk No. 7: supports')])
    spoil('update contributions set supports = supports - 1 where number = 7')
    spoil("update photos set id = 'gone' where id = (select min(id) from photos)")
    const gone = await sreda(['check'])
    expect([gone.code, gone.out.match(/1 difference/g)?.length]).toEqual([1, 2])
    database.close()
  })

  it('starts anew', async () => {
    const archives = join(process.env.FILES_DIR!, 'open-data', town.id)
    mkdirSync(archives, { recursive: true })
    expect((await sreda(['seed', '--fresh'])).out).toContain('103 contributions')
    expect(existsSync(archives)).toBe(false)
    expect((await sreda(['check'])).code).toBe(0)
  })

  async function screenOrder(query: string): Promise<number[]> {
    const filter = filterFrom(new URLSearchParams(query))
    const condition = await conditionOf(town.id, filter)
    const numbers: number[] = []
    for (let after: string | null = ''; after !== null; ) {
      const page: Awaited<ReturnType<typeof listMatching>> = await listMatching(condition, filter, after, 30)
      numbers.push(...page.rows.map(({ number }) => number))
      after = page.next
    }
    return numbers
  }
})
