import { newId } from '#app/models/ids.server.ts'
import { PROCESS, TOWN } from './town.ts'
import type { StepList } from './walk-list.ts'

/** Concept variants, the drawings of their versions and the remarks on them. */
export function listVariantSteps({ page, form }: StepList) {
  const one = `${TOWN}/variants/${newId()}`
  const compared = `${TOWN}/processes/${PROCESS.discuss}/variants`
  page('$town.processes.$process_.variants', 'town:read', compared)
  const choice = { variant: newId(), reason: 'Обход' }
  form('$town.processes.$process_.variants', 'choose', 'variant:choose', compared, choice)
  const adding = `${TOWN}/variants/new?process=${PROCESS.discuss}`
  page('$town.variants.new', 'plan:change', adding)
  form('$town.variants.new', '', 'plan:change', adding, { title: 'Обход' })
  page('$town.variants.$variant', 'town:read', one)
  const remark = { id: newId(), version: '1', x: '1', y: '1', body: 'Обход чертежа' }
  form('$town.variants.$variant', 'remark', 'variant:remark', one, remark)
  const report = { subjectId: newId(), reason: 'spam', note: '' }
  form('$town.variants.$variant', 'report', 'remark:report', one, report)
  for (const intent of ['publish', 'remove']) form('$town.variants.$variant', intent, 'plan:change', one)
  page('$town.variants_.$variant.version', 'plan:change', `${one}/version`)
  form('$town.variants_.$variant.version', '', 'plan:change', `${one}/version`)
  page('$town.variants_.$variant.place', 'plan:change', `${one}/place`)
  for (const intent of ['place', 'remove'])
    form('$town.variants_.$variant.place', intent, 'plan:change', `${one}/place`, { method: 'affine' })
  page('$town.variants_.$variant.remarks', 'remark:resolve', `${one}/remarks`)
  const answer = { remark: newId(), resolution: 'taken', words: 'Обход' }
  form('$town.variants_.$variant.remarks', 'resolve', 'remark:resolve', `${one}/remarks`, answer)
  const decision = { remark: newId(), act: 'hide', words: 'Обход' }
  form('$town.variants_.$variant.remarks', 'moderate', 'remark:moderate', `${one}/remarks`, decision)
  page('$town.variants_.$variant.remarks_.$file', 'remark:resolve', `${one}/remarks/remarks.csv`)
  page('$town.drawings.$drawing.$file', 'town:read', `${TOWN}/drawings/${newId()}/m.webp`)
}
