import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { choicesOf } from '#app/choices.server.ts'
import { conditionsIn, filterParams } from '#app/domain/filter.ts'
import { filterFrom } from '#app/domain/filter-from.ts'
import { hexEdgeAt } from '#app/domain/geometry/hex.ts'
import { localized } from '#app/domain/localized.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { getHexes } from '#app/models/hexes.server.ts'
import { conditionOf, countMatching } from '#app/models/listing.server.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import { listSpaces } from '#app/models/spaces.server.ts'
import { listCategories } from '#app/models/towns.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { FilterForm } from '#app/routes/$town._index/filter-form.tsx'
import { requireStaff } from '#app/session.server.ts'
import { redirectToTidy } from '#app/tidy-address.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Container } from '#app/ui/container.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { HeatBox } from './heat-box.tsx'
import { HexTable } from './hex-table.tsx'

/** Rows of the table. */
const TOP = 50

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, locale } = await requireStaff(request, townParams.parse(params).town, 'ranking:read')
    redirectToTidy(request)
    const filter = filterFrom(new URL(request.url).searchParams)
    const condition = await conditionOf(town.id, filter)
    const edgeM = hexEdgeAt(town.zoom, town.lat)
    const [counts, hexes, processes, spaces, categories] = await Promise.all([
      countMatching(condition),
      getHexes(condition, [town.lng, town.lat], edgeM),
      listProcesses(town.id),
      listSpaces(town.id),
      listCategories(town.id),
    ])
    return {
      filter,
      conditions: conditionsIn(filter),
      query: filterParams(filter).toString(),
      counts,
      edgeM,
      all: hexes.length,
      hexes: hexes.slice(0, TOP),
      processes: processes.map((process) => ({
        slug: process.slug,
        title: localized(process, 'title', locale),
      })),
      ...choicesOf(town.slug, locale, spaces, categories),
    }
  })
}

export type HeatData = Awaited<ReturnType<typeof loader>>

export const meta = titled((t) => t('heat.title'))

export default function Heat() {
  const t = useWords()
  const { frame } = useTown()
  const data = useLoaderData<typeof loader>()
  return (
    <Container width="wide" className="pb-16">
      <PageHeader title={t('heat.title')} lead={t('heat.lead')} />
      <div className="mt-6 grid gap-6 lg:grid-cols-[24rem_minmax(0,1fr)]">
        <div className="grid content-start gap-6">
          <FilterForm data={data} action={paths.heat(frame.slug)} />
        </div>
        <div className="grid min-w-0 content-start gap-6">
          <HeatBox filter={data.filter} />
          <HexTable data={data} />
        </div>
      </div>
    </Container>
  )
}
