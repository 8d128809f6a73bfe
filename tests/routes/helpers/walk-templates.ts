import { newId } from '#app/models/ids.server.ts'
import type { Site } from './site.ts'
import { PROCESS, processId, TOWN } from './town.ts'
import type { StepList } from './walk-list.ts'

/** Templates of processes, and what their phases tell. */
export function listTemplateSteps({ page, form }: StepList, site: Site) {
  const [list, none] = [`${TOWN}/admin/templates`, `${TOWN}/admin/templates/${newId()}`]
  page('$town.admin.templates', 'process:change', list)
  form('$town.admin.templates', '', 'process:change', list, { id: newId() })
  page('$town.admin.templates_.$template', 'process:change', `${list}/quick-question`)
  page(
    '$town.admin_.templates.$template.template[.]json',
    'process:change',
    `${list}/quick-question/template.json`,
  )
  for (const intent of ['save', 'remove'])
    form('$town.admin.templates_.$template', intent, 'process:change', none)
  for (const intent of ['start', 'preview'])
    form('$town.admin.templates_.$template', intent, 'process:create', none)

  const process = `${TOWN}/admin/processes/${PROCESS.collect}`
  page('$town.admin.processes_.$process', 'process:change', process)
  for (const intent of ['conditions', 'tick'])
    form('$town.admin.processes_.$process', intent, 'process:change', process)
  form('$town.admin.processes', 'clone', 'process:create', `${TOWN}/admin/processes`, {
    process: processId(site, 'collect'),
    startDay: 'never',
  })
}
