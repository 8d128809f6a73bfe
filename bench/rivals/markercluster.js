import { load, openMap, pinIcon, search } from './shared.js'

const map = openMap()
const pins = await load(`points-${search.get('pins')}.json`)
// Loading by pieces is what its authors advise for so many.
const group = L.markerClusterGroup({ animate: false, chunkedLoading: true })
group.addLayers(
  pins.map(([number, lng, lat]) => L.marker([lat, lng], { icon: pinIcon(), title: `№ ${number}` })),
)
map.addLayer(group)
