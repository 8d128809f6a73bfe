import { localized } from '#app/domain/localized.ts'
import { can } from '#app/domain/permissions.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { getProcess } from '#app/models/processes.server.ts'
import { getResultState } from '#app/models/results.server.ts'
import { getChoice, listConceptVariants } from '#app/models/variants.server.ts'
import type { Scene } from '#app/session.server.ts'
import { nameOfVariant, versionView } from '#app/variant-view.server.ts'

/** The variants of a process beside each other, and what was chosen. @throws {Refusal} 'process.not-found' */
export async function loadCompared({ town, actor, locale }: Scene, slug: string) {
  const process = await getProcess(town.id, slug)
  const mayChange = can(actor, 'plan:change')
  const [found, choice, results] = await Promise.all([
    listConceptVariants(town.id, process.id, { isStaff: mayChange }),
    getChoice(town.id, process.id),
    getResultState(town.id, process.id),
  ])
  const title = localized(process, 'title', locale)
  return {
    words: servedWords(locale, 'variants'),
    title: tOf(locale)('served.variants.titleOf', { process: title }),
    process: { slug, title },
    hasResults: results !== null,
    variants: found.map(({ variant, shown }) => ({
      id: variant.id,
      name: nameOfVariant(variant, locale),
      state: variant.state,
      remarks: variant.lastRemark,
      shown: versionView(shown, town, locale),
    })),
    choice: choice && {
      variantId: choice.variantId,
      version: choice.version,
      number: choice.number,
      title: localized(choice, 'title', locale),
      reason: choice.reason,
      at: choice.chosenAt,
    },
    mayChange,
    mayChoose: can(actor, 'variant:choose'),
  }
}

export type ComparedData = Awaited<ReturnType<typeof loadCompared>>
