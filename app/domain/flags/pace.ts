import { type Flag, flagOf } from './flag.ts'

const NEW_ACCOUNT_H = 24
const NEW_ACCOUNT_PER_HOUR = 3
const ANYBODY_PER_HOUR = 8

/**
 * Whether somebody sends faster than people usually do.
 *
 * @param accountAgeH   hours since the account was made
 * @param sentLastHour  pins, proposals and comments of the person in this town in the last hour, with this one
 */
export function paceFlags({
  accountAgeH,
  sentLastHour,
}: {
  accountAgeH: number
  sentLastHour: number
}): Flag[] {
  if (sentLastHour >= ANYBODY_PER_HOUR) return flagOf('many-from-one', [String(sentLastHour)])
  if (accountAgeH < NEW_ACCOUNT_H && sentLastHour >= NEW_ACCOUNT_PER_HOUR)
    return flagOf('new-account-burst', [String(sentLastHour)])
  return []
}
