interface Translated {
  translations: Record<string, Record<string, string>>
}

/** A stored text in the reader's language when it has been translated, else as it was written. */
export function localized<Row extends Translated, Key extends keyof Row & string>(
  row: Row,
  key: Key,
  locale: string,
) {
  return row.translations[locale]?.[key] ?? (row[key] as string)
}
