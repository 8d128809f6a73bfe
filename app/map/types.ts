import type { Area, LngLat } from '#app/domain/geometry/positions.ts'

export type MapLocale = 'ru' | 'en'

/**
 * Tiles under everything: pictures by a template of addresses, or `isVector`, a PMTiles file of our own server. The
 * attribution is plain text; `href` makes it a link. Zooms are those that there are tiles of.
 */
export type MapTiles = {
  url: string
  attribution: string
  href?: string
  isVector?: boolean
  minZoom?: number
  maxZoom?: number
}

/** What a layer of tiles is told. */
export type TileLayerOptions = MapTiles & {
  locale: MapLocale
  /** Called when the tiles cannot be had or read. */
  fail: () => void
}

export type MapSpace = { slug: string; name: string; geometry: Area; href: string }

export type LngLatObject = { lng: number; lat: number }

/** What every map of a town is told. */
export type MapGround = {
  /** Degrees. */
  center: LngLat
  /** Whole, 0-18; a narrow screen begins one step further away. */
  zoom: number
  /** Null: the town has not drawn one yet, so everywhere is inside. */
  boundary: Area | null
  /** Address of the drawn base map (GeoJSON); null leaves the boundary on a plain ground. */
  baseUrl: string | null
  tiles?: MapTiles | null
  locale: MapLocale
}

/** A map's zooms: a region to a doorstep. */
export const ZOOM = { min: 9, max: 18, street: 17 } as const
