import type { LoaderFunctionArgs } from '@remix-run/node'
import type { FeatureCollection } from 'geojson'
import { can } from '#app/domain/permissions.ts'
import { orFailInJson } from '#app/failed.server.ts'
import { getVariant, listDrawnLayers } from '#app/models/plans.server.ts'
import { planParams } from '#app/params.ts'
import { getScene } from '#app/session.server.ts'

/** The layers of a plan as GeoJSON: one FeatureCollection that names the layer of each feature, and the layers by themselves. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return orFailInJson(request, async () => {
    const { town: slug, plan } = planParams.parse(params)
    const { town, actor } = await getScene(request, slug)
    const { state } = await getVariant(town.id, plan, { isStaff: can(actor, 'plan:change') })
    const isWhole = new URL(request.url).searchParams.get('by') !== 'layer'
    // What is drawn changes only where a draft is published.
    const etag = `"${plan}-${state}${isWhole ? '' : '-layers'}"`
    const headers = { 'Cache-Control': 'private, no-cache', ETag: etag }
    if (request.headers.get('If-None-Match')?.includes(etag))
      return new Response(null, { status: 304, headers })
    const layers = await listDrawnLayers(town.id, plan)
    return new Response(isWhole ? wholeOf(layers) : byLayer(layers), {
      headers: { ...headers, 'Content-Type': 'application/geo+json; charset=utf-8' },
    })
  })
}

type Drawn = Awaited<ReturnType<typeof listDrawnLayers>>

/** As it is stored: nothing is read and written anew for each reader of the map. */
function byLayer(layers: Drawn): string {
  const told = layers.map(
    ({ position, name, features }) =>
      `{"position":${position},"name":${JSON.stringify(name)},"features":${features}}`,
  )
  return `{"layers":[${told.join(',')}]}`
}

function wholeOf(layers: Drawn): string {
  const features = layers.flatMap(({ name, features: text }) =>
    (JSON.parse(text) as FeatureCollection).features.map((feature) => ({
      ...feature,
      properties: { ...feature.properties, layer: name },
    })),
  )
  return JSON.stringify({ type: 'FeatureCollection', features })
}
