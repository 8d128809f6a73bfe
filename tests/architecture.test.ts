import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { breachesIn } from './architecture-rules.ts'

const home = process.env.SREDA_HOME!
const ROOMS = ['app', 'db', 'tests', 'bench', 'scripts']

function sources(): string[] {
  const inRooms = ROOMS.flatMap((room) =>
    readdirSync(join(home, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(home.length + 1)),
  )
  const atHome = readdirSync(home).filter((name) => /\.(ts|js|mjs)$/.test(name))
  return [...inRooms, ...atHome].filter((path) => /\.([cm]?[tj]sx?|css)$/.test(path))
}

describe('the house', () => {
  const breaches = sources().flatMap((path) => breachesIn(path, readFileSync(join(home, path), 'utf8')))

  test('keeps its rules', () => {
    expect(breaches).toEqual([])
  })

  test('was looked at', () => {
    const looked = sources()
    expect(looked.length).toBeGreaterThan(150)
    for (const path of [
      'app/models/supports.server.ts',
      'db/store.server.ts',
      'server.ts',
      'tests/factories.ts',
      'app/root.tsx',
    ]) {
      expect(looked).toContain(path)
    }
  })
})

describe('the checker', () => {
  const ROUTE = 'app/routes/$town._index/route.tsx'

  test.each<[path: string, text: string, says: RegExp]>([
    [
      'app/domain/x.ts',
      "import { getTown } from '#app/models/towns.server.ts'",
      /domain may not import models/,
    ],
    [
      'app/domain/x.ts',
      "import type { Town } from '#app/models/towns.server.ts'",
      /domain may not import models/,
    ],
    ['app/domain/x.ts', "import { v7 } from 'uuid'", /domain imports zod only/],
    ['app/domain/x.ts', 'export const now = () => new Date()', /reads the clock/],
    ['app/domain/x.ts', 'export const luck = () => Math.random()', /Math\.random/],
    ['app/models/x.server.ts', "import { words } from '#app/i18n/i18n.ts'", /models may not import i18n/],
    ['app/models/x.server.ts', "export { csv } from '../formats/csv.ts'", /models may not import formats/],
    [
      'app/formats/x.ts',
      "import { KINDS } from '#app/domain/contributions.ts'",
      /formats may not import domain/,
    ],
    [
      'app/formats/x.ts',
      "import type { CardRow } from '#app/models/listing.server.ts'",
      /formats may not import models/,
    ],
    ['app/jobs/x.server.ts', "import { Button } from '#app/ui/button.tsx'", /jobs may not import ui/],
    ['app/jobs/x.server.ts', "import { towns } from '#db/schema/towns.server.ts'", /jobs may not import db/],
    ['app/map/x.client.tsx', "const m = import('#app/models/towns.server.ts')", /map may not import models/],
    ['app/ui/x.tsx', "import '../map/leaflet.client.tsx'", /ui may not import map/],
    ['app/offline/x.ts', "import { csv } from '#app/formats/csv.ts'", /offline may not import formats/],
    [
      'db/x.server.ts',
      "import type { Kind } from '#app/domain/contributions.ts'",
      /db may not import domain/,
    ],
    ['app/attic/x.ts', "import { paths } from '#app/paths.ts'", /attic is not on the plan/],
    [ROUTE, "import { getStore } from '#db/store.server.ts'", /routes may not import db/],
    [ROUTE, "import { eq } from 'drizzle-orm'", /only models speak SQL/],
    [ROUTE, 'const mode = process.env.SREDA_MODE', /process\.env in a route/],
    [ROUTE, 'const form = await request.formData()', /past read-form/],
    [
      'app/routes/$town._index/list.tsx',
      "import { getTown } from '#app/models/towns.server.ts'",
      /browsers get/,
    ],
    ['app/town.ts', "import { env } from './env.server.ts'", /browsers get/],
    ['app/town.ts', "import { getStore } from '#db/store.server.ts'", /only \*\.server\.ts opens the store/],
    ['db/raw.ts', "import Database from 'better-sqlite3'", /only \*\.server\.ts opens the store/],
    ['db/raw.ts', "const pg = await import('pg')", /only \*\.server\.ts opens the store/],
    ['tests/models/x.test.ts', "vi.mock('#db/store.server.ts')", /mocks/],
    ['tests/models/x.test.ts', "test.skip('later', () => {})", /leaves tests out/],
    ['tests/models/x.test.ts', "describe.only('mine', () => {})", /leaves tests out/],
    ['tests/models/x.test.ts', "it.todo('write me')", /leaves tests out/],
    ['tests/models/x.test.ts', "test.concurrent.skip('later', () => {})", /leaves tests out/],
    ['app/models/x.server.ts', "const by = ilike(c.title, 'x')", /ilike/],
    ['app/models/x.server.ts', "await db.select().from(c).for('update')", /locks rows/],
    [
      'app/map/x.ts',
      "const tiles = 'https://tile.foreign.net/{z}/{x}/{y}.png'",
      /foreign host, tile\.foreign\.net/,
    ],
    ['app/ui/x.tsx', `const a = <img src={\`https://cdn.foreign.net/\${name}\`} />`, /foreign host, cdn/],
    ['app/ui/long.tsx', 'const a = 1\n'.repeat(351), /351 lines/],
    ['app/styles/long.css', 'a {}\n'.repeat(351), /351 lines/],
  ])('finds what is wrong in %s (no. %#)', (path, text, says) => {
    expect(breachesIn(path, text)).toContainEqual(expect.stringMatching(says))
  })

  test.each<[path: string, text: string]>([
    [ROUTE, "import { getTown } from '#app/models/towns.server.ts'"],
    [ROUTE, "import { paths } from '#app/paths.ts'\nimport { Button } from '#app/ui/button.tsx'"],
    ['app/routes/$town._index/list.tsx', "import type { Town } from '#app/models/towns.server.ts'"],
    ['app/formats/x.ts', "import type { Kind } from '#app/domain/contributions.ts'"],
    ['app/formats/x.ts', "import { type Kind } from '#app/domain/contributions.ts'"],
    [
      'app/models/x.server.ts',
      "import { towns } from '#db/schema/towns.server.ts'\nimport { eq } from 'drizzle-orm'",
    ],
    ['app/jobs/x.server.ts', "import { words } from '#app/i18n/words.server.ts'"],
    ['app/cli/x.ts', "import { getStore } from '#db/store.server.ts'"],
    ['tests/x.ts', "import Database from 'better-sqlite3'"],
    ['app/domain/x.ts', "import { z } from 'zod'\nexport const at = (ms: number) => new Date(ms)"],
    ['app/ui/x.tsx', "// see https://foreign.net/how\nconst ns = 'http://www.w3.org/2000/svg'"],
    ['app/i18n/ru/x.ts', 'const a = 1\n'.repeat(900)],
    ['app/ui/x.tsx', 'const a = 1\n'.repeat(350)],
    ['app/ui/x.tsx', 'for (const only of list) list.skip(only)'],
  ])('lets pass what is right in %s (no. %#)', (path, text) => {
    expect(breachesIn(path, text)).toEqual([])
  })
})
