import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { localized } from '#app/domain/localized.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { feedResponse } from '#app/feed-response.server.ts'
import { getContribution } from '#app/models/contributions.server.ts'
import { getMergedInto } from '#app/models/merged-into.server.ts'
import { numberParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'

/** What happens to a pin or proposal, for feed readers: its answers, statuses and comments. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return feedResponse(request, async () => {
    const { town: slug, number } = numberParams.parse(params)
    return {
      slug,
      async subject(town, locale) {
        const into = await getMergedInto(town.id, number)
        // Not for good: a merge can be undone.
        if (into !== null) return redirect(paths.contributionFeed(slug, into) + new URL(request.url).search)
        const row = await getContribution(town.id, number)
        if (row?.visibility !== 'published') throw new Refusal('contribution.not-found')
        return {
          name: localized(row, 'title', locale),
          page: paths.contribution(slug, number),
          self: paths.contributionFeed(slug, number),
          key: `${slug}/contributions/${row.id}`,
          scope: { contributionId: row.id },
          since: row.createdAt,
        }
      },
    }
  })
}
