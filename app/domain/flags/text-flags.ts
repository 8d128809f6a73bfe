import { contactsIn } from './contacts.ts'
import type { Flag } from './flag.ts'
import { profanityIn } from './profanity.ts'
import { shoutingIn } from './shouting.ts'

/** Everything that the rules notice in the words themselves. */
export function textFlags(text: string): Flag[] {
  return [...contactsIn(text), ...profanityIn(text), ...shoutingIn(text)]
}
