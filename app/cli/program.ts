import { Command, Option } from 'commander'
import { ROLES } from '#app/domain/permissions.ts'
import { RULE_NAMES } from '#app/domain/rules/settings.ts'
import { EXPORT_FORMATS } from '#app/export-formats.ts'
import { LOCALES } from '#app/i18n/locale.ts'

const HELP = `
Examples:
  npx sreda serve
  npx sreda admin olga@example.org
  npx sreda admin olga@example.org --town prirechensk --role moderator
  npx sreda import proposals.csv --town prirechensk --process park-i-prud
  npx sreda import Poland_Warszawa_2024_Wola.pb
  npx sreda import town.geojson --gazetteer --town prirechensk --attribution "© OpenStreetMap contributors"
  npx sreda export --town prirechensk --format xlsx --out ranking.xlsx --filter "kind=proposal&status=planned"
  npx sreda tally Poland_Warszawa_2024_Wola.pb --rule mes --completion add1u
  npx sreda tally Poland_Warszawa_2024.pb --rule mes --completion add1u --pools pools.json
  npx sreda recount prirechensk-result-1.zip
  npx sreda check

Settings (DATABASE_URL, FILES_DIR, PORT and others) come from the environment or from .env; see .env.example.`

const POOLS = `
The file of --pools:
  { "pools": [
      { "id": "north", "budget": 300000,      "district": "Northern" },
      { "id": "south", "budget": "250000.50", "projects": ["12", "17"] },
      { "id": "town",  "budget": 1000000,     "rest": true } ],
    "leftovers": [
      { "from": "north", "to": "town" },
      { "from": "south", "to": "town", "share": 0.5 } ] }
  Every project is in one pool: by its district in the file, by its id, or with the rest. A pool is counted after those that leave it
  something; a share is a part of what is left, to a thousandth, all of it unless given. A ballot counts in every pool of which it names a
  project; where the file has a default_score other than 0, that is every pool. The budget that the file names is not used.`

