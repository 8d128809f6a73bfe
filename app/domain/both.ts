/** A text in Russian and its English, '' where there is none. */
export interface Both {
  ru: string
  en: string
}

/** In the reader's language when it has been translated, else in Russian. */
export function inLocale(text: Both, locale: string): string {
  return (locale === 'en' && text.en) || text.ru
}
