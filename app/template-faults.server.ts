import type { TemplateFault } from '#app/domain/process-template.ts'
import type { T, WordKey } from '#app/i18n/i18n.ts'

/** A fault in words, the place first: «этапы, № 2, срок: нужно целое число…». */
export function faultText({ path, code, value }: TemplateFault, t: T): string {
  const where = path.map((part) => {
    if (typeof part === 'number') return t('served.templates.nth', { number: part + 1 })
    const key = `served.templates.parts.${part}` as WordKey
    const name = t(key)
    return name === key ? part.slice(0, 60) : name
  })
  return t('served.templates.fault', {
    where: where.join(', ') || t('served.templates.wholeFile'),
    what: t(`served.templates.faults.${code}` as WordKey, { value }),
  })
}
