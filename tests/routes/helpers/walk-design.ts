import type { Site } from './site.ts'
import { listCommissionSteps } from './walk-commission.ts'
import type { StepList } from './walk-list.ts'
import { listPlanSteps } from './walk-plans.ts'
import { listPracticeSteps } from './walk-practices.ts'
import { listStudySteps } from './walk-study.ts'
import { listTemplateSteps } from './walk-templates.ts'
import { listVariantSteps } from './walk-variants.ts'

/** Designing together: from templates and studies to plans and variants. */
export function listDesignSteps(site: Site, list: StepList) {
  listPlanSteps(list)
  listTemplateSteps(list, site)
  listStudySteps(list)
  listVariantSteps(list)
  listCommissionSteps(list)
  listPracticeSteps(list)
}
