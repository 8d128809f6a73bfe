export const phases = {
  collect: 'Call for proposals',
  discuss: 'Discussion',
  vote: 'Voting',
  results: 'Results',
  none: 'No phase is open',
  state: { done: 'finished', open: 'open now', next: 'to come' },
  until: 'until {{date}}',
  from: 'from {{date}}',
  range: '{{from}} – {{to}}',
  openEnded: 'from {{date}}',
  daysLeft_one: '{{count}} day left',
  daysLeft_other: '{{count}} days left',
  lastDay: 'last day',
}

export const kinds = {
  problem: 'Problem',
  value: 'Value',
  idea: 'Idea',
  proposal: 'Proposal',
  hint: {
    problem: 'What is in the way, unsafe or broken',
    value: 'What is worth keeping',
    idea: 'What could be better',
    proposal: 'In detail: what to do, why and where',
  },
}

export const statuses = {
  new: 'New',
  review: 'Under review',
  planned: 'Planned',
  done: 'Done',
  declined: 'Will not be done',
}

export const decisions = {
  accepted: 'Accepted',
  partly: 'Partly accepted',
  not_accepted: 'Not accepted',
}

export const spaceKinds = {
  embankment: 'Embankment',
  square: 'Square',
  park: 'Park',
  garden: 'Garden square',
  boulevard: 'Boulevard',
  street: 'Street',
  yard: 'Courtyard',
  beach: 'Beach',
  pond: 'Pond',
  other: 'Public space',
}

export const town = {
  vote: 'Vote',
  toList: 'To the list',
  actingFor: 'You act for the resident “{{name}}”.',
  nav: {
    map: 'Map and list',
    spaces: 'Spaces',
    ranking: 'Ranking',
    desk: 'Moderation',
    log: 'Log',
    counter: 'Counter',
    admin: 'Town settings',
  },
  nothingOpenText: 'Here you can see what was proposed before and what came of it.',
  otherProcesses: 'Other discussions',
  addButton: 'Add to the map',
  addPin: 'Place a pin',
  addProposal: 'Write a proposal',
  resultsHeading: 'Proposals and pins',
  found_one: '{{formatted}} entry found',
  found_other: '{{formatted}} entries found',
  unplaced_one: '{{formatted}} of them with no place on the map',
  unplaced_other: '{{formatted}} of them with no place on the map',
  more: 'Show more',
  emptyTitle: 'Nothing found',
  emptyText: 'Try removing some of the conditions.',
  emptyTownTitle: 'Nothing here yet',
  emptyTownText: 'Be the first: mark on the map what to change or what to keep.',
  spaces: 'Public spaces',
  noSpaces: 'No spaces have been drawn yet',
  process: 'Discussion',
}

export const space = {
  hectares: '{{hectares}} ha',
  count_one: '{{formatted}} entry',
  count_other: '{{formatted}} entries',
  add: 'Mark something here',
  all: 'Show all on the map and as a list',
}

export const process = {
  howAnswered: 'How the town answers',
  timeline: 'Phases of the discussion',
  summary: 'What it is about',
  fixed: 'What is already fixed',
  decision: 'How the decision will be made',
  budget: 'Budget',
  results: 'Results of the vote',
  provisional: 'Provisional results of the vote',
  onMap: 'Show on the map and as a list',
}

export const filter = {
  open: 'Filter and order',
  phase: 'Phase',
  process: 'Discussion',
  kind: 'Kind',
  category: 'Topic',
  space: 'Space',
  status: 'Status',
  text: 'Words',
  textHint: 'For example, benches by the pond',
  sort: 'Order',
  any: 'Any',
  anyProcess: 'Any',
  anySpace: 'Any',
  apply: 'Show',
  reset: 'Clear the filter',
  active_one: '{{count}} condition',
  active_other: '{{count}} conditions',
  sorts: {
    support: 'Most supported',
    new: 'Newest first',
    discussed: 'Most discussed',
    nearest: 'Nearest to me',
  },
  lost: 'Your place could not be found: the order stays as it was.',
}

export const card = {
  supports_one: '{{formatted}} supporter',
  supports_other: '{{formatted}} supporters',
  comments_one: '{{formatted}} comment',
  comments_other: '{{formatted}} comments',
  votes_one: '{{formatted}} vote',
  votes_other: '{{formatted}} votes',
  people_one: '{{formatted}} person',
  people_other: '{{formatted}} people',
}

export const map = {
  label: 'Map of {{town}}',
  loading: 'The map is loading',
  failed: 'The map did not load. The same list is below, without the map.',
  retry: 'Try loading the map again',
  noScript: 'The map needs JavaScript. The list below shows all the same things.',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  whole: 'Whole town',
  close: 'Close',
  shown_one: '{{count}} entry on the map',
  shown_other: '{{count}} entries on the map',
  cluster_one: '{{count}} entry, zoom in',
  cluster_other: '{{count}} entries, zoom in',
  pin: '{{kind}} No. {{number}}',
  keyboard: 'Arrows move the map, plus and minus zoom, Tab goes from pin to pin.',
  wheel: 'To zoom with the wheel, click the map or hold Ctrl',
  spot_one: '{{count}} entry at one place, open the list',
  spot_other: '{{count}} entries at one place, open the list',
  space: 'Space: {{name}}',
  popupFailed: 'The title did not load; the link works.',
  pinsFailed: 'The pins did not load.',
  place: 'Place on the map',
  rename: 'Rename',
  remove: 'Remove',
  shape: 'Outline',
}

/** How far a town knows somebody: levels of app/domain/trust.ts. */
export const trust = {
  anonymous: 'everybody who is signed in',
  email: 'people with a confirmed e-mail address',
  'in-person': 'people confirmed in person',
  'state-account': 'people with a state account',
  asked: 'Taking part: {{who}}',
  how: 'How to do this',
}
