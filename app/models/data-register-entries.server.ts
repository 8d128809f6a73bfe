import type { DataClass } from './data-register.server.ts'

/**
 * What each table holds and for how long, column by column. The page "What is stored" and "my data" are made of it; a
 * test fails on a table or column of the schema that is missing here.
 *
 * - own: whose row it is (a link to an account); "my data" takes the rows by it.
 * - contact: an e-mail address or a browser's address. print: a keyed hash of a network address.
 * - secret: hashes, keys, tokens; never handed out. words: what somebody wrote. place: where something is.
 * - staff: which member of the staff acted. time, key (ids and links), state (everything else).
 *
 * `term` says until when, `about` whom or what the table is about; both are words of app/i18n (`register.*`).
 */
export type RegisterEntry = {
  about: 'person' | 'content' | 'votes' | 'staff' | 'town' | 'machine'
  term:
    | 'account'
    | 'content'
    | 'nameless'
    | 'expired'
    | 'letters'
    | 'consent'
    | 'events'
    | 'town'
    | 'log'
    | 'request'
    | 'site'
} & Partial<Record<DataClass, string>>

export const REGISTER: Record<string, RegisterEntry> = {
  people: {
    about: 'person',
    term: 'account',
    own: 'id',
    contact: 'email',
    words: 'pseudonym',
    state: 'locale isPlatformAdmin isSynthetic',
    time: 'createdAt deletedAt',
  },
  signInCodes: {
    about: 'person',
    term: 'expired',
    key: 'id',
    contact: 'email',
    secret: 'codeHash',
    print: 'origin',
    state: 'triesLeft',
    time: 'createdAt expiresAt usedAt',
  },
  sessions: { about: 'person', term: 'expired', secret: 'id', own: 'personId', time: 'createdAt expiresAt' },
  consents: {
    about: 'person',
    term: 'consent',
    key: 'id',
    own: 'personId',
    state: 'purpose textVersion textHash',
    print: 'origin',
    time: 'givenAt withdrawnAt',
  },
  letters: {
    about: 'person',
    term: 'letters',
    key: 'id',
    own: 'personId',
    contact: 'recipient',
    words: 'params',
    state: 'channel kind locale template state tries lastError',
    time: 'dueAt createdAt sentAt',
  },
  noticeSettings: {
    about: 'person',
    term: 'account',
    own: 'personId',
    state: 'kind channel isOn',
    time: 'changedAt',
  },
  follows: {
    about: 'person',
    term: 'account',
    key: 'townId subjectId',
    own: 'personId',
    state: 'subjectType',
    time: 'createdAt',
  },
  pushSubscriptions: {
    about: 'person',
    term: 'account',
    key: 'id',
    own: 'personId',
    contact: 'endpoint',
    secret: 'p256dh auth',
    time: 'createdAt',
  },
  residentConfirmations: {
    about: 'person',
    term: 'account',
    key: 'townId',
    own: 'personId',
    staff: 'confirmedBy',
    time: 'confirmedAt',
  },
  roles: {
    about: 'staff',
    term: 'account',
    key: 'townId',
    own: 'personId',
    state: 'role',
    staff: 'grantedBy',
    time: 'grantedAt',
  },
  contributions: {
    about: 'content',
    term: 'content',
    key: 'townId id number processId spaceId categoryId externalId',
    own: 'authorId',
    words: 'title body translations placeText searchText',
    place: 'geometry lng lat cell placePrecision',
    state: 'kind locale costMinor visibility status decision supports comments votes points',
    time: 'createdAt updatedAt editedAt reviewedAt',
  },
  comments: {
    about: 'content',
    term: 'content',
    key: 'townId id contributionId parentId',
    own: 'authorId',
    words: 'body translations',
    state: 'isOfficial visibility',
    time: 'createdAt',
  },
  photos: {
    about: 'content',
    term: 'content',
    key: 'townId id contributionId',
    words: 'alt translations',
    state: 'position width height',
    time: 'createdAt',
  },
  revisions: {
    about: 'content',
    term: 'content',
    key: 'townId id contributionId',
    own: 'editorId',
    words: 'before',
    time: 'createdAt',
  },
  citations: { about: 'content', term: 'content', key: 'townId proposalId pinId' },
  supports: {
    about: 'votes',
    term: 'nameless',
    key: 'townId contributionId processId',
    own: 'personId',
    time: 'createdAt',
  },
  turnout: {
    about: 'votes',
    term: 'nameless',
    key: 'townId phaseId',
    own: 'personId',
    secret: 'voterKey ballotId',
    state: 'state channel revision statedAge',
    time: 'votedAt',
  },
  ballots: {
    about: 'votes',
    term: 'nameless',
    key: 'townId id phaseId bundleId',
    secret: 'receiptHash',
    state: 'channel',
    time: 'castAt',
  },
  ballotChoices: { about: 'votes', term: 'nameless', key: 'townId ballotId optionId', state: 'value times' },
  votingCodes: {
    about: 'votes',
    term: 'nameless',
    key: 'townId phaseId',
    secret: 'codeHash',
    state: 'batch state',
    time: 'createdAt',
  },
  voteOptions: {
    about: 'votes',
    term: 'town',
    key: 'townId id phaseId contributionId spaceId',
    words: 'title summary translations',
    state: 'number position kind costMinor',
  },
  frozenBallots: {
    about: 'votes',
    term: 'town',
    key: 'townId phaseId',
    state: 'form text hash',
    time: 'frozenAt countedAt unlinkedAt',
  },
  voteResults: {
    about: 'votes',
    term: 'town',
    key: 'townId phaseId version',
    staff: 'computedBy confirmedBy',
    words: 'reason note',
    state: 'state frozenHash counts settings outcome',
    time: 'computedAt confirmedAt',
  },
  paperBundles: {
    about: 'votes',
    term: 'town',
    key: 'townId id phaseId',
    staff: 'createdBy agreedBy',
    state: 'number place issued found state valid spoiled',
    time: 'createdAt agreedAt',
  },
  paperEntries: {
    about: 'votes',
    term: 'town',
    key: 'townId bundleId',
    staff: 'clerkId',
    state: 'pass',
    time: 'startedAt finishedAt',
  },
  paperEntryRows: {
    about: 'votes',
    term: 'town',
    key: 'townId bundleId',
    secret: 'codeHash',
    state: 'pass position marks spoiled',
  },
  paperLog: {
    about: 'votes',
    term: 'log',
    key: 'townId id bundleId',
    staff: 'actorId',
    state: 'pass position act before after',
    time: 'createdAt',
  },
  reports: {
    about: 'staff',
    term: 'content',
    key: 'townId id subjectId contributionId',
    own: 'reporterId',
    words: 'note',
    staff: 'settledBy',
    state: 'subjectType reason',
    time: 'createdAt settledAt',
  },
  answers: {
    about: 'staff',
    term: 'town',
    key: 'townId id contributionId',
    staff: 'authorId',
    words: 'body translations',
    state: 'decision status',
    time: 'createdAt',
  },
  statusChanges: {
    about: 'staff',
    term: 'town',
    key: 'townId id contributionId',
    staff: 'changedBy',
    state: 'status',
    time: 'createdAt',
  },
  staffActs: {
    about: 'staff',
    term: 'log',
    key: 'townId id subjectId contributionId undoneBy',
    staff: 'actorId',
    words: 'reason',
    state: 'act subjectType before after',
    time: 'createdAt',
  },
  reasonTemplates: {
    about: 'town',
    term: 'town',
    key: 'townId id',
    words: 'title body translations',
    state: 'act position',
  },
  towns: {
    about: 'town',
    term: 'town',
    key: 'id slug',
    words: 'name region intro translations',
    place: 'lng lat zoom boundary',
    state: 'population timeZone currency isDemo lastNumber mapRevision',
    time: 'createdAt',
  },
  baseMaps: { about: 'town', term: 'town', key: 'townId', place: 'features', time: 'updatedAt' },
  spaces: {
    about: 'town',
    term: 'town',
    key: 'townId id slug',
    words: 'name facts translations',
    place: 'geometry lng lat',
    state: 'kind',
    time: 'createdAt',
  },
  categories: {
    about: 'town',
    term: 'town',
    key: 'townId id',
    words: 'name translations',
    state: 'icon position',
  },
  processes: {
    about: 'town',
    term: 'town',
    key: 'townId id slug',
    words: 'title question summary fixed decision translations',
    state: 'budgetMinor',
    time: 'createdAt',
  },
  processSpaces: { about: 'town', term: 'town', key: 'townId processId spaceId' },
  phases: {
    about: 'town',
    term: 'town',
    key: 'townId id processId',
    words: 'title translations',
    state: 'kind settings',
    time: 'startsAt endsAt',
  },
  noticeEvents: {
    about: 'machine',
    term: 'events',
    key: 'townId id onceKey subjectId cursor',
    words: 'params',
    state: 'kind state',
    time: 'createdAt',
  },
  deletionActs: {
    about: 'machine',
    term: 'site',
    key: 'id',
    state: 'cause choice counts',
    time: 'createdAt',
  },
  filesToRemove: { about: 'machine', term: 'request', key: 'townId photoId', time: 'createdAt' },
  serverKeys: {
    about: 'machine',
    term: 'site',
    key: 'name',
    secret: 'publicKey privateKey',
    time: 'createdAt',
  },
}
