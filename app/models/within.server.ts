import { inArray, or, type SQL } from 'drizzle-orm'
import type { Limits } from '#app/domain/permissions.ts'
import { contributions } from '#db/schema/contributions.server.ts'

/** `isWithin` of the table of permissions as a condition on contributions; undefined for who has the whole town. */
export function within(limits: Limits | null | undefined): SQL | undefined {
  if (!limits) return undefined
  // An empty list is no list in SQL, and no id is empty.
  return or(
    inArray(contributions.spaceId, [...limits.spaceIds, '']),
    inArray(contributions.categoryId, [...limits.categoryIds, '']),
  )
}
