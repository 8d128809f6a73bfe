import type { CountedOption } from '#app/domain/results.ts'
import { csvRecords, plainText } from '#app/formats/csv-records.ts'
import { hundredths } from '#app/formats/pabulib-write.ts'
import { parseHundredths } from '#app/formats/proposal-values.ts'
import { guarded, semicolonLines, unguarded } from '#app/formats/semicolon-lines.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

const HEADER = ['id', 'number', 'title', 'title_en', 'cost', 'category', 'district', 'longitude', 'latitude']

/** Options in their order, which is the order of submission; costs in units of the currency with a point. */
export function optionsCsv(options: CountedOption[]): string {
  const text = (value: string | number | null) => guarded(value === null ? '' : String(value))
  const rows = options.map((option) => [
    text(option.id),
    text(option.number),
    text(option.title),
    text(option.titleEn),
    hundredths(option.cost),
    text(option.category),
    text(option.district),
    option.lng === null ? '' : String(option.lng),
    option.lat === null ? '' : String(option.lat),
  ])
  return `\uFEFF${semicolonLines([HEADER, ...rows])}`
}

/** @throws {UnreadableFileError} 'header.bad' | 'id.missing' | 'id.repeated' | 'cost.bad' */
export function readOptionsCsv(text: string): CountedOption[] {
  const [header, ...records] = csvRecords(plainText(text), ';')
  if (!header || HEADER.some((name, i) => header.cells[i] !== name))
    throw new UnreadableFileError('header.bad', 1)
  const seen = new Set<string>()
  return records
    .filter(({ cells }) => cells.length > 1)
    .map(({ line, cells }) => {
      const [id, number, title, titleEn, cost, category, district, lng, lat] = cells.map(unguarded)
      if (!id) throw new UnreadableFileError('id.missing', line)
      if (seen.has(id)) throw new UnreadableFileError('id.repeated', line, id)
      seen.add(id)
      const costMinor = parseHundredths(cost ?? '')
      if (costMinor === null) throw new UnreadableFileError('cost.bad', line, cost)
      return {
        id,
        number: number ? Number(number) : null,
        title: title ?? '',
        titleEn: titleEn || null,
        cost: String(costMinor),
        category: category || null,
        district: district || null,
        lng: lng ? Number(lng) : null,
        lat: lat ? Number(lat) : null,
      }
    })
}
