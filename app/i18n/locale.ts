export const LOCALES = ['ru', 'en'] as const
export type Locale = (typeof LOCALES)[number]

export function localeOf(value: unknown): Locale {
  return value === 'en' ? 'en' : 'ru'
}
