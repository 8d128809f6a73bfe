import { beforeAll, describe, expect, test } from 'vitest'
import { canonicalJson } from '#app/domain/log-chain.ts'
import {
  changeSession,
  createSession,
  getCommissionSession,
  listMembers,
  listSessions,
  removeSession,
  saveMember,
} from '#app/models/commission.server.ts'
import { newId, sha256Hex } from '#app/models/ids.server.ts'
import { addProof, listProofs, removeProof } from '#app/models/proofs.server.ts'
import { draftOf, listProtocols, listVersions, publishProtocol } from '#app/models/protocols.server.ts'
import { listStaffActs } from '#app/models/staff-acts.server.ts'
import { makeProposal, makeScene } from '../factories.ts'
import { expectRefusal, outcomes } from './expect-refusal.ts'

const HELD = new Date('2026-11-10T14:00:00Z')
const NOW = new Date('2026-11-24T12:00:00Z')
const VOTES = { for: 2, against: 0, abstained: 0 }
const item = (resolved = 'Утвердить перечень', votes = VOTES) => ({
  question: 'О перечне',
  heard: 'Секретаря',
  spoke: '',
  resolved,
  votes,
})

let scene: Awaited<ReturnType<typeof makeScene>>
let who: { townId: string; actorId: string }
let members: string[]
beforeAll(async () => {
  scene = await makeScene()
  who = { townId: scene.town.id, actorId: scene.moderator.id }
  members = [newId(), newId(), newId()]
  for (const [i, id] of members.entries())
    await saveMember({
      ...who,
      id,
      name: '',
      office: `Жители улицы ${i}`,
      isOfficial: false,
      role: i === 0 ? 'chair' : 'member',
      since: '2026-01-01',
      until: null,
    })
})

async function makeSession(processId: string | null = scene.process.id) {
  const id = newId()
  const head = { processId, stage: 'measures' as const, title: 'Об итогах', place: 'Зал', heldAt: HELD }
  await createSession({ ...who, id, ...head })
  const change = (more: Partial<Parameters<typeof changeSession>[0]> = {}, revision = 1) =>
    changeSession({
      townId: who.townId,
      id,
      revision,
      isAnnounced: false,
      present: members.slice(0, 2),
      items: [item()],
      ...head,
      ...more,
    })
  const publish = (revision: number, reason = '') =>
    publishProtocol({ ...who, id, revision, reason, now: NOW })
  return { id, change, publish }
}

describe('a member', () => {
  test('has a name only as an official, keeps a number, and is not deleted', async () => {
    const id = newId()
    const member = { ...who, id, office: 'Глава', role: 'member' as const, since: '2026-02-01', until: null }
    await expectRefusal(
      saveMember({ ...member, name: 'И. Иванов', isOfficial: false }),
      'member.name-needs-office',
    )
    await saveMember({ ...member, name: 'И. Иванов', isOfficial: true })
    await expectRefusal(
      saveMember({ ...member, name: '', isOfficial: true, until: '2026-01-31' }),
      'member.bad-dates',
    )
    await saveMember({ ...member, name: '', isOfficial: false, until: '2026-02-01' })
    const row = (await listMembers(who.townId)).find((one) => one.id === id)
    expect(row).toMatchObject({ number: 4, name: '', until: '2026-02-01' })
    expect((await listMembers(who.townId))[0]!.role).toBe('chair')
    // The log never forgets: no name is in it.
    expect(JSON.stringify(await listStaffActs(who.townId))).not.toContain('Иванов')
  })
})

