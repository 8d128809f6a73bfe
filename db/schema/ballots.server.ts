import { kit } from '../columns.server.ts'
import { contributions } from './contributions.server.ts'
import { phases, spaces, type Translations } from './towns.server.ts'

const { text, whole, json, instant, table, primaryKey, foreignKey, unique, index } = kit

/**
 * What is voted on in a phase, as it stood when the list was made: a copy, so that a later edit of a proposal changes no
 * ballot. `number` is printed on the ballot; `position` is the order of submission, in which "earlier" breaks a tie.
 */
export const voteOptions = table(
  'vote_options',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    phaseId: text('phase_id').notNull(),
    number: whole('number').notNull(),
    position: whole('position').notNull(),
    kind: text('kind').$type<'contribution' | 'space' | 'text'>().notNull(),
    contributionId: text('contribution_id'),
    spaceId: text('space_id'),
    title: text('title').notNull(),
    summary: text('summary').notNull(),
    costMinor: whole('cost_minor'),
    translations: json('translations').$type<Translations>().notNull(),
  },
  (t) => [
    primaryKey({ name: 'vote_options_pk', columns: [t.townId, t.id] }),
    unique('vote_options_number').on(t.townId, t.phaseId, t.number),
    index('vote_options_contribution').on(t.townId, t.contributionId),
    foreignKey({
      name: 'vote_options_phase_fk',
      columns: [t.townId, t.phaseId],
      foreignColumns: [phases.townId, phases.id],
    }),
    foreignKey({
      name: 'vote_options_contribution_fk',
      columns: [t.townId, t.contributionId],
      foreignColumns: [contributions.townId, contributions.id],
    }),
    foreignKey({
      name: 'vote_options_space_fk',
      columns: [t.townId, t.spaceId],
      foreignColumns: [spaces.townId, spaces.id],
    }),
  ],
)

/**
 * What a phase's first ballot fixed: written in the same transaction as that ballot, never changed. `text` is the
 * settings and the options as canonical JSON and `hash` its SHA-256 in hex (`sha256sum` of the text agrees).
 *
 * - `form` says what `ballot_choices.value` means: nothing, a place (1 = best), points, a score.
 * - `countedAt`: the votes of proposals include this phase's ballots since then; null while people vote, so that no
 *   running result shows.
 * - `unlinkedAt`: the link between who voted and what was voted was erased then.
 */
export const frozenBallots = table(
  'frozen_ballots',
  {
    townId: text('town_id').notNull(),
    phaseId: text('phase_id').notNull(),
    form: text('form').$type<'approval' | 'ranking' | 'points' | 'score'>().notNull(),
    text: text('text').notNull(),
    hash: text('hash').notNull(),
    frozenAt: instant('frozen_at').notNull(),
    countedAt: instant('counted_at'),
    unlinkedAt: instant('unlinked_at'),
  },
  (t) => [
    primaryKey({ name: 'frozen_ballots_pk', columns: [t.townId, t.phaseId] }),
    foreignKey({
      name: 'frozen_ballots_phase_fk',
      columns: [t.townId, t.phaseId],
      foreignColumns: [phases.townId, phases.id],
    }),
  ],
)

/**
 * A cast ballot. It carries no person: who voted and what was voted are kept apart. `castAt` is the day (UTC) and `id`
 * holds no time, so that neither tells whose it is. `receiptHash` (hex) is given to the voter; null for imported ones.
 */
export const ballots = table(
  'ballots',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    phaseId: text('phase_id').notNull(),
    channel: text('channel').$type<'web' | 'paper' | 'import'>().notNull(),
    castAt: instant('cast_at').notNull(),
    receiptHash: text('receipt_hash'),
    /** Of paper ballots: the bundle they were entered with. */
    bundleId: text('bundle_id'),
  },
  (t) => [
    primaryKey({ name: 'ballots_pk', columns: [t.townId, t.id] }),
    index('ballots_phase').on(t.townId, t.phaseId, t.receiptHash),
    foreignKey({
      name: 'ballots_phase_fk',
      columns: [t.townId, t.phaseId],
      foreignColumns: [phases.townId, phases.id],
    }),
  ],
)

/**
 * One option named on a ballot; an empty ballot has none. `value` is the place, the points or the score by the form of
 * the frozen ballot, null for approvals. `times` is how often the ballot names it: 1, but for elections imported from
 * elsewhere whose published counts count a repeated name again; a tally of votes is the sum of it.
 */
export const ballotChoices = table(
  'ballot_choices',
  {
    townId: text('town_id').notNull(),
    ballotId: text('ballot_id').notNull(),
    optionId: text('option_id').notNull(),
    value: whole('value'),
    times: whole('times').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'ballot_choices_pk', columns: [t.townId, t.ballotId, t.optionId] }),
    index('ballot_choices_option').on(t.townId, t.optionId),
    foreignKey({
      name: 'ballot_choices_ballot_fk',
      columns: [t.townId, t.ballotId],
      foreignColumns: [ballots.townId, ballots.id],
    }),
    foreignKey({
      name: 'ballot_choices_option_fk',
      columns: [t.townId, t.optionId],
      foreignColumns: [voteOptions.townId, voteOptions.id],
    }),
  ],
)
