import { kit } from '../columns.server.ts'
import { people } from './people.server.ts'
import { processes, towns } from './towns.server.ts'

const { text, whole, flag, json, instant, table, primaryKey, foreignKey, unique, index } = kit

/** Who sits in a town's public commission. Days are 'YYYY-MM-DD' of the town's calendar, both included. */
export const commissionMembers = table(
  'commission_members',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    /** 1, 2, … by which a member without a published name is known. */
    number: whole('number').notNull(),
    /** Only of an official in a public office; '' otherwise. */
    name: text('name').notNull(),
    /** The public office, or whom the member speaks for. */
    office: text('office').notNull(),
    isOfficial: flag('is_official').notNull(),
    role: text('role').$type<'chair' | 'secretary' | 'member'>().notNull(),
    since: text('since').notNull(),
    until: text('until'),
  },
  (t) => [
    primaryKey({ name: 'commission_members_pk', columns: [t.townId, t.id] }),
    unique('commission_members_number').on(t.townId, t.number),
    foreignKey({ name: 'commission_members_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
  ],
)

/** A session as the secretary writes it: everybody reads only what was announced, or published as a version. */
export const commissionSessions = table(
  'commission_sessions',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    /** Of the protocol: 1, 2, … in each town. */
    number: whole('number').notNull(),
    processId: text('process_id'),
    stage: text('stage').$type<'territory' | 'measures' | 'project' | 'other'>().notNull(),
    title: text('title').notNull(),
    place: text('place').notNull(),
    heldAt: instant('held_at').notNull(),
    /** Ids of the members who came. */
    present: json('present').$type<string[]>().notNull(),
    /** `ProtocolItem` of `#app/domain/protocol.ts`, in the order of the agenda. */
    items: json('items')
      .$type<
        {
          question: string
          heard: string
          spoke: string
          resolved: string
          votes: { for: number; against: number; abstained: number }
        }[]
      >()
      .notNull(),
    /** The date, place and agenda are public before the session. */
    isAnnounced: flag('is_announced').notNull(),
    /** Counts changes, so that two secretaries do not overwrite each other. */
    revision: whole('revision').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'commission_sessions_pk', columns: [t.townId, t.id] }),
    unique('commission_sessions_number').on(t.townId, t.number),
    index('commission_sessions_process').on(t.townId, t.processId),
    foreignKey({ name: 'commission_sessions_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
    foreignKey({
      name: 'commission_sessions_process_fk',
      columns: [t.townId, t.processId],
      foreignColumns: [processes.townId, processes.id],
    }),
    foreignKey({
      name: 'commission_sessions_created_fk',
      columns: [t.createdBy],
      foreignColumns: [people.id],
    }),
  ],
)

/** A published protocol, word for word as it was; a correction is the next version. Rows are never changed. */
export const protocolVersions = table(
  'protocol_versions',
  {
    townId: text('town_id').notNull(),
    sessionId: text('session_id').notNull(),
    /** 1, 2, … */
    version: whole('version').notNull(),
    /** `ProtocolContent` of `#app/domain/protocol.ts`. */
    content: json('content').$type<object>().notNull(),
    /** SHA-256 of the content as canonical JSON, hex. */
    hash: text('hash').notNull(),
    /** Why it was corrected; '' of the first. */
    reason: text('reason').notNull(),
    publishedBy: text('published_by').notNull(),
    publishedAt: instant('published_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'protocol_versions_pk', columns: [t.townId, t.sessionId, t.version] }),
    foreignKey({
      name: 'protocol_versions_session_fk',
      columns: [t.townId, t.sessionId],
      foreignColumns: [commissionSessions.townId, commissionSessions.id],
    }),
    foreignKey({
      name: 'protocol_versions_published_fk',
      columns: [t.publishedBy],
      foreignColumns: [people.id],
    }),
  ],
)

/** Where and when something of a process was made public: a link, a day, a file if there is one. */
export const publicationProofs = table(
  'publication_proofs',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    processId: text('process_id').notNull(),
    subject: text('subject').$type<'intake' | 'protocol' | 'project'>().notNull(),
    channel: text('channel').$type<'site' | 'newspaper' | 'tv' | 'radio' | 'social' | 'board'>().notNull(),
    /** The name of the site, newspaper, station. */
    title: text('title').notNull(),
    url: text('url').notNull(),
    /** 'YYYY-MM-DD' */
    publishedOn: text('published_on').notNull(),
    fileName: text('file_name').notNull(),
    /** SHA-256, hex: FILES_DIR/proofs/TOWN/HASH; '' without a file. */
    fileHash: text('file_hash').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'publication_proofs_pk', columns: [t.townId, t.id] }),
    index('publication_proofs_process').on(t.townId, t.processId, t.publishedOn),
    foreignKey({
      name: 'publication_proofs_process_fk',
      columns: [t.townId, t.processId],
      foreignColumns: [processes.townId, processes.id],
    }),
    foreignKey({
      name: 'publication_proofs_created_fk',
      columns: [t.createdBy],
      foreignColumns: [people.id],
    }),
  ],
)
