import { useRouteLoaderData } from '@remix-run/react'
import type { MultiPolygon, Polygon } from 'geojson'
import type { TownFrame } from '#app/frame.tsx'
import type { Locale } from '#app/i18n/locale.ts'
import type { MapTiles } from '#app/map/types.ts'

/** What a map of the town stands on; the props of every map. */
export interface TownGround {
  center: [lng: number, lat: number]
  zoom: number
  boundary: Polygon | MultiPolygon | null
  baseUrl: string | null
  tiles: MapTiles | null
  locale: Locale
}

export interface TownData {
  frame: TownFrame
  ground: TownGround
  timeZone: string
  currency: string
  locale: Locale
  isSignedIn: boolean
}

/** The town of the page, from its layout route. */
export function useTown(): TownData {
  return useRouteLoaderData('routes/$town') as TownData
}
