import { clusterIcon, load, openMap, pinIcon, search } from './shared.js'

const map = openMap()
const pins = await load(`points-${search.get('pins')}.json`)
const index = new Supercluster({ radius: 64, extent: 256, maxZoom: 17 }).load(
  pins.map(([number, lng, lat]) => ({
    type: 'Feature',
    properties: { number },
    geometry: { type: 'Point', coordinates: [lng, lat] },
  })),
)
const drawn = L.layerGroup().addTo(map)

function draw() {
  const bounds = map.getBounds()
  const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]
  drawn.clearLayers()
  for (const { geometry, properties } of index.getClusters(box, map.getZoom())) {
    const [lng, lat] = geometry.coordinates
    const icon = properties.cluster ? clusterIcon(properties.point_count) : pinIcon()
    drawn.addLayer(L.marker([lat, lng], { icon, title: properties.number ? `№ ${properties.number}` : '' }))
  }
}
map.on('moveend', draw)
draw()
