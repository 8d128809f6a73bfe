/** A source of numbers in [0, 1), and what is drawn by it. */
export type Random = () => number

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)]!
}

export const chance = (random: Random, share: number) => random() < share

const DEEP = 3000
/** What people do not type. */
const ODD: readonly string[] = [
  ...['', ' ', '0', '-1', '1', '1e999', 'NaN', '-0', '1.5', '9007199254740993', '٣', '1'.repeat(400)],
  ...['null', 'undefined', 'true', 'on', 'off', '[]', '{}', '""', '__proto__', 'constructor', 'toString'],
  ...[
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\u202e',
    '\ufeff',
    '👩‍👩‍👧‍👦',
    'ё',
    'я'.repeat(5000),
    '\r\nX-Odd: 1\r\n\r\n',
    '\t',
    '\\',
  ],
  ...[
    '../../../etc/passwd',
    '..%2f..%2f',
    'C:\\',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
  ],
  ...[`'"><script>alert(1)</script>`, `' or 1=1 --`, '%', '%ff', '%00', '{{7*7}}', '=1+1', '*', '(', ')('],
  ...[
    '0000-00-00T00:00',
    '9999-12-31T23:59',
    '2026-02-30',
    '+275760-09-13T00:00',
    '-271821-04-20',
    '2026-11-23T10:00',
  ],
  ...[
    'Mars/Base',
    'Europe/Moscow',
    'ru',
    'en',
    'a@b',
    'x@example.org',
    'https://push.invalid/1',
    'https://id.invalid',
    '57.42, 45.6',
  ],
  ...[
    '{"type":"Point","coordinates":[45.6,57.42]}',
    '{"type":"Point","coordinates":[1e309,null]}',
    '{"type":"Polygon","coordinates":[[]]}',
  ],
  `{"type":"Polygon","coordinates":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`,
  `${'['.repeat(DEEP)}`,
  '{"type":"FeatureCollection","features":[{"type":"Feature","properties":null,"geometry":null}]}',
  '{"type":"Polygon","coordinates":[[[45.6,57.42],[45.601,57.42],[45.601,57.421],[45.6,57.42]]]}',
  'id;title\n1;"a\n',
  '№;Ответ\n1;да\n2;\n',
]

/** @returns a value that no form of ours would send; seldom a very long one */
export function oddValue(random: Random, ids: readonly string[]): string {
  const at = random()
  if (at < 0.25 && ids.length > 0) return pick(random, ids)
  if (at < 0.29) return 'ж'.repeat(Math.floor(random() * 30_000))
  if (at < 0.293) return 'x'.repeat(Math.floor(random() * 1_900_000))
  if (at < 0.4) return noise(random, 1 + Math.floor(random() * 40))
  return pick(random, ODD)
}

export function noise(random: Random, length: number): string {
  return Array.from({ length }, () =>
    String.fromCharCode(Math.floor(random() * (random() < 0.8 ? 128 : 65_536))),
  ).join('')
}

/** Bytes that claim to be a file. */
export function oddFile(random: Random): Buffer {
  const heads = [
    '\xff\xd8\xff\xe0\0\x10JFIF',
    '\x89PNG\r\n\x1a\n\0\0\0\rIHDR',
    'RIFF\0\0\0\0WEBPVP8 ',
    'GIF89a',
    'PK\x03\x04',
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    'id;title\n',
    '{"type":"FeatureCollection","features":[',
    '',
  ]
  const head = Buffer.from(pick(random, heads), 'latin1')
  const size = chance(random, 0.02) ? 1_500_000 : Math.floor(random() * 2000)
  const rest = Buffer.alloc(size)
  for (let i = 0; i < size; i += 7) rest[i] = Math.floor(random() * 256)
  return Buffer.concat([head, rest])
}
