/**
 * What a voting rule is given and what it answers. Rules are pure: the same election and settings give the same outcome,
 * whatever the order of ballots. Money is whole minor units as bigint, ids are strings and never compared by locale.
 */

/** The single-pool rules that know no money, and the rules under a budget. */
export type RuleName =
  | 'plurality'
  | 'approval'
  | 'borda'
  | 'schulze'
  | 'score'
  | 'greedy_votes'
  | 'greedy_no_skip'
  | 'greedy_threshold'
  | 'greedy_costeff'
  | 'greedy_points'
  | 'greedy_pointseff'
  | 'mes'
  | 'phragmen'

export type BallotForm = 'approval' | 'ranking' | 'points' | 'score'

/**
 * All ballots, identical ones grouped, as flat arrays: group g holds `options[starts[g] .. starts[g + 1])`.
 *
 * @property count    ballots cast, empty ones included: what a budget is divided by
 * @property weights  how many ballots each group stands for
 * @property options  option indexes; best first for a ranking, ascending otherwise; no option twice in a group
 * @property values   points or score beside each option; null for approval and ranking
 * @property endowments  what each ballot of a group may spend under equal shares, minor units, exact; ballots that may spend
 *   different sums are different groups. Absent: the budget divided equally among all ballots.
 */
export interface Ballots {
  form: BallotForm
  count: number
  weights: Int32Array
  starts: Int32Array
  options: Int32Array
  values: Float64Array | null
  endowments?: Exact[]
}

/**
 * @property ids     option ids in order of submission: in a tie rule "earlier" is a lower index
 * @property costs   minor units; all 0n where nothing costs
 * @property budget  minor units; 0n where the rule knows no money
 * @property unit    minor units in one currency unit (100n for roubles): what an increment of 1 adds
 */
export interface Election {
  ids: string[]
  costs: bigint[]
  budget: bigint
  unit: bigint
  ballots: Ballots
}

/** What breaks a tie, tried in order; `lot` is drawn once from the published seed; `id` compares as strings. */
export type TieStep = 'votes' | 'cost' | 'earlier' | 'id' | 'lot'

export type Utility = 'cost' | 'cardinality' | 'points' | 'points*cost'
export type Completion = 'none' | 'add1' | 'add1u' | 'greedy'

/** Every option of a rule; all of it is stored and printed with a result. */
export interface RuleSettings {
  name: RuleName
  /** How many win, for the rules that know no money. */
  seats: number
  ties: TieStep[]
  /** Of the lot; published before the vote. */
  seed: string
  utility: Utility
  completion: Completion
  start: 'fraction' | 'integral'
  exhaustive: boolean
  /** Currency units each voter's share grows by in add1. */
  increment: number
  /** Keep the greedy result instead if strictly more voters prefer it. */
  comparison: boolean
  /** Options below it cannot win; `share` is in thousandths of the ballots cast. */
  threshold: { votes: number } | { share: number } | null
  /** borda: points k..1 on a ballot of k, or as many as there are options, minus the place, to each. */
  borda: 'ballot-length' | 'option-count'
  /** Option ids of which at most one may win, a list a group. */
  exclusive: string[][]
  /** Options taken out after the vote, with the reason. */
  excluded: { id: string; reason: string }[]
  /** Options nobody supported never win. */
  requireSupport: boolean
}

/** Exact rational as text, "numerator/denominator" or a whole number. */
export type Exact = string

/** One step of a rule, in order. `paid` is by group index of the ballots. */
export type Round =
  | { type: 'elected'; id: string; score: Exact }
  | {
      type: 'bought'
      id: string
      cost: string
      left: string
      rho: Exact | null
      payers: number
      largestPayment: Exact | null
      moneyBefore: Exact | null
    }
  | {
      type: 'skipped'
      id: string
      cost: string
      left: string
      reason:
        | 'over-budget'
        | 'threshold'
        | 'excluded-by'
        | 'no-support'
        | 'after-stop'
        | 'unaffordable'
        | 'never-affordable'
      by?: string
      /** Of the last two: what its supporters had together when it was given up, or from the start. */
      money?: Exact
    }

/** What is sought for a loser by counting again. */
export type Sought = 'cost' | 'votes'

/**
 * Why an option did not win, with the exact figures of the one sentence that says so.
 * `missing` is the last winner's score less its own: '0' where only the tie rule stood between them.
 * `out-ranked` (Schulze): more ballots carry the way from `by`, a winner, to the option than the way back; equal: a tie lost.
 * `costToWin` (minor units): at that cost it wins, and at one unit of the currency more (or its own cost) it does not.
 * `votesToWin`: with that many more ballots that name only it, it wins, and with one fewer not.
 * All else is as it was; both were found by counting again, and are null where there is none, where none is sought, and where the
 * search was cut short by the count's effort: which of them that was, `cutShort` says; it is absent where neither was.
 * Where `hasOneLimit` says so they are the highest such cost and the least such number; otherwise there may be others.
 */
export type Loss =
  | { type: 'outvoted'; rank: number; votes: Exact; lastWinner: string; missing: Exact }
  | { type: 'out-ranked'; rank: number; by: string; strength: number; strengthBack: number }
  | {
      type: 'did-not-fit'
      rank: number
      votes: Exact
      cost: string
      left: string
      costToWin: string | null
      votesToWin: number | null
      cutShort?: Sought[]
    }
  | {
      type: 'after-stop'
      rank: number
      stoppedAt: string
      votes: Exact
      cost: string
      left: string
      costToWin: string | null
      votesToWin: number | null
      cutShort?: Sought[]
    }
  | { type: 'below-threshold'; votes: Exact; threshold: number }
  | { type: 'excluded-by'; by: string }
  | { type: 'excluded'; reason: string }
  | { type: 'no-support' }
  | {
      type: 'supporters-money'
      votes: number
      cost: string
      startMoney: Exact
      moneyLeft: Exact
      rivals: { id: string; paid: Exact; sharedVoters: number }[]
      costToWin: string | null
      votesToWin: number | null
      cutShort?: Sought[]
    }

export interface TieEntry {
  ids: string[]
  won: string
  by: TieStep
}

/**
 * @property winners  ids in the order bought or elected
 * @property scores   option id -> votes (or points, or score), exact
 * @property losses   option id -> why it did not win; what asks for counting again is null from `tally`, found by `runRule`
 * @property runs     virtual budgets that were decided on the way, the plain one included; 1 without add1
 * @property increments how often add1 raised every voter's share; 0 without add1
 */
export interface Outcome {
  settings: RuleSettings
  budget: string
  winners: string[]
  totalCost: string
  scores: Record<string, Exact>
  rounds: Round[]
  losses: Record<string, Loss>
  ties: TieEntry[]
  runs: number
  increments: number
  /** True where the comparison step put the greedy result in place of equal shares. */
  isReplacedByGreedy: boolean
}
