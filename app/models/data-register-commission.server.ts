import type { RegisterEntry } from './data-register-entries.server.ts'

/** The part of the register about the public commission and the money of a process. */
export const COMMISSION: Record<string, RegisterEntry> = {
  commissionMembers: {
    about: 'town',
    term: 'town',
    key: 'townId id',
    words: 'name office',
    state: 'number isOfficial role since until',
  },
  commissionSessions: {
    about: 'town',
    term: 'town',
    key: 'townId id processId present',
    staff: 'createdBy',
    words: 'title place items',
    state: 'number stage isAnnounced revision',
    time: 'heldAt createdAt',
  },
  protocolVersions: {
    about: 'town',
    term: 'town',
    key: 'townId sessionId',
    staff: 'publishedBy',
    words: 'content reason',
    state: 'version hash',
    time: 'publishedAt',
  },
  publicationProofs: {
    about: 'town',
    term: 'town',
    key: 'townId id processId',
    staff: 'createdBy',
    words: 'title url fileName',
    state: 'subject channel publishedOn fileHash',
    time: 'createdAt',
  },
  fundingMeasures: {
    about: 'town',
    term: 'town',
    key: 'townId id processId',
    words: 'title',
    state: 'costMinor',
  },
  fundingLines: {
    about: 'town',
    term: 'town',
    key: 'townId id processId measureId',
    words: 'title',
    state: 'source year pppForm plannedMinor confirmedMinor paidMinor returnedMinor',
  },
  inKindGifts: {
    about: 'town',
    term: 'town',
    key: 'townId id processId',
    words: 'description method',
    state: 'form valueMinor',
  },
  runningCosts: {
    about: 'town',
    term: 'town',
    key: 'townId processId',
    words: 'payer note',
    state: 'yearlyMinor',
  },
}
