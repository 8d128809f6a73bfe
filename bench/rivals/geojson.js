import { load, openMap, search } from './shared.js'

const map = openMap({ preferCanvas: true })
const pins = await load(`points-${search.get('pins')}.geojson`)
const redraw = L.Canvas.prototype._redraw
L.Canvas.include({
  _redraw() {
    redraw.call(this)
    // A canvas has no elements to watch.
    window.seen.changed = performance.now()
    window.seen.first ||= window.seen.changed
  },
})
L.geoJSON(pins, {
  pointToLayer: (_, at) =>
    L.circleMarker(at, { radius: 6, weight: 1, color: '#fff', fillColor: '#9a3b26', fillOpacity: 1 }),
}).addTo(map)
