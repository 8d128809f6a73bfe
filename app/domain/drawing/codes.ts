/** A coordinate system of the EPSG register, as a text of proj4. */
export interface RegisteredSystem {
  code: number
  name: string
  text: string
}

/**
 * Pulkovo 1942 and 1995 to WGS84 as seven parameters (position vector), for all of Russia.
 * @see ГОСТ 32453-2017, appendix; EPSG transformations 5044 and 5043
 */
const TO_WGS84 = {
  pulkovo1942: '23.57,-140.95,-79.8,0,0.35,0.79,-0.22',
  pulkovo1995: '24.47,-130.89,-81.56,0,0,0.13,-0.22',
}

const FIRST_GAUSS_KRUEGER = 4
const LAST_GAUSS_KRUEGER = 32

/** In metres all of them: systems in degrees are known, and named when they are refused. */
export const DEGREE_CODES: readonly number[] = [4326, 4284, 4200, 4258, 4269, 7683, 9000]

/**
 * Looks up a code: WGS84 / UTM (326zz, 327zz), Pulkovo 1942 and 1995 / Gauss-Krüger (284zz, 200zz), Poland CS92 (2180).
 *
 * @returns null for what is not in this list: the text of the system is to be given instead
 */
export function systemOfCode(code: number): RegisteredSystem | null {
  const zone = code % 100
  if (code === 2180) {
    const text =
      '+proj=tmerc +lat_0=0 +lon_0=19 +k=0.9993 +x_0=500000 +y_0=-5300000 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs'
    return { code, name: 'ETRF2000-PL / CS92', text }
  }
  switch (Math.floor(code / 100)) {
    case 326:
    case 327: {
      if (zone < 1 || zone > 60) return null
      const isSouth = code >= 32700
      return {
        code,
        name: `WGS 84 / UTM ${zone}${isSouth ? 'S' : 'N'}`,
        text: `+proj=utm +zone=${zone}${isSouth ? ' +south' : ''} +datum=WGS84 +units=m +no_defs`,
      }
    }
    case 284:
      return gaussKrueger(code, zone, 'Pulkovo 1942', TO_WGS84.pulkovo1942)
    case 200:
      return gaussKrueger(code, zone, 'Pulkovo 1995', TO_WGS84.pulkovo1995)
  }
  return null
}

function gaussKrueger(code: number, zone: number, datum: string, toWgs84: string): RegisteredSystem | null {
  if (zone < FIRST_GAUSS_KRUEGER || zone > LAST_GAUSS_KRUEGER) return null
  const meridian = zone > 30 ? 6 * zone - 363 : 6 * zone - 3
  return {
    code,
    name: `${datum} / Gauss-Kruger ${zone}`,
    text: `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${zone * 1e6 + 500_000} +y_0=0 +ellps=krass +towgs84=${toWgs84} +units=m +no_defs`,
  }
}

/** The code of the UTM zone that a place lies in: what a town draws in until it says otherwise. */
export function utmCodeAt({ lng, lat }: { lng: number; lat: number }): number {
  const zone = Math.min(60, Math.floor((lng + 180) / 6) + 1)
  return (lat < 0 ? 32700 : 32600) + zone
}

/** Codes worth offering for a place, the usual first. */
export function codesAt(place: { lng: number; lat: number }): RegisteredSystem[] {
  const sixDegrees = Math.floor((((place.lng % 360) + 360) % 360) / 6) + 1
  return [utmCodeAt(place), 28400 + sixDegrees, 20000 + sixDegrees, 2180].flatMap((code) => {
    const isPoland = place.lng > 14 && place.lng < 24.2 && place.lat > 49 && place.lat < 55
    return code === 2180 && !isPoland ? [] : (systemOfCode(code) ?? [])
  })
}