/** What the command line understands. A command's file is read only when it is called, so that --help is quick. */
export function createProgram(): Command {
  const program = new Command('sreda')
    .description('Sreda: participatory design of public spaces for small towns.')
    .usage('COMMAND [options]')
    .addHelpText('after', HELP)
    .showHelpAfterError('Say `npx sreda --help` to see what there is.')
    .exitOverride()

  program
    .command('serve')
    .description('start the site; in the demo an empty database first gets the town of Prirechensk')
    .action(async () => (await import('./serve.ts')).runServe())

  program
    .command('migrate')
    .description("bring the database to this version's schema (every command does it first)")
    .action(async () => (await import('./migrate.ts')).runMigrate())

  program
    .command('seed')
    .description('fill in the demo town of Prirechensk, once')
    .option('--fresh', 'remove the demo town first, with everything people have added to it')
    .action(async (options) => (await import('./seed.ts')).runSeed(options))

  program
    .command('import')
    .description(
      'take proposals, or with --gazetteer streets and houses, from a CSV or GeoJSON file, or a whole finished election from a Pabulib file',
    )
    .argument('<file>', '.csv, .geojson or .pb')
    .option('--town <slug>', 'the town; for a .pb file the address of the new town')
    .option(
      '--process <slug>',
      'the process; unless given, the only one of the town, or a new one named "import"',
    )
    .option('--skip-bad', 'take the good rows and leave out the bad ones; otherwise one bad row stops all')
    .option(
      '--gazetteer',
      "the file holds the town's streets, houses, places and landmarks; replaces those that were there",
    )
    .option('--attribution <text>', 'with --gazetteer: whose data it is, shown beside what is found')
    .option('--create-town <name>', 'make the town of --town first, in the middle of the proposals')
    .action(async (file, options) => (await import('./import.ts')).runImport(file, options))

  program
    .command('export')
    .description(
      'write the ranking to a file, row for row as the page shows it, or all kinds of files as one ZIP with photos',
    )
    .requiredOption('--town <slug>', 'the town, as in its address')
    .addOption(
      new Option('--format <format>', 'the kind of file; shp and zip are ZIPs')
        .choices(EXPORT_FORMATS)
        .default('csv'),
    )
    .option('--out <file>', 'where to write; a name with the date in this folder unless given')
    .option(
      '--filter <query>',
      'the filter as in the address of the map, e.g. "kind=proposal&status=planned"',
      '',
    )
    .option(
      '--columns <keys>',
      'only these columns, with commas between; rank, number and title always stay',
      '',
    )
    .addOption(
      new Option('--separator <mark>', 'between the cells of a CSV')
        .choices(['semicolon', 'comma'])
        .default('semicolon'),
    )
    .addOption(new Option('--lang <language>', 'of the headings and texts').choices(LOCALES).default('ru'))
    .action(async (options) => (await import('./export.ts')).runExport(options))

  program
    .command('tally')
    .description('count a finished Pabulib election by a voting rule, or by all of them')
    .argument('<file>', '.pb')
    .addOption(new Option('--rule <name>', 'by which rule').choices(RULE_NAMES))
    .option('--all-rules', 'a table of every rule that fits the ballots')
    .addOption(
      new Option('--utility <utility>', 'mes: what a supported project is worth to a voter')
        .choices(['cost', 'cardinality', 'points', 'points*cost'])
        .default('cost'),
    )
    .addOption(
      new Option('--completion <completion>', 'mes: what happens to money that is left')
        .choices(['none', 'add1', 'add1u', 'greedy'])
        .default('none'),
    )
    .addOption(
      new Option('--start <start>', 'add1: the first share')
        .choices(['fraction', 'integral'])
        .default('fraction'),
    )
    .addOption(
      new Option('--exhaustive <yes>', 'add1: stop when nothing more fits')
        .choices(['true', 'false'])
        .default('true'),
    )
    .option('--increment <units>', 'add1: by how much every share is raised', '1')
    .option('--comparison', 'mes: take the greedy result if more voters prefer it')
    .option(
      '--ties <steps>',
      'what breaks a tie, in order: cost, votes, id, file (order of the file), lot',
      'cost,votes,id',
    )
    .option('--seed <text>', 'of the lot', '')
    .option('--threshold <votes>', 'fewer cannot win; a share of the ballots as 10%')
    .option('--seats <number>', 'how many win by the rules that know no budget', '1')
    .addOption(
      new Option('--borda <points>', 'points of a ranking')
        .choices(['ballot-length', 'option-count'])
        .default('ballot-length'),
    )
    .option('--exclude <id>', 'a project taken out after the vote; may be given again', gathered, [])
    .option('--exclusive <ids>', 'projects of which one may win, as a,b; may be given again', gathered, [])
    .option(
      '--pools <file>',
      'JSON: purses with their budgets and projects, and where leftovers flow; see below',
    )
    .option(
      '--endowments <file>',
      'mes: CSV voter_id;endowment, what each voter may spend, as 12.5 or 100/3; all voters, together no more than the budget',
    )
    .option('--json', 'print everything as JSON')
    .addHelpText('after', POOLS)
    .action(async (file, options) => (await import('./tally.ts')).runTally(file, options))

  program
    .command('recount')
    .description(
      "count an archive of a vote's result again from its ballots and compare; ends with 1 if anything differs",
    )
    .argument('<archive>', 'the .zip from the page of the result')
    .action(async (file) => (await import('./recount.ts')).runRecount(file))

  program
    .command('admin')
    .description('give somebody a role in a town, or, without --town, the administration of all towns')
    .argument('<email>', 'the address they sign in with')
    .option('--town <slug>', 'the town, as in its address')
    .addOption(new Option('--role <role>', 'what they may do there').choices(ROLES).default('admin'))
    .action(async (email, options) => (await import('./admin.ts')).runAdmin(email, options))

  program
    .command('check')
    .description(
      'count everything again and compare: tallies, references, photo files; ends with 1 if anything differs',
    )
    .action(async () => (await import('./check.ts')).runCheck())

  return program
}

function gathered(value: string, before: string[]): string[] {
  return [...before, value]
}
