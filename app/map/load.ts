/** For MapDoor's `load`: each map is a chunk of its own, with Leaflet in one that they share. */

export async function loadTownMap() {
  return (await import('#app/map/town-map.client.tsx')).TownMap
}

export async function loadPlacePicker() {
  return (await import('#app/map/place-picker.client.tsx')).PlacePicker
}

export async function loadShapePicker() {
  return (await import('#app/map/shape-picker.client.tsx')).ShapePicker
}

export async function loadPlaceMap() {
  return (await import('#app/map/place-map.client.tsx')).PlaceMap
}

export async function loadDrawMap() {
  return (await import('#app/map/draw-map.client.tsx')).DrawMap
}

export async function loadWinnersMap() {
  return (await import('#app/map/winners-map.client.tsx')).WinnersMap
}

export async function loadDesignMap() {
  return (await import('#app/map/design-map.client.tsx')).DesignMap
}

export async function loadOptionMap() {
  return (await import('#app/map/option-map.client.tsx')).OptionMap
}

export async function loadDrawingCanvas() {
  return (await import('#app/map/drawing-canvas.client.tsx')).DrawingCanvas
}

export async function loadVariantsMap() {
  return (await import('#app/map/variants-map.client.tsx')).VariantsMap
}

export async function loadPlaceDrawing() {
  return (await import('#app/map/place-drawing.client.tsx')).PlaceDrawing
}

export async function loadCountryMap() {
  return (await import('#app/map/country-map.client.tsx')).CountryMap
}
