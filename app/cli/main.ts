import { fileURLToPath } from 'node:url'
import { Command, CommanderError } from 'commander'
import { explain } from './explain.ts'
import { addAdmin } from './admin.ts'
import { addCheck } from './check.ts'
import { addExport } from './export.ts'
import { addImport } from './import.ts'
import { addMigrate } from './migrate.ts'
import { addSeed } from './seed.ts'
import { addServe } from './serve.ts'

/** The command line. Each command is a file; what it cannot do it says in one sentence and ends with 1. */
export async function main(argv: string[]): Promise<number> {
  const program = new Command('sreda')
    .description('Sreda: participatory design of public spaces for small towns.')
    .usage('COMMAND [options]')
    .addHelpText('after', HELP)
    .showHelpAfterError('Say `npx sreda --help` to see what there is.')
    .exitOverride()
  for (const add of [addServe, addMigrate, addSeed, addImport, addExport, addAdmin, addCheck]) add(program)
  try {
    await program.parseAsync(argv, { from: 'user' })
    return Number(process.exitCode ?? 0)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode
    const sentence = explain(error)
    console.error(sentence ?? error)
    return 1
  }
}

const HELP = `
Examples:
  npx sreda serve
  npx sreda admin olga@example.org
  npx sreda admin olga@example.org --town prirechensk --role moderator
  npx sreda import proposals.csv --town prirechensk --process park
  npx sreda import Poland_Warszawa_2024_Wola.pb
  npx sreda export --town prirechensk --format xlsx --out ranking.xlsx --filter "kind=proposal&status=planned"
  npx sreda check

Settings (DATABASE_URL, FILES_DIR, PORT and others) come from the environment or from .env; see .env.example.`

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2))
