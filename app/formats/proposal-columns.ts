/** Columns of a proposal that an import knows. */
export type ProposalColumn =
  | 'externalId'
  | 'title'
  | 'body'
  | 'cost'
  | 'lat'
  | 'lng'
  | 'category'
  | 'space'
  | 'date'
  | 'ignored'

/** The best name first: where a file has both `external id` and `id`, the first is taken. Lower case, е for ё. */
const NAMES: Record<ProposalColumn, readonly string[]> = {
  externalId: [
    'external id',
    'externalid',
    'внешний id',
    'id',
    'ид',
    'идентификатор',
    'номер',
    'номер заявки',
    '№',
  ],
  title: ['title', 'название', 'заголовок', 'наименование', 'name'],
  body: ['body', 'description', 'описание', 'что и почему', 'текст', 'text'],
  cost: ['cost', 'стоимость', 'сумма', 'price', 'цена'],
  lat: ['lat', 'latitude', 'широта'],
  lng: ['lng', 'lon', 'long', 'longitude', 'долгота'],
  category: ['category', 'категория', 'тема', 'рубрика'],
  space: ['space', 'место', 'пространство', 'территория', 'адрес', 'address'],
  date: ['date', 'дата', 'created at', 'createdat', 'дата создания', 'дата подачи'],
  ignored: ['status', 'статус', 'supports', 'поддержка', 'поддержали', 'голоса', 'votes'],
}

/** A unit that changes nothing: 'Стоимость, руб.'. 'тыс. руб.' would change the amount and is not in this list. */
const PLAIN_UNIT = /[\s,]*[([]?\s*(?:₽|rub|rur|руб(?:\.|лей)?|р\.)\s*[)\]]?$/

/**
 * Finds which heading of a file means what.
 *
 * @returns `found`: column -> heading as the file spells it; `unmapped`: headings nobody knows or that came second
 */
export function findColumns(header: readonly string[]) {
  const byName = new Map<string, string>()
  for (const heading of header) {
    const name = plainName(heading)
    if (!byName.has(name)) byName.set(name, heading)
  }
  const found = new Map<ProposalColumn, string>()
  for (const [column, names] of Object.entries(NAMES) as [ProposalColumn, readonly string[]][]) {
    const name = names.find((candidate) => byName.has(candidate))
    if (name !== undefined) found.set(column, byName.get(name)!)
  }
  const mapped = new Set(found.values())
  const isIgnored = (heading: string) => NAMES.ignored.includes(plainName(heading))
  return { found, unmapped: header.filter((heading) => !mapped.has(heading) && !isIgnored(heading)) }
}

/** A heading as it is compared: lower case, without marks of duty and units that change nothing. */
export function plainName(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[_\s]+/g, ' ')
    .trim()
    .replace(/\s*[*:]+$/, '')
    .replace(PLAIN_UNIT, '')
}
