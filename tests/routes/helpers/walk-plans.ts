import { newId } from '#app/models/ids.server.ts'
import { TOWN } from './town.ts'
import type { StepList } from './walk-list.ts'

/** Files that come in: designers' plans, and imports. */
export function listPlanSteps({ page, form }: StepList) {
  const plan = `${TOWN}/plans/${newId()}`
  page('$town.plans._index', 'town:read', `${TOWN}/plans`)
  page('$town.plans.new', 'plan:change', `${TOWN}/plans/new`)
  form('$town.plans.new', '', 'plan:change', `${TOWN}/plans/new`, { title: 'Обход' })
  page('$town.plans.$plan', 'town:read', plan)
  for (const intent of ['publish', 'answer', 'remove']) form('$town.plans.$plan', intent, 'plan:change', plan)
  page('$town.plans_.$plan.layers[.]json', 'town:read', `${plan}/layers.json`)
  page('$town.plans_.$plan.original', 'plan:change', `${plan}/original`)

  const one = `${TOWN}/admin/import/${newId()}`
  page('$town.admin.import', 'process:change', `${TOWN}/admin/import`)
  form('$town.admin.import', '', 'process:change', `${TOWN}/admin/import`, { kind: 'spaces' })
  page('$town.admin.import_.$import', 'process:change', one)
  for (const intent of ['map', 'write', 'discard', 'undo', 'undo-rest', 'undo-hide'])
    form('$town.admin.import_.$import', intent, 'process:change', one)
}
