import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { findPostgres } from './tests/models/engines/find-postgres.ts'

const home = dirname(fileURLToPath(import.meta.url))
const OPEN_DATABASE = './tests/models/engines/open-database.ts'
const POSTGRES_SERVER = './tests/models/engines/postgres-server.ts'
/** Seeds the demo that the tests of routes and in the browser copy. */
const TEMPLATE = './tests/routes/helpers/template.ts'

type Options = NonNullable<TestProjectInlineConfiguration['test']>

function project(name: string, include: string[], options: Options = {}): TestProjectInlineConfiguration {
  return {
    root: home,
    test: {
      name,
      include,
      environment: 'node',
      testTimeout: 30_000,
      hookTimeout: 60_000,
      ...options,
      env: { SREDA_HOME: home, NODE_ENV: 'test', ...options.env },
    },
  }
}

/** The same tests of the models, against one engine; each test file opens a database of its own. */
function models(
  engine: 'sqlite' | 'pglite' | 'postgres',
  files = ['tests/models/*.test.ts'],
): TestProjectInlineConfiguration {
  return project(engine, [...files, `tests/models/engines/${engine}.test.ts`], {
    env: { TEST_ENGINE: engine },
    setupFiles: [OPEN_DATABASE],
    globalSetup: engine === 'postgres' ? [POSTGRES_SERVER] : [],
    testTimeout: 60_000,
  })
}

const binaries = findPostgres()
/**
 * PGlite is PostgreSQL itself, in this process: where a server runs all tests, these show that transactions and conflicts
 * are the same through it. Without a server it runs all.
 */
const SAME_ACTS = ['store', 'supports', 'casting', 'contributions']

const projects = [
  project('domain', [
    'tests/domain/**/*.test.ts',
    'tests/formats/**/*.test.ts',
    'tests/architecture.test.ts',
  ]),
  models('sqlite'),
  models('pglite', binaries ? SAME_ACTS.map((name) => `tests/models/${name}.test.ts`) : undefined),
  project('routes', ['tests/routes/**/*.test.ts'], {
    globalSetup: [TEMPLATE],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  }),
  project('cli', ['tests/cli/**/*.test.ts'], {
    env: { TEST_ENGINE: 'sqlite' },
    setupFiles: [OPEN_DATABASE],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  }),
  project('e2e', ['tests/e2e/**/*.test.ts'], {
    globalSetup: [TEMPLATE],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A page that is drawn late is not a page that is wrong.
    expect: { poll: { timeout: 15_000 } },
    // After everything else: browsers need both cores.
    sequence: { groupOrder: 1 },
  }),
]

if (binaries) projects.push(models('postgres'))
else {
  console.warn(
    'No PostgreSQL binaries found (PATH, /usr/lib/postgresql/*/bin, pg_config): the project "postgres" is left out.',
  )
}

export default defineConfig({
  test: { projects, passWithNoTests: true, maxWorkers: 2 },
})
