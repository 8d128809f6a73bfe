/** How much a process template holds: letters of a title, a text, a source; phases; lines of a list; days of a phase. */
export const TEMPLATE_LIMITS = { title: 120, text: 2000, source: 300, phases: 20, list: 40, days: 1000 }
