import type { LoaderFunctionArgs } from '@remix-run/node'
import { localized } from '#app/domain/localized.ts'
import { feedResponse } from '#app/feed-response.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'

/** What is new in a town, for feed readers. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return feedResponse(request, async () => {
    const { town: slug } = townParams.parse(params)
    return {
      slug,
      subject: async (town, locale) => ({
        name: localized(town, 'name', locale),
        page: paths.town(slug),
        self: paths.feed(slug),
        key: slug,
        scope: {},
        since: town.createdAt,
      }),
    }
  })
}
