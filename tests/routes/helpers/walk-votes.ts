import { newBallotId, newId } from '#app/models/ids.server.ts'
import type { Site } from './site.ts'
import { bundleId, optionIds, PROCESS, phaseId, published, TOWN } from './town.ts'
import type { StepList } from './walk-list.ts'

/** What may be asked of votes: casting, drawing up, codes, paper, results. */
export function listVoteSteps(site: Site, { page, form }: StepList) {
  const phase = phaseId(site, 'vote')
  const vote = `${TOWN}/processes/${PROCESS.vote}/vote`
  const marks = { [`m-${optionIds(site, 'vote').get(1)}`]: 'on', age: 'on' }
  page('$town.processes.$process_.vote', 'town:read', vote)
  form('$town.processes.$process_.vote', 'edit', 'town:read', vote, marks)
  form('$town.processes.$process_.vote', 'review', 'ballot:cast', vote, marks)
  form('$town.processes.$process_.vote', 'cast', 'ballot:cast', vote, {
    ...marks,
    ballotId: newBallotId(),
    revision: '0',
  })
  form('$town.processes.$process_.vote', 'withdraw', 'ballot:cast', vote, { revision: '1' })
  const receipt = `${TOWN}/processes/${PROCESS.vote}/receipt`
  page('$town.processes.$process_.receipt', 'town:read', receipt)
  form('$town.processes.$process_.receipt', '', 'town:read', receipt, { code: 'AAAA', hash: 'none' })

  const ballot = `${TOWN}/admin/ballots/${phase}`
  page('$town.admin.ballots.$phase', 'ballot:configure', ballot)
  form('$town.admin.ballots.$phase', '', 'ballot:configure', ballot, { method: 'approval' })
  form('$town.admin.ballots.$phase', 'codes', 'voting-code:print', ballot, { howMany: '1' })
  form('$town.admin.ballots.$phase', 'void', 'voting-code:void', ballot, { batch: '1' })
  form('$town.admin.ballots.$phase', 'confirm', 'ballot:configure', ballot, { email: 'walked@example.org' })
  page('$town.admin_.ballots.$phase.codes', 'town:read', `${ballot}/codes`)
  form('$town.admin_.ballots.$phase.codes', '', 'voting-code:print', `${ballot}/codes`, { howMany: '1' })

  const paper = `${TOWN}/paper/${phase}`
  page('$town.paper.$phase._index', 'paper:enter', paper)
  form('$town.paper.$phase._index', '', 'paper:enter', `${paper}?index`, {
    id: newId(),
    place: 'Школа',
    issued: '2',
    found: '2',
  })
  const bundle = `${paper}/${bundleId(site, 'vote')}`
  page('$town.paper.$phase.$bundle', 'paper:enter', bundle)
  const line = { pass: '1', position: '1', line: '3' }
  form('$town.paper.$phase.$bundle', 'type', 'paper:enter', bundle, line)
  form('$town.paper.$phase.$bundle', 'correct', 'paper:enter', bundle, line)
  form('$town.paper.$phase.$bundle', 'undo', 'paper:enter', bundle, { pass: '1' })
  form('$town.paper.$phase.$bundle', 'finish', 'paper:enter', bundle, { pass: '1' })
  form('$town.paper.$phase.$bundle', 'agree', 'paper:enter', bundle)

  const results = `${TOWN}/processes/${PROCESS.results}/results`
  page('$town.processes.$process_.results', 'town:read', results)
  page('$town.processes.$process_.results_.$version.$file', 'town:read', `${results}/1/archive.zip`)
  const reason = { reason: 'Обход' }
  form('$town.processes.$process_.results', 'recount', 'result:recount', results, reason)
  form('$town.processes.$process_.results', 'exclude', 'result:exclude', results, {
    ...reason,
    option: optionIds(site, 'results').get(1)!,
  })
  form('$town.processes.$process_.results', 'confirm', 'result:confirm', results, {
    version: '1',
    note: '',
  })
  form('me', 'withdraw-support', 'account:change', '/me', {
    town: published(site, 'collect', 'proposal').town_id,
    contribution: published(site, 'collect', 'proposal').id,
  })
}
