import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cp1251 } from '#app/formats/cp1251.ts'
import { type DxfDrawing, dxfChunks } from '#app/formats/dxf.ts'
import { groupBytes, layerName, plainText } from '#app/formats/dxf-groups.ts'
import { collected } from './reading.ts'

const decoded = (bytes: Uint8Array) => new TextDecoder('windows-1251').decode(bytes)

describe('Windows-1251', () => {
  it('keeps every letter that it has', () => {
    const page = decoded(Uint8Array.from({ length: 256 }, (_, i) => i)).replaceAll('\ufffd', '')
    expect(decoded(cp1251(page, () => '!'))).toBe(page)
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...page) }), (text) => {
        expect(decoded(cp1251(text, () => '!'))).toBe(text)
      }),
    )
  })

  it('asks what stands for each other', () => {
    expect(decoded(cp1251('Łódź ← ёж 🌳', (unit) => `<${unit.charCodeAt(0)}>`))).toBe(
      '<321><243>d<378> <8592> ёж <55356><57139>',
    )
    expect(decoded(groupBytes([[1, 'Łąka']]))).toBe('  1\r\n\\U+0141\\U+0105ka\r\n')
  })
})

describe('a text of a drawing', () => {
  it('is one line without codes of its own', () => {
    expect(plainText(' Скамьи\r\n\tи\u0000 свет ')).toBe('Скамьи и свет')
    expect(plainText('50%%d ^J \\U+0041 C:\\Users')).toBe('50% %d ^ J /U+0041 C:\\Users')
    expect(plainText('а'.repeat(300))).toHaveLength(250)
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bytes = decoded(groupBytes([[1, plainText(text)]]))
        expect(bytes.split('\r\n')).toHaveLength(3)
        expect(bytes.slice(0, -2)).not.toMatch(/\n(?!.*$)/)
      }),
    )
  })

  it('names a layer as AutoCAD allows', () => {
    expect(layerName('Свет/тень', 'В "плане"; 50%')).toBe('Свет_тень - В _плане__ 50_')
    expect(layerName('')).toBe('0')
  })
})

const drawing: DxfDrawing = {
  layers: [{ name: 'Свет', colour: 1 }],
  areas: [],
  places: [
    [
      {
        layer: 'Свет',
        at: [10, 20],
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [0, 0],
              [4, 0],
              [4, 3],
              [0, 0],
            ],
          ],
        },
        attributes: [['NUMBER', '7']],
      },
    ],
  ],
  span: [0, 0, 100, 200],
  box: [0, 0, 100, 200],
  place: ([x, y]) => [x!, y!],
  tags: ['NUMBER'],
  legend: { layer: 'Свет', lines: ['МСК'], north: 'С', metres: (value) => `${value} м` },
}

/** The pairs of a file. */
async function groupsOf(of: DxfDrawing): Promise<[number, string][]> {
  const lines = decoded(Buffer.concat(await collected(dxfChunks(of)))).split('\r\n')
  return lines.flatMap((line, i) => (i % 2 === 0 && line !== '' ? [[Number(line), lines[i + 1]!]] : []))
}

describe('a drawing', () => {
  it('gives each thing a handle of its own', async () => {
    const groups = await groupsOf(drawing)
    const handles = groups.filter(([code]) => code === 5 || code === 105).map(([, value]) => value)
    // The head's own variable stands before all.
    expect(handles.shift()).toBe('FFFFFFF')
    expect(new Set(handles).size).toBe(handles.length)
    const owners = groups.filter(([code, value]) => code === 330 && value !== '0').map(([, value]) => value)
    expect(owners.filter((owner) => !handles.includes(owner))).toEqual([])
    expect(groups.at(-1)).toEqual([0, 'EOF'])
  })

  it('draws an area as a closed line that says no point twice, in the axes that are asked for', async () => {
    const at = async (of: DxfDrawing) => {
      const groups = await groupsOf(of)
      const start = groups.findIndex(([, value]) => value === 'LWPOLYLINE')
      return groups.slice(start, start + 16).filter(([code]) => [90, 70, 10, 20].includes(code))
    }
    expect(await at(drawing)).toEqual([
      [90, '3'],
      [70, '1'],
      [10, '0.0'],
      [20, '0.0'],
      [10, '4.0'],
      [20, '0.0'],
      [10, '4.0'],
      [20, '3.0'],
    ])
    const turned = await at({ ...drawing, place: ([x, y]) => [y!, x!] })
    expect(turned.slice(-2)).toEqual([
      [10, '3.0'],
      [20, '4.0'],
    ])
  })
})
