import { escaped } from '#app/formats/xlsx-cells.ts'

/** The small files of a workbook, beside its sheets (ECMA-376, part 1). */

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** In the order of `STYLE`. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd.mm.yyyy hh:mm"/></numFmts>\
<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font>\
<font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="5">${[
  'numFmtId="0" fontId="0"',
  'numFmtId="0" fontId="1" applyFont="1"',
  'numFmtId="4" fontId="0" applyNumberFormat="1"',
  'numFmtId="164" fontId="0" applyNumberFormat="1"',
  'numFmtId="0" fontId="2" applyFont="1"',
]
  .map((look) => `<xf ${look} fillId="0" borderId="0" xfId="0"/>`)
  .join('')}</cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

/** @param names of the sheets in order; their files are `xl/worksheets/sheet1.xml` and on */
export function bookParts(names: readonly string[]): [file: string, text: string][] {
  const sheets = names.map((name, i) => ({ name: escaped(name), id: i + 1 }))
  const stylesId = `rId${names.length + 1}`
  return [
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets>${sheets
        .map(({ name, id }) => `<sheet name="${name}" sheetId="${id}" r:id="rId${id}"/>`)
        .join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations([
        ...sheets.map(
          ({ id }) => `Id="rId${id}" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet${id}.xml"`,
        ),
        `Id="${stylesId}" Type="${DOCUMENT}/styles" Target="styles.xml"`,
      ]),
    ],
    ['xl/styles.xml', STYLES],
    ['_rels/.rels', relations([`Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"`])],
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>\
<Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>${sheets
        .map(
          ({ id }) =>
            `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="${TYPES}.worksheet+xml"/>`,
        )
        .join('')}</Types>`,
    ],
  ]
}

/** The addresses of a sheet's links, in the order of their `r:id`s. */
export function linkParts(addresses: readonly string[]): string {
  return relations(
    addresses.map(
      (address, i) =>
        `Id="rId${i + 1}" Type="${DOCUMENT}/hyperlink" Target="${escaped(address)}" TargetMode="External"`,
    ),
  )
}

function relations(each: readonly string[]): string {
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each.map((one) => `<Relationship ${one}/>`).join('')}</Relationships>`
}

/** The beginning of a sheet, up to its rows. */
export function sheetHead(widths: readonly number[], { isFrozen }: { isFrozen: boolean }): string {
  const pane = isFrozen ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' : ''
  const columns = widths.map(
    (width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
  )
  return `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>`
}

/**
 * The end of a sheet, from its rows on.
 *
 * @param filter  the cells under a filter, 'A1:F2'; '' without one
 * @param links   the cells that are links, in the order of their `r:id`s
 */
export function sheetEnd(filter = '', links: readonly string[] = []): string {
  const each = links.map((cell, i) => `<hyperlink ref="${cell}" r:id="rId${i + 1}"/>`)
  const hyperlinks = each.length > 0 ? `<hyperlinks>${each.join('')}</hyperlinks>` : ''
  return `</sheetData>${filter && `<autoFilter ref="${filter}"/>`}${hyperlinks}</worksheet>`
}
