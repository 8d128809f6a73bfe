import { sql } from 'drizzle-orm'
import { people } from '#db/schema/people.server.ts'

/** The name that others read; null for who has been made anonymous. */
export const publicName = sql<string | null>`nullif(${people.pseudonym}, '')`
