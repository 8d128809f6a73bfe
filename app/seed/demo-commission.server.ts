import type { MemberRole, ProofChannel, ProtocolItem } from '#app/domain/protocol.ts'
import { wallTimeOf } from '#app/domain/wall-time.ts'
import { changeSession, createSession, saveMember } from '#app/models/commission.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { addProof } from '#app/models/proofs.server.ts'
import { publishProtocol } from '#app/models/protocols.server.ts'
import type { DemoScene } from './demo-rows.server.ts'
import { DAY_MS, midnightIn } from './demo-time.server.ts'

/** Nobody's names: members are known by number and by whom they speak for. */
const MEMBERS: { role: MemberRole; office: string; isAbsent?: true }[] = [
  { role: 'chair', office: 'Администрация города, заместитель главы (должность вымышленного города)' },
  { role: 'secretary', office: 'Администрация города, отдел благоустройства' },
  { role: 'member', office: 'Совет депутатов' },
  { role: 'member', office: 'Жители Старого города' },
  { role: 'member', office: 'Жители Заречья', isAbsent: true },
  { role: 'member', office: 'Городская библиотека' },
  { role: 'member', office: 'Предприниматели у парка' },
]

/** Days of the process "park": its call ran from -62 to -20. */
const PROOFS: { channel: ProofChannel; title: string; url: string; day: number }[] = [
  {
    channel: 'site',
    title: 'Сайт администрации Приреченска',
    url: 'https://example.org/prirechensk/park-nachalo-priyoma',
    day: -62,
  },
  { channel: 'newspaper', title: 'Газета «Приреченский вестник» (вымышленная)', url: '', day: -61 },
]
const HELD_DAY = -16
const HOUR_MS = 3_600_000

const ITEMS: ProtocolItem[] = [
  {
    question: 'Об итогах приёма предложений о мероприятиях в Городском парке, у пруда и на Школьном бульваре',
    heard:
      'Секретарь доложил, сколько предложений поступило, по каким местам и какими способами жители участвовали.',
    spoke:
      'Член комиссии 4 предложил сначала привести в порядок дорожки, по которым ходят каждый день.\nЧлен комиссии 6 попросил сохранить тихую часть парка без музыки.',
    resolved:
      'Признать приём предложений состоявшимся. Реестр предложений приложить к протоколу.\nВынести на обсуждение все предложения, которые не противоречат опубликованным условиям.',
    votes: { for: 6, against: 0, abstained: 0 },
  },
  {
    question: 'О порядке обсуждения спорных мест: танцплощадка, выгул собак, освещение аллеи у пруда',
    heard: 'Председатель предложил рассмотреть спорные места на открытой встрече в Доме культуры.',
    spoke: '',
    resolved: 'Провести открытую встречу до начала голосования, протокол встречи опубликовать.',
    votes: { for: 4, against: 1, abstained: 1 },
  },
]

/** A commission, where its process was published, one session with its protocol, and one that is announced. */
export async function demoCommission({ town, processes, adminId, now }: DemoScene) {
  const who = { townId: town.id, actorId: adminId }
  const processId = processes.get('park')!.id
  const midnight = midnightIn(town.timeZone, now)
  const at = (day: number, hour = 12) => new Date(midnight.getTime() + day * DAY_MS + hour * HOUR_MS)
  const dayOf = (day: number) => wallTimeOf(at(day), town.timeZone).slice(0, 10)
  const present: string[] = []
  for (const { isAbsent, ...member } of MEMBERS) {
    const id = newId()
    if (!isAbsent) present.push(id)
    const since = dayOf(-120)
    await saveMember({
      ...who,
      id,
      name: '',
      isOfficial: false,
      since,
      until: null,
      ...member,
      now: at(-120),
    })
  }
  for (const { day, ...proof } of PROOFS)
    await addProof({
      ...who,
      id: newId(),
      processId,
      subject: 'intake',
      publishedOn: dayOf(day),
      file: null,
      ...proof,
      now: at(day),
    })
  const id = newId()
  const head = {
    processId,
    stage: 'measures' as const,
    title: 'Об итогах приёма предложений о мероприятиях в Городском парке и у пруда',
    place: 'Дом культуры, малый зал',
    heldAt: at(HELD_DAY, 17),
  }
  await createSession({ ...who, id, ...head, now: at(HELD_DAY - 6) })
  await changeSession({ townId: town.id, id, revision: 1, isAnnounced: true, present, items: ITEMS, ...head })
  await publishProtocol({ ...who, id, revision: 2, reason: '', now: at(HELD_DAY + 2, 10) })
  const coming = {
    processId: processes.get('embankment')!.id,
    stage: 'measures' as const,
    title: 'Об итогах приёма предложений о набережной Тальши',
    place: 'Администрация города, зал заседаний',
    heldAt: at(30, 16),
  }
  const next = newId()
  await createSession({ ...who, id: next, ...coming, now: at(-2) })
  const question = 'О перечне мероприятий на набережной и Заречном пляже'
  const votes = { for: 0, against: 0, abstained: 0 }
  const items = [{ question, heard: '', spoke: '', resolved: '', votes }]
  await changeSession({
    townId: town.id,
    id: next,
    revision: 1,
    isAnnounced: true,
    present: [],
    items,
    ...coming,
  })
}
