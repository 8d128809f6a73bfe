import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatCoordinates } from '#app/domain/geometry/format-coordinates.ts'
import { parseCoordinates } from '#app/domain/geometry/parse-place.ts'
import { share } from './shapes.ts'

const PLACE = { lng: 45.6, lat: 57.42 }

function expectPlace(text: string, { lng, lat } = PLACE) {
  const place = parseCoordinates(text)
  expect(place, text).not.toBeNull()
  expect(place!.lng).toBeCloseTo(lng, 9)
  expect(place!.lat).toBeCloseTo(lat, 9)
}

describe('parseCoordinates: numbers', () => {
  it.each([
    '57.42, 45.6',
    '57.42,45.6',
    ' 57.42 45.6 ',
    '57.42;45.6',
    '57.42\t45.6',
    '+57.42, +45.6',
    '(57.42, 45.6)',
    '57,42 45,6',
    '57,42, 45,6',
    '57,42; 45,6',
    '57,42\u00a045,6',
  ])('%j', (text) => expectPlace(text))

  it('takes whole and negative degrees', () => {
    expectPlace('57, 45', { lng: 45, lat: 57 })
    expectPlace('57 45,5', { lng: 45.5, lat: 57 })
    expectPlace('-33.9, −151.2', { lng: -151.2, lat: -33.9 })
    expectPlace('-90, 180', { lng: 180, lat: -90 })
  })

  it.each([
    '',
    'ул. Ленина, 5',
    '57.42',
    '57,42',
    '57,42,45,6',
    '145.6, 57.42',
    '57.42, 181',
    '91, 10',
    '57.42, 45.6, 12',
    '1e3, 5',
    '57.42 / 45.6',
    '5742, 4560',
    'NaN, NaN',
    '[45.6, 57.42]',
  ])('does not guess: %j', (text) => expect(parseCoordinates(text)).toBeNull())
})

describe('parseCoordinates: degrees, minutes, seconds', () => {
  it.each([
    '57°25′12″N 45°36′00″E',
    `57°25'12"N, 45°36'0"E`,
    "57°25'12''N 45°36'00''E",
    'N57°25′12″ E45°36′00″',
    'N 57° 25.2′, E 45° 36′',
    '57°25′12″ с. ш. 45°36′00″ в. д.',
    '57°25′12″с.ш., 45°36′00″в.д.',
    '57°25,2′ с.ш. 45°36,0′ в.д.',
    '57,42° северной широты, 45,6° восточной долготы',
    '57°25’12” 45°36’00”',
    '57.42° N, 45.6° E',
    '57.42N 45.6E',
    '57.42n45.6e',
    '45°36′E 57°25′12″N',
    '57.42°, 45.6°',
    '57º25′12″N45º36′00″E',
  ])('%j', (text) => expectPlace(text))

  it('goes south and west', () => {
    expectPlace('33°30′00″S 70°15′00″W', { lng: -70.25, lat: -33.5 })
    expectPlace('33°30′ ю. ш. 70°15′ з. д.', { lng: -70.25, lat: -33.5 })
    expectPlace('-33°30′ -70°15′', { lng: -70.25, lat: -33.5 })
  })

  it.each([
    '57°25′12″N 45°36′00″N',
    '57°60′N 45°36′E',
    '57°25′60″N 45°36′E',
    '57.5°25′N 45°E',
    '-57°N 45°E',
    '95°N 45°E',
    '57°25′12″N',
    '57.42N, 45.6',
  ])('refuses %j', (text) => expect(parseCoordinates(text)).toBeNull())
})

