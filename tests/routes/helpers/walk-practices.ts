import { newId } from '#app/models/ids.server.ts'
import { PROCESS, TOWN } from './town.ts'
import type { StepList } from './walk-list.ts'

/** The practice library and the pages of all towns. */
export function listPracticeSteps({ page, form }: StepList) {
  page('overview', 'town:read', '/overview')
  page('overview[.]csv', 'town:read', '/overview.csv')
  page('practices._index', 'town:read', '/practices?text=park')
  page('practices.$slug', 'town:read', '/practices/vyksa-lebediny-ray-park')
  const propose = `${TOWN}/admin/practice/${PROCESS.results}`
  page('$town.admin.practice.$process', 'practice:propose', propose)
  for (const intent of ['more', 'save'])
    form('$town.admin.practice.$process', intent, 'practice:propose', propose, {
      id: newId(),
      title: 'Обход',
    })
  page('admin.practices', 'practice:change', '/admin/practices')
  page('admin.practices_.$id', 'practice:change', '/admin/practices/new')
  for (const intent of ['more', 'save'])
    form('admin.practices_.$id', intent, 'practice:change', '/admin/practices/new', {
      id: newId(),
      title: 'Обход',
    })
}