describe('a session', () => {
  test('is one however often it is sent, is numbered, and not written over', async () => {
    const { id, change } = await makeSession()
    const before = (await listSessions(who.townId)).length
    await createSession({ ...who, id, processId: null, stage: 'other', title: 'x', place: 'y', heldAt: HELD })
    expect(await listSessions(who.townId)).toHaveLength(before)
    expect(await outcomes([change(), change()])).toEqual({
      done: 1,
      refused: { 'session.changed-meanwhile': 1 },
    })
    await expectRefusal(
      change({ items: [item('Решили', { for: 2, against: 1, abstained: 0 })] }, 2),
      'protocol.votes-over',
    )
    await expectRefusal(change({ processId: newId() }, 2), 'process.not-found')
    // Who is no member was not there.
    await change({ present: [...members.slice(0, 2), newId()] }, 2)
    expect((await getCommissionSession(who.townId, id)).present).toEqual(members.slice(0, 2))
    const other = await makeSession(null)
    const [a, b] = [
      await getCommissionSession(who.townId, id),
      await getCommissionSession(who.townId, other.id),
    ]
    expect(b.number).toBe(a.number + 1)
    await removeSession({ ...who, id: other.id })
    await expectRefusal(getCommissionSession(who.townId, other.id), 'session.not-found')
  })
})

describe('a protocol', () => {
  test('stays as it was published; a correction is another version with its reason', async () => {
    const proposal = await makeProposal({ ...scene.here, title: 'Скамьи у воды' })
    const { id, change, publish } = await makeSession()
    await expectRefusal(publish(1), 'protocol.nobody')
    await change()
    await expectRefusal(publish(1), 'session.changed-meanwhile')
    expect(await publish(2)).toBe(1)
    await expectRefusal(publish(2), 'protocol.nothing-new')
    await expectRefusal(removeSession({ ...who, id }), 'session.published')
    await change({ items: [item('Утвердить перечень из восьми пунктов')] }, 2)
    const [first] = await listVersions(who.townId, id)
    expect(first!.content.items[0]!.resolved).toBe('Утвердить перечень')
    expect(first!.content.register!.rows.map(({ number }) => number)).toContain(proposal.number)
    expect(first!.hash).toBe(sha256Hex(canonicalJson(first!.content)))
    await expectRefusal(publish(3), 'protocol.reason-missing')
    expect(await publish(3, 'Опечатка')).toBe(2)
    const versions = await listVersions(who.townId, id)
    expect(versions.map(({ version, reason }) => [version, reason])).toEqual([
      [2, 'Опечатка'],
      [1, ''],
    ])
    expect(versions[1]!.content).toEqual(first!.content)
    expect((await listProtocols(who.townId)).get(id)!.version).toBe(2)
    const acts = (await listStaffActs(who.townId)).map(({ act }) => act)
    expect(acts.slice(0, 2)).toEqual(['commission.correct', 'commission.publish'])
  })

  test('says who sat on its day, and what was published of its process', async () => {
    const proof = {
      ...who,
      id: newId(),
      processId: scene.process.id,
      subject: 'intake' as const,
      channel: 'site' as const,
      title: 'Сайт города',
      url: 'https://example.org/a',
      publishedOn: '2026-10-01',
      file: { name: 'снимок.png', hash: 'a'.repeat(64) },
    }
    await addProof(proof)
    await addProof({ ...proof, title: 'другое' })
    await addProof({ ...proof, id: newId(), title: 'Ещё' })
    expect((await listProofs(who.townId, scene.process.id)).map(({ title }) => title)).toEqual([
      'Сайт города',
      'Ещё',
    ])
    const { id } = await makeSession()
    const draft = await draftOf(await getCommissionSession(who.townId, id))
    expect(draft.proofs.map(({ publishedOn, url }) => [publishedOn, url])).toEqual([
      ['2026-10-01', 'https://example.org/a'],
      ['2026-10-01', 'https://example.org/a'],
    ])
    expect(draft.members).toHaveLength(3)
    // A file goes with the last proof that has it.
    const remove = { ...who, processId: scene.process.id }
    const [one, two] = await listProofs(who.townId, scene.process.id)
    expect(await removeProof({ ...remove, id: one!.id })).toBe('')
    expect(await removeProof({ ...remove, id: two!.id })).toBe('a'.repeat(64))
    await expectRefusal(removeProof({ ...remove, id: two!.id }), 'proof.not-found')
  })
})
