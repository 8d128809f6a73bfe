import { localized } from '#app/domain/localized.ts'
import { formatMoney } from '#app/domain/money.ts'
import { linesOf } from '#app/domain/variants/variants.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import type { ConceptVariant, VariantVersion } from '#app/models/variants.server.ts'

/** "Variant 2. The garden". */
export function nameOfVariant(
  variant: Pick<ConceptVariant, 'number' | 'title' | 'translations'>,
  locale: Locale,
) {
  const { number } = variant
  return tOf(locale)('served.variants.oneTitled', { number, title: localized(variant, 'title', locale) })
}

/** A version as pages show it. */
export function versionView(row: VariantVersion, { currency }: Pick<Town, 'currency'>, locale: Locale) {
  const { id, version, width, height, levels, planId, publishedAt, createdAt, placement } = row
  const words = (key: 'note' | 'body' | 'works' | 'gains' | 'losses') => localized(row, key, locale)
  return {
    id,
    version,
    note: words('note'),
    body: words('body'),
    width,
    height,
    levels,
    planId,
    publishedAt,
    createdAt,
    cost: row.costMinor === null ? null : formatMoney(row.costMinor, currency, locale),
    works: linesOf(words('works')),
    gains: linesOf(words('gains')),
    losses: linesOf(words('losses')),
    placement: placement && placementOf(placement),
  }
}

export type VersionView = ReturnType<typeof versionView>

function placementOf({ origin, a, b, c, d, e, f }: NonNullable<VariantVersion['placement']>) {
  return { origin, a, b, c, d, e, f }
}

/** A process by its name and address. */
export function processCrumb(process: { slug: string } & Parameters<typeof localized>[0], locale: Locale) {
  return { slug: process.slug, title: localized(process as never, 'title' as never, locale) as string }
}
