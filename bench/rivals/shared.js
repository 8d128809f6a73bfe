// What each rival's page does the same: the map, the pins' sign, no animation, as Sreda's map for who wants none.
const MARK = '<svg viewBox="0 0 24 24"><circle cx="12" cy="12" r="10" fill="#9a3b26"/></svg>'

export const search = new URLSearchParams(location.search)

export function openMap(options = {}) {
  const map = L.map('map', {
    minZoom: 9,
    maxZoom: 18,
    zoomAnimation: false,
    fadeAnimation: false,
    markerZoomAnimation: false,
    inertia: false,
    attributionControl: false,
    ...options,
  })
  return map.setView([Number(search.get('lat')), Number(search.get('lng'))], Number(search.get('zoom')))
}

export async function load(address) {
  const response = await fetch(address)
  return response.json()
}

export function pinIcon() {
  return L.divIcon({ className: 'pin', iconSize: [30, 30], html: MARK })
}

export function clusterIcon(count) {
  return L.divIcon({ className: 'cluster', iconSize: [40, 40], html: `<span>${count}</span>` })
}
