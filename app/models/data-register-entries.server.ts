import type { DataClass } from './data-register.server.ts'
import { ACCESS } from './data-register-access.server.ts'
import { COMMISSION } from './data-register-commission.server.ts'
import { DESK } from './data-register-desk.server.ts'
import { TOWN } from './data-register-town.server.ts'
import { VOTES } from './data-register-votes.server.ts'

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
    | 'device'
    | 'counted'
    | 'letters'
    | 'consent'
    | 'events'
    | 'geocoded'
    | 'export'
    | 'delivery'
    | 'openData'
    | 'imports'
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
    key: 'mergedInto',
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
  sessions: {
    about: 'person',
    term: 'expired',
    secret: 'id',
    own: 'personId',
    words: 'device',
    time: 'createdAt expiresAt seenOn freshAt provenAt',
  },
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
    state: 'role limits',
    staff: 'grantedBy',
    time: 'grantedAt',
  },
  contributions: {
    about: 'content',
    term: 'content',
    key: 'townId id number processId spaceId categoryId externalId mergedIntoId',
    own: 'authorId',
    words: 'title body translations placeText searchText',
    place: 'geometry lng lat cell placePrecision',
    state: 'kind locale costMinor visibility status decision supports comments votes points changeMark',
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
    state: 'position width height look visibility',
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
  ...ACCESS,
  ...VOTES,
  ...DESK,
  ...TOWN,
  ...COMMISSION,
}
