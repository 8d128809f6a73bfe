/** Sentences for the codes of app/domain/refusal.ts that only the staff can meet. */
export const staffRefusals = {
  'desk.claimed': '{{name}} is looking at this one now. Wait a minute or take it over.',
  'person.is-staff': 'This person is on the town’s staff: take the role away first.',
  'block.not-found': 'There is no such block.',
  'appeal.not-found': 'There is no such appeal, or it has been decided.',
  'appeal.same-person': 'Another person decides the appeal: the decision was yours.',
  'merge.other-process': 'Only entries of one process can be merged.',
  'merge.other-kind': 'A pin is merged with a pin, a proposal with a proposal.',
  'merge.itself': 'An entry cannot be merged with itself.',
  'merge.not-published': 'Both entries must be published.',
  'merge.on-ballot': 'The entry is on a ballot already: it can be neither merged nor split.',
  'merge.not-found': 'There is no such merge, or it has been undone.',
  'reason.too-many': 'There are {{limit}} ready reasons already. Remove some first.',
  'person.not-staff': 'Only the town’s staff can be assigned.',
  'table.unreadable': 'The file could not be read: {{why}}.',
  'table.faults': 'The file has rows with faults. Mend them, or say that they may be left out.',
}