describe('parseCoordinates: links', () => {
  it.each([
    ['geo:57.42,45.6'],
    ['geo:57.42,45.6,120;u=35'],
    ['geo:0,0?q=57.42,45.6(Сквер)'],
    ['geo:57,45?z=11&q=57.42%2C45.6'],
    ['https://yandex.ru/maps/?ll=45.6%2C57.42&z=16'],
    ['https://yandex.ru/maps/10987/town/?ll=45.1%2C57.1&pt=45.6,57.42,pm2rdm&z=16'],
    ['https://yandex.ru/maps/?ll=45.1,57.1&whatshere%5Bpoint%5D=45.6%2C57.42&whatshere%5Bzoom%5D=17'],
    ['https://yandex.ru/maps/?ll=45.1,57.1&mode=search&text=57.42%2C%2045.6'],
    ['https://maps.yandex.ru/?ll=45.6,57.42'],
    ['https://www.openstreetmap.org/#map=16/57.42/45.6'],
    ['https://www.openstreetmap.org/?mlat=57.42&mlon=45.6#map=16/57.1/45.1'],
    ['https://openstreetmap.org/way/123#map=17.5/57.42000/45.60000&layers=N'],
    ['https://2gis.ru/town?m=45.6%2C57.42%2F16'],
    ['https://2gis.ru/town/geo/70030076/45.6%2C57.42?m=45.1%2C57.1%2F16'],
    ['https://2gis.ru/geo/45.6,57.42'],
    ['https://www.google.com/maps/@57.42,45.6,15z'],
    ['https://www.google.ru/maps/place/X/@57.1,45.1,17z/data=!3m1!4b1!4m4!3m3!8m2!3d57.42!4d45.6'],
    ['https://maps.google.com/?q=57.42,45.6'],
    ['https://www.google.com/maps/search/?api=1&query=57.42%2C45.6'],
    ['https://www.google.com/maps/search/57.42,+45.6?entry=tts'],
    ['yandex.ru/maps/?ll=45.6,57.42'],
    ['Вот тут: https://yandex.ru/maps/?ll=45.6,57.42&z=3 у пруда'],
  ])('%s', (link) => expectPlace(link))

  it.each([
    'https://example.com/?ll=45.6,57.42',
    'https://yandex.ru.example.com/?ll=45.6,57.42',
    'https://yandex.ru/maps/-/CDabcdef',
    'https://maps.app.goo.gl/abc',
    'https://yandex.ru/maps/?ll=245.6,57.42',
    'https://www.openstreetmap.org/?mlat=57.42',
    'https://2gis.ru/%E0%A4%A',
    'https://[',
    'geo:57.42',
    'geo:97,45',
  ])('is null for %s', (link) => expect(parseCoordinates(link)).toBeNull())
})

describe('parseCoordinates and formatCoordinates', () => {
  it('writes as each language does', () => {
    expect(formatCoordinates(45.6, 57.42, 'ru')).toBe('57,42000°\u00a0с.\u00a0ш., 45,60000°\u00a0в.\u00a0д.')
    expect(formatCoordinates(-70.5, -33.123456, 'en-GB')).toBe('33.12346°\u00a0S, 70.50000°\u00a0W')
    expect(formatCoordinates(-0.000001, -0.000001, 'en')).toBe('0.00000°\u00a0N, 0.00000°\u00a0E')
  })

  it('reads back what it writes', () => {
    const lng = fc.oneof(share(-180, 180), fc.double({ min: -180, max: 180, noNaN: true }))
    const lat = fc.oneof(share(-90, 90), fc.double({ min: -90, max: 90, noNaN: true }))
    fc.assert(
      fc.property(lng, lat, fc.constantFrom('ru', 'en'), (lng, lat, locale) => {
        const place = parseCoordinates(formatCoordinates(lng, lat, locale))
        expect(Math.abs(place!.lng - lng)).toBeLessThanOrEqual(0.00000501)
        expect(Math.abs(place!.lat - lat)).toBeLessThanOrEqual(0.00000501)
      }),
    )
  })

  it('never throws and is quick on long texts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const place = parseCoordinates(text)
        if (place) expect(Math.abs(place.lat)).toBeLessThanOrEqual(90)
      }),
    )
    const started = performance.now()
    for (const piece of ['57°25\'12" ', '1,', ' ', 'a.', '57 ', "'"])
      parseCoordinates(piece.repeat(2_000).slice(0, 1_999))
    parseCoordinates('5 '.repeat(1_000_000))
    expect(performance.now() - started).toBeLessThan(20_000)
  })
})
