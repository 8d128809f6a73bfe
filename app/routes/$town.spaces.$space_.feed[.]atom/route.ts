import type { LoaderFunctionArgs } from '@remix-run/node'
import { localized } from '#app/domain/localized.ts'
import { feedResponse } from '#app/feed-response.server.ts'
import { getSpace } from '#app/models/spaces.server.ts'
import { spaceParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'

/** What is new in a space of a town, for feed readers. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return feedResponse(request, async () => {
    const { town: slug, space: spaceSlug } = spaceParams.parse(params)
    return {
      slug,
      async subject(town, locale) {
        const space = await getSpace(town.id, spaceSlug)
        return {
          name: localized(space, 'name', locale),
          page: paths.space(slug, spaceSlug),
          self: paths.spaceFeed(slug, spaceSlug),
          key: `${slug}/spaces/${space.id}`,
          scope: { spaceId: space.id },
          since: space.createdAt,
        }
      },
    }
  })
}
