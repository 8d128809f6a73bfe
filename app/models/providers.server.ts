import { and, asc, eq, inArray } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { identityProviders } from '#db/schema/identities.server.ts'
import { towns } from '#db/schema/towns.server.ts'
import { getStore } from '#db/store.server.ts'
import { newId } from './ids.server.ts'
import { seal, unseal } from './sealed.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

const PURPOSE = 'identity-provider'

type Row = typeof identityProviders.$inferSelect
/** A service that a town lets people sign in with; its client's secret stays in the model. */
export type Provider = Omit<Row, 'sealedSecret'>

export interface NewProvider {
  townId: string
  actorId: string
  /** In the town's own language, and in English. */
  label: string
  labelEn: string
  issuer: string
  clientId: string
  clientSecret: string
  trust: Row['trust']
  secret: string
  now?: Date
}

/** Lets people of a town sign in with another service. */
export async function addProvider(added: NewProvider): Promise<string> {
  const { townId, actorId, label, labelEn, issuer, clientId, clientSecret, trust, secret } = added
  const now = added.now ?? new Date()
  const id = newId()
  const store = await getStore()
  await store.write(function* recordProvider(tx) {
    yield* tx.do((db) =>
      db
        .insert(identityProviders)
        .values({
          townId,
          id,
          label,
          issuer,
          clientId,
          sealedSecret: seal(secret, PURPOSE, clientSecret),
          trust,
          isOpen: true,
          translations: labelEn ? { en: { label: labelEn } } : {},
          createdAt: now,
        })
        .returning({ id: identityProviders.id }),
    )
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'identity.add',
      subjectType: 'provider',
      subjectId: id,
      before: {},
      after: { issuer, trust },
      now,
    })
  })
  return id
}

/** Opens a service for signing in, or closes it; what people were trusted for by it goes with it. @throws {Refusal} 'identity.not-found' */
export async function setProviderOpen(change: {
  townId: string
  id: string
  isOpen: boolean
  actorId: string
  now?: Date
}) {
  const { townId, id, isOpen, actorId, now = new Date() } = change
  const store = await getStore()
  await store.write(function* recordChange(tx) {
    const [row] = yield* tx.do((db) =>
      db
        .update(identityProviders)
        .set({ isOpen })
        .where(and(eq(identityProviders.townId, townId), eq(identityProviders.id, id)))
        .returning({ issuer: identityProviders.issuer }),
    )
    if (!row) throw new Refusal('identity.not-found')
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: isOpen ? 'identity.open' : 'identity.close',
      subjectType: 'provider',
      subjectId: id,
      before: {},
      after: { issuer: row.issuer },
      now,
    })
  })
}

export async function listProviders(townId: string): Promise<Provider[]> {
  const { read } = await getStore()
  const rows = await read
    .select()
    .from(identityProviders)
    .where(eq(identityProviders.townId, townId))
    .orderBy(asc(identityProviders.createdAt))
  return rows.map(withoutSecret)
}

/** Those open in the town of an address; [] where there is no such town. */
export async function listOpenProvidersOf(slug: string): Promise<Provider[]> {
  const { read } = await getStore()
  const rows = await read
    .select({ provider: identityProviders })
    .from(identityProviders)
    .innerJoin(towns, eq(towns.id, identityProviders.townId))
    .where(and(eq(towns.slug, slug), eq(identityProviders.isOpen, true)))
    .orderBy(asc(identityProviders.createdAt))
  return rows.map(({ provider }) => withoutSecret(provider))
}

/** Those open in any town that speak for certain services, with the address of their town. */
export async function listOpenProvidersBy(issuers: string[]): Promise<(Provider & { town: string })[]> {
  if (issuers.length === 0) return []
  const { read } = await getStore()
  const rows = await read
    .select({ provider: identityProviders, town: towns.slug })
    .from(identityProviders)
    .innerJoin(towns, eq(towns.id, identityProviders.townId))
    .where(and(inArray(identityProviders.issuer, issuers), eq(identityProviders.isOpen, true)))
    .orderBy(asc(identityProviders.createdAt))
  return rows.map(({ provider, town }) => ({ ...withoutSecret(provider), town }))
}

/** One that is open, with its client's secret, for the talk with the service. @throws {Refusal} 'identity.not-found' */
export async function getOpenProvider(townId: string, id: string, secret: string) {
  const { read } = await getStore()
  const [row] = await read
    .select()
    .from(identityProviders)
    .where(and(eq(identityProviders.townId, townId), eq(identityProviders.id, id)))
  if (!row?.isOpen) throw new Refusal('identity.not-found')
  return { ...withoutSecret(row), clientSecret: unsealed(row, secret) }
}

/** Under another secret of the server it has to be typed in anew. */
function unsealed(row: Row, secret: string): string {
  try {
    return unseal(secret, PURPOSE, row.sealedSecret)
  } catch {
    throw new Refusal('identity.unreachable')
  }
}

function withoutSecret({ sealedSecret: _, ...provider }: Row): Provider {
  return provider
}
