// The limit of a drag: Leaflet with no layer at all, as it comes.
import { search } from './shared.js'

L.map('map', { attributionControl: false }).setView(
  [Number(search.get('lat')), Number(search.get('lng'))],
  Number(search.get('zoom')),
)
