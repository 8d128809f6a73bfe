import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { electionSlug } from '#app/cli/import-election.ts'
import { type Filter, NO_FILTER } from '#app/domain/filter.ts'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import { type Pabulib, readPabulib } from '#app/formats/pabulib.ts'
import { readCsvTable } from '#app/formats/read-table.ts'
import { type ExportRequest, writeExport } from '#app/jobs/export.server.ts'
import { importElectionFile } from '#app/jobs/import-election.server.ts'
import { conditionOf, countMatching } from '#app/models/listing.server.ts'
import { recount } from '#app/models/recount.server.ts'
import { getTown, listCategories, listTowns, type Town } from '#app/models/towns.server.ts'
import { getViewport } from '#app/models/viewport.server.ts'
import { readPackage, unpack } from '../readers/read-package.ts'
import { albumRows, readDocx, readPdf } from '../routes/helpers/printed.ts'

/** Real elections of pabulib.org; only those that say where their projects are have anything to show on a map. */
const FOLDER = resolve(process.env.SREDA_HOME!, '../shared/pb')
const files = existsSync(FOLDER)
  ? readdirSync(FOLDER).filter(
      (name) => name.endsWith('.pb') && hasPlaces(readFileSync(join(FOLDER, name), 'utf8')),
    )
  : []
const WORLD: Bbox = [-180, -85, 180, 85]

function hasPlaces(text: string): boolean {
  return /^project_id;.*\blatitude\b/m.test(text)
}

describe.skipIf(files.length === 0)(
  `elections with places${files.length === 0 ? `: left out, there is no ${FOLDER}` : ''}`,
  () => {
    it.each(files)('%s: list, map and export agree with the file', async (name) => {
      const election = readPabulib(readFileSync(join(FOLDER, name), 'utf8'))
      const { slug, expected } = { slug: electionSlug(name), expected: votesOf(election) }
      await importElectionFile({ slug, election })
      const town = await getTown(slug)
      expect((await countMatching(await conditionOf(town.id, NO_FILTER))).all).toBe(election.projects.length)
      expect(await exportedVotes(town)).toEqual(expected)
      for (const filter of await someFilters(town, election)) await mapMustAgree(town, filter)
    })

    it('the package of one says the same in every file', async () => {
      const name = files[0]!
      const { projects } = readPabulib(readFileSync(join(FOLDER, name), 'utf8'))
      const town = await getTown(electionSlug(name))
      const folder = mkdtempSync(join(tmpdir(), 'sreda-pabulib-'))
      try {
        await writeExport(
          requestOf(town, { format: 'zip', locale: 'ru', separator: ';' }),
          join(folder, 'all.zip'),
        )
        unpack(readFileSync(join(folder, 'all.zip')), folder)
        const read = await readPackage(folder)
        const table = read['ranking.csv']!
        expect(table.map(({ votes }) => votes).sort()).toEqual(projects.map(({ votes }) => votes).sort())
        for (const { rank, votes } of table)
          expect(rank).toBe(1 + projects.filter((other) => other.votes! > votes).length)
        const ranks = table.map(({ number, votes }) => {
          const shared = table.filter((row) => row.votes === votes).length > 1
          const rank = 1 + table.filter((row) => row.votes > votes).length
          return [String(number), `${rank}${shared ? '*' : ''}`, String(votes)]
        })
        const printed = readPdf(readFileSync(join(folder, 'album.pdf')))
        // Of the album only what stands before a title: names of projects have figures of their own.
        expect(
          albumRows(printed.pages)
            .map(([rank, number]) => [number, rank])
            .sort(),
        ).toEqual(ranks.map(([number, rank]) => [number, rank]).sort())
        // Points of no space have sheets of their own.
        expect(printed.pages.join('\n')).toContain('Вне пространств')
        const { tables } = readDocx(readFileSync(join(folder, 'report.docx')))
        const ranked = tables.find(([head]) => head!.includes('Поддержки'))!.slice(1)
        expect(
          ranked.map(([rank, number, , , votes]) => [number, rank, votes!.replace(/\s/g, '')]).sort(),
        ).toEqual(ranks.sort())
        const placed = await getViewport(await conditionOf(town.id, NO_FILTER), WORLD, 0)
        const onMap = placed.pins.length + placed.clusters.reduce((sum, [n]) => sum + n, 0)
        for (const [file, rows] of Object.entries(read)) {
          // What has no place is in no drawing, and Polish letters are not in Windows-1251.
          const isDrawing = file === 'drawing.dxf'
          expect(rows, file).toHaveLength(isDrawing ? onMap : table.length)
          const known = new Map(table.map((row) => [row.number, row]))
          for (const row of rows)
            expect({ ...row, title: '' }, file).toEqual({ ...known.get(row.number), title: '' })
        }
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    })

    it('makes as many towns as there are files, and every count is true', async () => {
      expect(await listTowns()).toHaveLength(files.length)
      expect(await recount()).toEqual([])
    })
  },
)

/** [id, votes] as the file says; where points were given, the votes column counts ballots as well. */
function votesOf({ projects }: Pabulib) {
  return projects.map(({ id, votes }) => [id, votes]).sort()
}

async function exportedVotes(town: Town) {
  const path = join(tmpdir(), `sreda-pabulib-${process.pid}.csv`)
  const { rows } = await writeExport(requestOf(town, { format: 'csv', locale: 'en', separator: ',' }), path)
  const table = readCsvTable(readFileSync(path, 'utf8'))
  expect(table.rows).toHaveLength(rows)
  return table.rows.map(({ cells }) => [cells['External number']!, Number(cells.Votes)]).sort()
}

function requestOf(town: Town, more: Pick<ExportRequest, 'format' | 'locale' | 'separator'>): ExportRequest {
  return { town, filter: NO_FILTER, origin: 'http://localhost', now: new Date(), ...more }
}

async function someFilters(town: Town, { projects }: Pabulib): Promise<Filter[]> {
  const categories = await listCategories(town.id)
  const word = projects[projects.length >> 1]!.name.split(/\s+/)[0]!
  return [
    {},
    { status: ['planned'] },
    { text: word },
    { category: categories.slice(0, 1).map(({ id }) => id) },
    { kind: ['idea'] },
  ].map((filter) => ({ ...NO_FILTER, ...filter }) as Filter)
}

/** What the map draws and what it cannot draw are together what the list holds. */
async function mapMustAgree(town: Town, filter: Filter) {
  const condition = await conditionOf(town.id, filter)
  const { all, unplaced } = await countMatching(condition)
  const near: Bbox = [town.lng - 1, town.lat - 1, town.lng + 1, town.lat + 1]
  for (const [bbox, zoom] of [
    [WORLD, 0],
    [WORLD, 9],
    [near, 12],
    [near, 18],
  ] as const) {
    const { pins, clusters } = await getViewport(condition, bbox, zoom)
    expect(pins.length + clusters.reduce((sum, [n]) => sum + n, 0) + unplaced).toBe(all)
  }
}
