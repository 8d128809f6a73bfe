import { namesProposals } from '#app/domain/plan-numbers.ts'

const USUAL = ['name', 'title', 'text', 'label', 'название', 'подпись']

/** Attributes of a plan that may be ticked for everybody before anybody has looked: what else is in a file may be anything. */
export function isUsuallyShown(name: string): boolean {
  return USUAL.includes(name.trim().toLowerCase()) || namesProposals(name)
}
