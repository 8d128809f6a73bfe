/** The categories that a new town starts with; a town may rename them and an import may add its own. */
export const DEFAULT_CATEGORIES: { id: string; ru: string; en: string }[] = [
  { id: 'greenery', ru: 'Озеленение', en: 'Greenery' },
  { id: 'lighting', ru: 'Освещение', en: 'Lighting' },
  { id: 'seating', ru: 'Места для отдыха', en: 'Seating' },
  { id: 'play', ru: 'Детские площадки', en: 'Play' },
  { id: 'sport', ru: 'Спорт', en: 'Sport' },
  { id: 'paths', ru: 'Дорожки и переходы', en: 'Paths and crossings' },
  { id: 'water', ru: 'Вода и берег', en: 'Water and shore' },
  { id: 'heritage', ru: 'Наследие', en: 'Heritage' },
  { id: 'culture', ru: 'События и культура', en: 'Events and culture' },
  { id: 'trade', ru: 'Торговля и кафе', en: 'Trade and cafés' },
  { id: 'accessibility', ru: 'Доступность', en: 'Accessibility' },
  { id: 'cleanliness', ru: 'Чистота', en: 'Cleanliness' },
  { id: 'other', ru: 'Другое', en: 'Other' },
]

export const SPACE_KINDS = [
  'embankment',
  'square',
  'park',
  'garden',
  'boulevard',
  'street',
  'yard',
  'beach',
  'pond',
  'other',
] as const
export type SpaceKind = (typeof SPACE_KINDS)[number]
