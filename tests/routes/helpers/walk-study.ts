import { TOWN } from './town.ts'
import type { StepList } from './walk-list.ts'

/** Place audits and surveys: answering them, and building them. */
export function listStudySteps({ page, form }: StepList) {
  const space = `${TOWN}/spaces/vokzalnaya-ploshchad`
  page('$town.spaces.$space_.audit', 'town:read', `${space}/audit`)
  form('$town.spaces.$space_.audit', '', 'town:read', `${space}/audit`, { round: 'none' })
  page('$town.spaces.$space_.audits', 'town:read', `${space}/audits`)
  page('$town.forms._index', 'town:read', `${TOWN}/forms`)
  page('$town.forms.$form', 'town:read', `${TOWN}/forms/u-reki`)
  form('$town.forms.$form', '', 'town:read', `${TOWN}/forms/u-reki`, { round: 'none' })

  const forms = `${TOWN}/admin/forms`
  page('$town.admin_.forms', 'form:change', forms)
  form('$town.admin_.forms', '', 'form:change', forms, { title: 'Обход', slug: 'obhod' })
  for (const intent of ['audit', 'file']) form('$town.admin_.forms', intent, 'form:change', forms)
  const one = `${forms}/u-reki`
  page('$town.admin_.forms_.$form', 'form:change', one)
  const intents = 'words replace publish remove-form open round remove-round add up down remove edit'
  for (const intent of intents.split(' '))
    form('$town.admin_.forms_.$form', intent, 'form:change', one, {
      target: 'first',
      title: 'Обход',
      text: 'Обход',
      type: 'text',
    })
  page('$town.admin_.forms_.$form_.$file', 'form:export', `${one}/answers.csv`)
}
