import { newId } from '#app/models/ids.server.ts'
import { PROCESS, TOWN } from './town.ts'
import type { StepList } from './walk-list.ts'

/** The commission, its protocols, and what a process needs for a contest. */
export function listCommissionSteps({ page, form }: StepList) {
  const home = `${TOWN}/commission`
  const one = `${home}/${newId()}`
  page('$town.commission._index', 'town:read', home)
  page('$town.commission.$session', 'town:read', one)
  page('$town.commission.members', 'commission:change', `${home}/members`)
  form('$town.commission.members', 'save', 'commission:change', `${home}/members`, { id: newId() })
  page('$town.commission.new', 'commission:change', `${home}/new`)
  form('$town.commission.new', '', 'commission:change', `${home}/new`, { title: 'Обход' })
  page('$town.commission_.$session.edit', 'commission:change', `${one}/edit`)
  for (const intent of ['save', 'publish', 'remove'])
    form('$town.commission_.$session.edit', intent, 'commission:change', `${one}/edit`)
  page('$town.commission_.$session.$file', 'commission:change', `${one}/protocol.pdf`)

  const process = `${TOWN}/processes/${PROCESS.discuss}`
  page('$town.processes.$process_.proofs', 'commission:change', `${process}/proofs`)
  for (const intent of ['add', 'remove'])
    form('$town.processes.$process_.proofs', intent, 'commission:change', `${process}/proofs`, {
      id: newId(),
    })
  page('$town.processes.$process_.proofs_.$proof', 'commission:change', `${process}/proofs/${newId()}`)

  page('$town.processes.$process_.money', 'town:read', `${process}/money`)
  page('$town.processes.$process_.money[.]csv', 'town:read', `${process}/money.csv`)
  page('$town.processes.$process_.money_.edit', 'funding:change', `${process}/money/edit`)
  for (const intent of [
    'measure',
    'line',
    'in-kind',
    'running',
    'remove-measure',
    'remove-line',
    'remove-in-kind',
  ])
    form('$town.processes.$process_.money_.edit', intent, 'funding:change', `${process}/money/edit`, {
      id: newId(),
    })

  page('$town.processes.$process_.readiness', 'readiness:read', `${process}/readiness`)
  page('$town.processes.$process_.readiness[.]zip', 'readiness:read', `${process}/readiness.zip`)
}
