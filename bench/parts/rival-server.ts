import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { HOME } from './home.ts'

/** [number, lng, lat, kind, supports, category], as Sreda's own map has it: what a filter would need. */
export type Pin = [number: number, lng: number, lat: number, kind: string, supports: number, category: number]

const STYLE =
  'html,body,#map{height:100%;margin:0}.cluster,.marker-cluster{background:#fff;border-radius:50%;text-align:center}'
const TYPES: Record<string, string> = {
  js: 'text/javascript',
  css: 'text/css',
  html: 'text/html; charset=utf-8',
  json: 'application/json',
  geojson: 'application/json',
}

/** Which files of `node_modules` a rival's page loads, besides Leaflet. */
export const RIVALS = {
  'Leaflet alone': { script: 'empty.js', needs: [] },
  'leaflet.markercluster': {
    script: 'markercluster.js',
    needs: [
      'leaflet.markercluster/dist/MarkerCluster.css',
      'leaflet.markercluster/dist/MarkerCluster.Default.css',
      'leaflet.markercluster/dist/leaflet.markercluster.js',
    ],
  },
  'supercluster in the page': { script: 'supercluster.js', needs: ['supercluster/dist/supercluster.min.js'] },
  'one GeoJSON layer on canvas': { script: 'geojson.js', needs: [] },
}
export type Rival = keyof typeof RIVALS
/** What the pins can be shown by. */
export const WITH_PINS = Object.keys(RIVALS).slice(1) as Exclude<Rival, 'Leaflet alone'>[]

export interface RivalServer {
  url: string
  server: Server
}

/** Serves the rivals' pages and pins, all of it compressed, on this machine only. */
export async function startRivals(sets: Map<number, Pin[]>): Promise<RivalServer> {
  const files = new Map<string, Buffer>()
  const put = (path: string, body: string | Buffer) => files.set(path, gzipSync(body, { level: 6 }))
  const module = (path: string) => readFileSync(join(HOME, 'node_modules', path))
  for (const [i, { script, needs }] of Object.values(RIVALS).entries()) {
    const all = ['leaflet/dist/leaflet.css', 'leaflet/dist/leaflet.js', ...needs]
    for (const path of all) put(`/${path}`, module(path))
    const tags = all.map((path) =>
      path.endsWith('.css') ? `<link rel="stylesheet" href="/${path}">` : `<script src="/${path}"></script>`,
    )
    put(
      `/${i}.html`,
      `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${script}</title><style>${STYLE}</style>${tags.join('')}` +
        `<div id="map"></div><script type="module" src="/${script}"></script>`,
    )
    put(`/${script}`, readFileSync(join(HOME, 'bench', 'rivals', script)))
  }
  put('/shared.js', readFileSync(join(HOME, 'bench', 'rivals', 'shared.js')))
  for (const [count, pins] of sets) {
    put(`/points-${count}.json`, JSON.stringify(pins))
    put(`/points-${count}.geojson`, JSON.stringify(featuresOf(pins)))
  }
  const server = createServer(function answer(request, response) {
    const path = new URL(request.url!, 'http://bench').pathname
    const body = files.get(path)
    if (!body) return void response.writeHead(404).end()
    const type = TYPES[path.slice(path.lastIndexOf('.') + 1)]
    response
      .writeHead(200, { 'Content-Type': type, 'Content-Encoding': 'gzip', 'Content-Length': body.length })
      .end(body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}

export function pageOf({ url }: RivalServer, rival: Rival, pins: number, at: [number, number], zoom: number) {
  const place = Object.keys(RIVALS).indexOf(rival)
  return `${url}/${place}.html?pins=${pins}&lng=${at[0]}&lat=${at[1]}&zoom=${zoom}`
}

/** The pins as GeoJSON. */
export function featuresOf(pins: Pin[]): GeoJSON.FeatureCollection<GeoJSON.Point> {
  return {
    type: 'FeatureCollection',
    features: pins.map(([number, lng, lat, kind, supports, category]) => ({
      type: 'Feature',
      properties: { number, kind, supports, category },
      geometry: { type: 'Point', coordinates: [lng, lat] },
    })),
  }
}
