/** Made once each: making a formatter takes a hundred times as long as using it. */
const formats = new Map<string, Intl.NumberFormat>()

/** Whole minor units (kopecks) to words of a language: 123450000 -> «1 234 500 ₽»; fractions only when there are any. */
export function formatMoney(minor: number, currency: string, locale: string): string {
  const minimumFractionDigits = minor % 100 === 0 ? 0 : 2
  const key = `${locale} ${currency} ${minimumFractionDigits}`
  let format = formats.get(key)
  if (!format) {
    const options = { style: 'currency' as const, currency, minimumFractionDigits, maximumFractionDigits: 2 }
    format = new Intl.NumberFormat(locale, options)
    formats.set(key, format)
  }
  return format.format(minor / 100)
}

/** "1 234,50" or "1234.5" to whole minor units; null when it is not a sum of money from 0 to 10^12. */
export function parseMoney(text: string): number | null {
  const plain = text.replace(/[\s\u00a0\u202f₽]/g, '').replace(',', '.')
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(plain)
  if (!match) return null
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}
