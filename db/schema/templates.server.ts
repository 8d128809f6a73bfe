import { kit } from '../columns.server.ts'
import { phases, processes, type Translations, towns } from './towns.server.ts'

const { text, whole, json, instant, table, primaryKey, foreignKey } = kit

/** A text in Russian and its English, '' where there is none. */
interface Both {
  ru: string
  en: string
}

/** Ways to run a process that a town has changed or brought from outside; those that the program brings are files. */
export const processTemplates = table(
  'process_templates',
  {
    townId: text('town_id').notNull(),
    /** Of a changed one the name of its file in db/templates, of an imported one a UUID. */
    id: text('id').notNull(),
    /** `ProcessTemplate` of `#app/domain/process-template.ts`, checked when written. */
    body: json('body').$type<object>().notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'process_templates_pk', columns: [t.townId, t.id] }),
    foreignKey({ name: 'process_templates_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
  ],
)

/** What a phase asks, what is fixed, how it is decided and which norms its term is held against. */
export const phaseGuides = table(
  'phase_guides',
  {
    townId: text('town_id').notNull(),
    phaseId: text('phase_id').notNull(),
    level: text('level').$type<'inform' | 'consult' | 'design' | 'decide'>().notNull(),
    asked: text('asked').notNull(),
    budget: text('budget').notNull(),
    land: text('land').notNull(),
    heritage: text('heritage').notNull(),
    decision: text('decision').notNull(),
    /** What came of it, told when it is over. */
    outcome: text('outcome').notNull(),
    /** The least that was advised when the process was made, calendar days. */
    minDays: whole('min_days'),
    /** `TermRule` of `#app/domain/terms.ts`, as they were when the process was made. */
    rules: json('rules').$type<object[]>().notNull(),
    translations: json('translations').$type<Translations>().notNull(),
  },
  (t) => [
    primaryKey({ name: 'phase_guides_pk', columns: [t.townId, t.phaseId] }),
    foreignKey({
      name: 'phase_guides_phase_fk',
      columns: [t.townId, t.phaseId],
      foreignColumns: [phases.townId, phases.id],
    }),
  ],
)

/** Who does what in a process, and what has to be done: taken from its template. */
export const processCharters = table(
  'process_charters',
  {
    townId: text('town_id').notNull(),
    processId: text('process_id').notNull(),
    /** The template's title as it was; null = made without one. */
    template: json('template').$type<Both | null>(),
    roles: json('roles').$type<{ name: Both; duty: Both }[]>().notNull(),
    /** `doneOn` is a day of the town: "2026-12-01". */
    checklist: json('checklist').$type<{ text: Both; doneOn: string | null }[]>().notNull(),
  },
  (t) => [
    primaryKey({ name: 'process_charters_pk', columns: [t.townId, t.processId] }),
    foreignKey({
      name: 'process_charters_process_fk',
      columns: [t.townId, t.processId],
      foreignColumns: [processes.townId, processes.id],
    }),
  ],
)
