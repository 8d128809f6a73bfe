import { readFile, stat } from 'node:fs/promises'
import { formatMoney } from '#app/domain/money.ts'
import { recountArchive } from '#app/jobs/recount-archive.server.ts'
import { CliError } from './cli-error.ts'
import { givenPath } from './paths.ts'

const MAX_BYTES = 1_000_000_000

/** Counts an archive of a result again from its ballots; ends with 1 if anything in it is not as it should be. */
export async function runRecount(file: string) {
  const path = givenPath(file)
  if ((await stat(path)).size > MAX_BYTES) throw new CliError(`${path} is larger than ${MAX_BYTES / 1e6} MB.`)
  const counted = recountArchive(await readFile(path))
  const { vote, winners, totalCost, faults } = counted
  console.log(`${vote.town.name}: ${vote.process.title}, version ${vote.version}`)
  console.log(`snapshot     ${vote.snapshotAt}`)
  console.log(`rule         ${vote.rule.name}`)
  console.log(`ballots      ${counted.ballots}`)
  console.log(`winners      ${winners.length} of ${vote.options.length}: ${winners.join(', ')}`)
  if (vote.budget !== '0') {
    const money = (minor: string) => formatMoney(Number(minor), vote.town.currency, 'en')
    console.log(`cost         ${money(totalCost)} of ${money(vote.budget)}`)
  }
  console.log(`SHA-256      ${counted.sha256}`)
  if (faults.length === 0) {
    console.log('EQUAL: counted again from the ballots, everything in the archive is as it says.')
    return
  }
  console.log(`NOT EQUAL, ${faults.length} ${faults.length === 1 ? 'difference' : 'differences'}:`)
  for (const fault of faults) console.log(`  - ${fault}`)
  process.exitCode = 1
}
