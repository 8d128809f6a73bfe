import { exact, fraction, gcd, parseExact } from '#app/domain/rules/fraction.ts'
import type { Exact, RuleSettings } from '#app/domain/rules/types.ts'
import { csvRecords, plainText } from '#app/formats/csv-records.ts'
import type { PabulibElection } from '#app/formats/pabulib-election.ts'
import { CliError } from './cli-error.ts'

/**
 * What each voter may spend, minor units.
 *
 * @property sum  of all, minor units
 */
export interface Endowments {
  of: Map<string, Exact>
  sum: Exact
}

/**
 * The file of `--endowments`: `voter_id;endowment`, a line a voter; sums in units of the currency as `12`, `12.5` or `100/3`.
 *
 * @param read  whose rows are left unread
 * @throws {CliError} with the line; also where all together are more than the budget
 */
export function readEndowments(
  text: string,
  read: Pick<PabulibElection, 'budget' | 'unit'>,
  { name }: Pick<RuleSettings, 'name'>,
): Endowments {
  if (name !== 'mes') throw new CliError(`--endowments means something to --rule mes only, not to ${name}.`)
  const of = new Map<string, Exact>()
  let [sum, over] = [0n, 1n]
  let isHeader = true
  for (const { line, cells } of csvRecords(plainText(text), ';')) {
    const [voter = '', given = '', ...more] = cells.map((cell) => cell.trim())
    if (voter === '' && given === '') continue
    if (isHeader) {
      isHeader = false
      if (voter !== 'voter_id' || given !== 'endowment' || more.some(Boolean))
        throw new CliError(
          `The file of endowments must begin with voter_id;endowment, not ${cells.join(';')}.`,
        )
      continue
    }
    const share = shareFrom(given)
    if (share === null || voter === '' || more.some(Boolean))
      throw new CliError(
        `Line ${line} of the endowments is no voter and sum such as 12.5 or 100/3: ${cells.join(';')}.`,
      )
    if (of.has(voter)) throw new CliError(`Line ${line} of the endowments names voter ${voter} again.`)
    const { n, d } = { n: share.n * read.unit, d: share.d }
    of.set(voter, exact({ n, d }))
    const common = (over / gcd(over, d)) * d
    sum = sum * (common / over) + n * (common / d)
    over = common
  }
  if (sum > read.budget * over) {
    const [all, budget] = [exact({ n: sum, d: over * read.unit }), exact({ n: read.budget, d: read.unit })]
    throw new CliError(`The endowments are ${all} together, more than the budget of ${budget}.`)
  }
  return { of, sum: exact({ n: sum, d: over }) }
}

/**
 * The election's ballots, each with what its voter may spend; to be read once.
 *
 * @throws {CliError} while it is read, where a voter has no endowment; at its end, where an endowment has no ballot
 */
export function* endowedRows({ rows }: PabulibElection, { of }: Endowments) {
  const open = new Set(of.keys())
  for (const row of rows) {
    const endowment = of.get(row.voterId)
    if (endowment === undefined) throw new CliError(`Voter ${row.voterId} has no endowment in the file.`)
    open.delete(row.voterId)
    yield { ...row, endowment }
  }
  const [unknown] = open
  if (unknown !== undefined) throw new CliError(`Voter ${unknown} has an endowment but no ballot.`)
}

function shareFrom(text: string) {
  if (/^\d+\/\d*[1-9]\d*$/.test(text)) return parseExact(text)
  const [, whole, decimals = ''] = /^(\d+)(?:[.,](\d+))?$/.exec(text) ?? []
  return whole === undefined ? null : fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length))
}
