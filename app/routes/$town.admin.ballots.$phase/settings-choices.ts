/** What can be chosen in the form of a ballot's settings. */
export const METHODS = ['one', 'approval', 'ranking', 'knapsack', 'points', 'score'] as const
export const ELECTORATES = ['signed-in', 'confirmed', 'codes'] as const
export const SOURCES = ['proposals', 'list', 'spaces', 'variants'] as const
export const TIE_ORDERS = ['votes,cost,earlier', 'cost,votes,earlier', 'votes,earlier', 'votes,lot'] as const
export const UTILITIES = ['cost', 'cardinality', 'points', 'points*cost'] as const
export const BORDAS = ['ballot-length', 'option-count'] as const
export const COMPLETIONS = ['none', 'add1', 'add1u', 'greedy'] as const
export const STARTS = ['fraction', 'integral'] as const
/** Whether Add1 also stops when nothing more fits. */
export const EXHAUSTIVE = ['true', 'false'] as const
