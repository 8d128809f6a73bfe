import type { Act, ActSubject } from '#app/domain/permissions.ts'
import { newId } from '#app/models/ids.server.ts'
import type { DeskWork } from './desk-work.ts'
import { rowOf } from './rows.ts'
import type { Site } from './site.ts'
import { TOWN } from './town.ts'
import type { StepList } from './walk-list.ts'

interface Row {
  id: string
  number: number
  lng: number
  lat: number
}

interface Picture {
  id: string
  number: number
  contribution_id: string
}

/** The work of the desk beyond its queue: entries, answers, appeals, people, ready reasons, and what the public sees of it. */
export function listDeskSteps(
  site: Site,
  { page, form }: StepList,
  rows: { noun: 'pin' | 'proposal'; row: Row; about: ActSubject }[],
  mine: { row: { number: number }; about: ActSubject },
  made: DeskWork,
) {
  page('$town.moderation', 'moderation:read', `${TOWN}/moderation`)
  form('$town.similar[.]json', '', 'proposal:send', `${TOWN}/similar.json`, { text: 'Скамья у школы' })
  for (const { noun, row, about } of rows) {
    const path = `${TOWN}/${row.number}/desk`
    // Left where it is: an entry that leaves its space leaves its moderator's duty.
    const work = (intent: string, name: Act, fields: Record<string, string> = {}) =>
      form('$town.$number.desk', intent, name, path, fields, { about })
    page('$town.$number.desk', `${noun}:prepare`, path, about)
    work('note', `${noun}:prepare`, { body: 'Спросить у дорожников' })
    work('assign', `${noun}:prepare`)
    work('split', `${noun}:split`, { firstBody: 'Одно дело', secondBody: 'Другое', reason: 'Два дела' })
    work('move', `${noun}:move`, { to: `${row.lat}, ${row.lng}`, reason: 'Точнее' })
    const answers = (intent: string, name: Act) =>
      form(
        '$town.desk_.answers',
        intent,
        name,
        `${TOWN}/desk/answers`,
        { pick: String(row.number), batchId: newId(), status: 'review' },
        { about },
      )
    answers('answer', `${noun}:answer`)
    answers('assign', `${noun}:prepare`)
    form(
      '$town.desk',
      'bulk',
      `${noun}:hide`,
      `${TOWN}/desk`,
      { act: 'hide', pick: `contribution ${row.id} ${Date.now()}`, reason: 'Обход' },
      { about },
    )
  }
  for (const { noun, from, into, host, mergeId } of made.pairs) {
    const merging = (intent: string, entry: typeof from, fields: Record<string, string>) =>
      form('$town.$number.desk', intent, `${noun}:merge`, `${TOWN}/${entry.number}/desk`, fields, {
        about: entry.about,
      })
    merging('merge', from, { into: String(into.number), reason: 'О том же' })
    merging('undo-merge', host, { mergeId })
  }
  form(
    '$town.desk',
    'undo-batch',
    'desk:undo',
    `${TOWN}/desk`,
    { batchId: made.batchId },
    { about: made.decided.about },
  )
  page('$town.desk_.answers', 'desk:open', `${TOWN}/desk/answers`)
  page('$town.desk_.appeals', 'desk:open', `${TOWN}/desk/appeals`)
  page('$town.desk_.import', 'desk:open', `${TOWN}/desk/import`)
  form('$town.desk_.claims[.]json', '', 'desk:open', `${TOWN}/desk/claims.json`)
  for (const { noun, row, about } of rows) {
    const claim = { type: 'contribution', id: row.id }
    form('$town.desk_.claims[.]json', '', 'desk:undo', `${TOWN}/desk/claims.json`, claim, { about })
    const answered = { line: 2, number: row.number, decision: null, status: 'review', body: '' }
    form(
      '$town.desk_.import',
      'write',
      `${noun}:answer`,
      `${TOWN}/desk/import`,
      { batchId: newId(), rows: JSON.stringify([answered]), faults: '0' },
      { about },
    )
  }

  const picture = rowOf<Picture>(
    site,
    "select p.id, c.number, p.contribution_id from photos p join contributions c on c.id = p.contribution_id where c.visibility = 'published'",
  )
  const under = rowOf<{ author_id: string | null; space_id: string | null; category_id: string | null }>(
    site,
    'select * from contributions where id = ?',
    picture.contribution_id,
  )
  const aboutPicture = {
    authorId: under.author_id,
    spaceId: under.space_id,
    categoryId: under.category_id,
  }
  form(
    '$town.$number._index',
    'report',
    'photo:report',
    `${TOWN}/${picture.number}?index`,
    { subject: 'photo', subjectId: picture.id, reason: 'spam', note: '' },
    { about: aboutPicture },
  )
  for (const decision of ['hide', 'restore', 'dismiss'] as const)
    form(
      '$town.desk',
      'decide',
      `photo:${decision}`,
      `${TOWN}/desk`,
      {
        act: decision,
        subject: 'photo',
        subjectId: picture.id,
        number: String(picture.number),
        reason: 'Обход',
      },
      { about: aboutPicture },
    )

  page('$town.$number.appeal', 'appeal:send', `${TOWN}/${mine.row.number}/appeal`, mine.about)
  form(
    '$town.$number.appeal',
    '',
    'appeal:send',
    `${TOWN}/${mine.row.number}/appeal`,
    { body: 'Не согласны с решением' },
    { about: mine.about },
  )
  const appeal = rowOf<{ id: string; contribution_id: string }>(
    site,
    "select id, contribution_id from appeals where decided_at is null and subject_type <> 'person'",
  )
  const appealed = rowOf<typeof under>(
    site,
    'select * from contributions where id = ?',
    appeal.contribution_id,
  )
  form(
    '$town.desk_.appeals',
    '',
    'appeal:decide',
    `${TOWN}/desk/appeals`,
    { appealId: appeal.id, outcome: 'upheld', answer: 'Обход' },
    {
      about: {
        authorId: appealed.author_id,
        spaceId: appealed.space_id,
        categoryId: appealed.category_id,
      },
    },
  )
  const { blockId, appealId, personId } = made.blocked
  const person = `${TOWN}/people/${personId}`
  const decision = { outcome: 'upheld', answer: 'Обход' }
  page('$town.appeal', 'account:change', `${TOWN}/appeal`)
  form('$town.appeal', '', 'account:change', `${TOWN}/appeal`, { body: 'Не согласны с блокировкой' })
  page('$town.people.$person', 'person:read', person)
  form('$town.people.$person', 'block', 'person:block', person, { days: '1', reason: 'Обход' })
  form('$town.desk_.appeals', '', 'person:block', `${TOWN}/desk/appeals`, { appealId, ...decision })
  form('$town.people.$person', 'lift', 'person:block', person, { blockId })
  page('$town.admin.reasons', 'reason:change', `${TOWN}/admin/reasons`)
  form('$town.admin.reasons', 'save', 'reason:change', `${TOWN}/admin/reasons`, {
    act: 'hide',
    title: 'Обход',
    body: 'Обход готовых причин',
  })
  form('$town.admin.reasons', 'remove', 'reason:change', `${TOWN}/admin/reasons`, { id: newId() })
}
