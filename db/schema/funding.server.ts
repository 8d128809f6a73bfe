import { kit } from '../columns.server.ts'
import { processes } from './towns.server.ts'

const { text, whole, table, primaryKey, foreignKey, index } = kit

/** What a project consists of, with the cost of each; money is whole kopecks. */
export const fundingMeasures = table(
  'funding_measures',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    processId: text('process_id').notNull(),
    title: text('title').notNull(),
    costMinor: whole('cost_minor').notNull(),
  },
  (t) => [
    primaryKey({ name: 'funding_measures_pk', columns: [t.townId, t.id] }),
    index('funding_measures_process').on(t.townId, t.processId),
    foreignKey({
      name: 'funding_measures_process_fk',
      columns: [t.townId, t.processId],
      foreignColumns: [processes.townId, processes.id],
    }),
  ],
)

/** Money of one source in one year: planned, confirmed of that, paid of that, returned of that. */
export const fundingLines = table(
  'funding_lines',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    processId: text('process_id').notNull(),
    /** Null: for the project as a whole. */
    measureId: text('measure_id'),
    source: text('source').$type<'federal' | 'regional' | 'municipal' | 'extra'>().notNull(),
    year: whole('year').notNull(),
    /** The programme, the agreement, the organisation. */
    title: text('title').notNull(),
    /** `PPP_FORMS` of `#app/domain/funding.ts`; '' is none. */
    pppForm: text('ppp_form').notNull(),
    plannedMinor: whole('planned_minor').notNull(),
    confirmedMinor: whole('confirmed_minor').notNull(),
    paidMinor: whole('paid_minor').notNull(),
    returnedMinor: whole('returned_minor').notNull(),
  },
  (t) => [
    primaryKey({ name: 'funding_lines_pk', columns: [t.townId, t.id] }),
    index('funding_lines_process').on(t.townId, t.processId),
    foreignKey({
      name: 'funding_lines_process_fk',
      columns: [t.townId, t.processId],
      foreignColumns: [processes.townId, processes.id],
    }),
    foreignKey({
      name: 'funding_lines_measure_fk',
      columns: [t.townId, t.measureId],
      foreignColumns: [fundingMeasures.townId, fundingMeasures.id],
    }),
  ],
)

/** Labour, materials, land: what comes without money, and is never added to it. */
export const inKindGifts = table(
  'in_kind_gifts',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    processId: text('process_id').notNull(),
    form: text('form').$type<'labour' | 'materials' | 'equipment' | 'land' | 'expertise'>().notNull(),
    description: text('description').notNull(),
    /** What it was valued at; null where nobody has. */
    valueMinor: whole('value_minor'),
    /** How it was valued. */
    method: text('method').notNull(),
  },
  (t) => [
    primaryKey({ name: 'in_kind_gifts_pk', columns: [t.townId, t.id] }),
    index('in_kind_gifts_process').on(t.townId, t.processId),
    foreignKey({
      name: 'in_kind_gifts_process_fk',
      columns: [t.townId, t.processId],
      foreignColumns: [processes.townId, processes.id],
    }),
  ],
)

/** What the place will cost a year once it is built, and who pays. */
export const runningCosts = table(
  'running_costs',
  {
    townId: text('town_id').notNull(),
    processId: text('process_id').notNull(),
    yearlyMinor: whole('yearly_minor').notNull(),
    payer: text('payer').notNull(),
    note: text('note').notNull(),
  },
  (t) => [
    primaryKey({ name: 'running_costs_pk', columns: [t.townId, t.processId] }),
    foreignKey({
      name: 'running_costs_process_fk',
      columns: [t.townId, t.processId],
      foreignColumns: [processes.townId, processes.id],
    }),
  ],
)
