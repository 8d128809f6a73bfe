import { localized } from '#app/domain/localized.ts'
import { can } from '#app/domain/permissions.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { countVariants, getChoice } from '#app/models/variants.server.ts'
import type { Scene } from '#app/session.server.ts'
import { variantPaths } from '#app/variant-paths.ts'

/** What a process's page says of its variants, in words: words and addresses are not in every reader's bundle. Null where there are none. */
export async function variantsOf({ town, actor, locale }: Scene, process: { id: string; slug: string }) {
  const [count, choice] = await Promise.all([
    countVariants(town.id, process.id),
    getChoice(town.id, process.id),
  ])
  if (count === 0 && !can(actor, 'plan:change')) return null
  const t = tOf(locale)
  return {
    title: t('served.variants.title'),
    open: t('served.variants.choice.open', { count }),
    href: variantPaths.compare(town.slug, process.slug),
    choice: choice && {
      href: variantPaths.variant(town.slug, choice.variantId),
      text: t('served.variants.choice.chosen', {
        number: choice.number,
        title: localized(choice, 'title', locale),
      }),
      why: t('served.variants.choice.why'),
      reason: choice.reason,
    },
  }
}
