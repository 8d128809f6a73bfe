/** Sentences for the codes of app/domain/refusal.ts that only the staff can meet. */
export const staffRefusals = {
  'base-map.not-found': 'This town has no map of its own.',
  'token.not-found': 'There is no such key, or it was revoked already.',
  'token.too-many': 'The town has {{limit}} living keys already. Revoke those that are not needed.',
  'token.scope': 'A key cannot open what you do not see yourself.',
  'webhook.not-found': 'There is no such address, or no such delivery.',
  'webhook.too-many': 'The town has {{limit}} addresses for webhooks already.',
  'webhook.bad-url': 'It has to be an address on the internet, by https.',
  'sharing.bad-host': 'Each line is one site, such as news.example.org.',
  'export.not-found': 'There is no such export: it was cancelled, or a day has passed. Start it again.',
  'export.too-many':
    'The town already has {{limit}} big exports. Delete a file that is no longer needed, or wait.',
  'export.no-vote': 'There is no counted vote here, and only a vote has a .pb file.',
  'export.which-vote': 'Several votes were counted: choose a process in the filter.',
  'export.no-people':
    'The names of authors are exported by those who may see people: a moderator or an administrator.',
  'export.no-columns': 'Tick at least one column.',
  'variant.no-option': 'This discussion has no published proposal No. {{number}}.',
  'variant.has-draft': 'There is a version that has not been published yet. Publish or delete it.',
  'variant.too-many': 'A variant may have no more than {{most}} versions.',
  'variant.too-big': 'The file is larger than {{mb}} MB.',
  'variant.not-an-image': 'The file could not be read: it must be a whole PNG, JPEG, WebP or PDF.',
  'variant.too-many-pixels':
    'The drawing has too many pixels: at most {{mega}} million, and {{side}} a side. Make it smaller.',
  'variant.too-small': 'The drawing is too small: at least {{least}} pixels a side are needed.',
  'variant.no-page': 'This PDF has no page {{page}}.',
  'variant.no-pdf': 'This server does not read PDF. Save the page as PNG or JPEG.',
  'variant.empty-plan': 'There is nothing to draw in this design plan.',
  'variant.pairs-few': 'Points needed: {{least}} or more.',
  'variant.pairs-same': 'The points fall together, so no turn can be found. Take points farther apart.',
  'variant.pairs-in-line': 'The points lie almost on one line. Take another beside it.',
  'variant.pairs-mirrored':
    'By these points the drawing would be mirrored. See which point belongs to which.',
  'variant.pairs-scale':
    'By these points a pixel would be less than {{least}} or more than {{most}} m. Check the coordinates.',
  'variant.half-pair': 'Point {{number}}: fill in all four numbers or none.',
  'variant.newer-version':
    'A new version of the drawing was published while you wrote. Look at it and send the remark again.',
  'variant.off-drawing': 'This point is not on the drawing. Choose a spot on it.',
  'variant.not-found': 'There is no such variant.',
  'plan.not-found': 'There is no such design variant.',
  'plan.unreadable': 'The file was not read: {{why}}.',
  'plan.no-objects': 'The file holds no objects that can be taken. Problems: {{why}}.',
  'plan.too-many-proposals': 'The objects name more than {{most}} proposals. Split the file.',
  'import.not-found': 'There is no such import.',
  'import.no-file':
    'The file of this draft is not on the server. Delete the draft and upload the file again.',
  'import.not-draft': 'This import is done: it cannot be changed, only undone.',
  'import.not-done': 'There is nothing to undo: this import is not done, or was undone.',
  'import.no-rows': 'The file has no row besides its headings.',
  'import.nothing': 'There is nothing to add: every row has a fault. Check what the columns mean.',
  'import.changed':
    'Nothing was added: the town has changed since you looked. Look again at what would come of it.',
  'import.touched':
    'Nothing was undone. Entries with which something was done since the import: {{count}}. They are named below; the rest can be undone.',
  'drawing.unknown-code':
    'This code is not among the built-in ones. For this town there are: {{codes}}. Give other systems as a text of proj4 or WKT.',
  'drawing.unreadable':
    'The text was not understood. A proj4 string begins with “+proj=”, WKT with PROJCS[…] or PROJCRS[…].',
  'drawing.degrees': 'This system is in degrees. A drawing is in metres only: choose a projection.',
  'drawing.grids':
    'The system needs a file of shifts (nadgrids) that is not on this server. Give towgs84 parameters.',
  'drawing.elsewhere':
    'The system does not work at this town: a point does not come back to its place within 1 cm.',
  'drawing.not-metres':
    'The unit of this system is no metre here: a metre of the ground becomes {{scale}}. Check the units and the numbers.',
  'drawing.same-pairs':
    'The control points are the same. Two points at different ends of the town are needed.',
  'drawing.swapped':
    'X and Y seem to be swapped: the other way round the points agree. Check the order of the axes.',
  'template.not-found': 'There is no such template.',
  'act.not-found': 'There is no such action.',
  'role.last-admin': 'This is the town’s last administrator: please appoint another first.',
  'phases.bad-order':
    'Phases must follow one another: each ends after it starts and no later than the next one starts.',
  'phases.none': 'Include at least one phase.',
  'slug.taken': 'The address “{{slug}}” is taken.',
  'answer.missing': 'Please write an answer with reasons.',
  'status.needs-answer': 'Answer for the town first: this status only comes with an answer.',
  'moderation.changed-meanwhile': 'A colleague has already decided. The page shows how it is now.',
  'moderation.text-changed':
    'The author changed the entry while you were reading it. Please read the new text and decide again.',
  'act.not-undoable': 'This can no longer be undone: another decision came after it.',
  'role.elsewhere': 'This is outside the spaces and topics that you are responsible for.',
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
  'map.no-file': 'Choose a .pmtiles file.',
  'map.too-big':
    'The file is larger than {{mb}} MB. Cut out a smaller area, or ask the owner of this platform to put the file on the server.',
  'map.not-pmtiles': 'This is not a PMTiles file: it begins otherwise.',
  'map.version': 'This is PMTiles version {{version}}; version 3 is needed. Convert it: pmtiles convert.',
  'map.not-vector':
    'The file does not hold vector tiles (MVT) but others: {{type}}. The map does not draw such.',
  'map.compression':
    'The file is compressed in a way that not all browsers understand: {{name}}. It must be gzip or none.',
  'map.truncated':
    'The file breaks off: it should have at least {{wants}} kB, and {{has}} kB came. Download it again.',
  'map.directory': 'The file’s directory is damaged: no tile can be found by it.',
  'map.elsewhere': 'The file does not cover the town. It holds {{box}} (latitude, longitude).',
  'map.layers':
    'The file has no layer roads: it was not built by the Protomaps scheme. Its layers: {{layers}}.',
  'map.tile': 'The tile in the middle of the town cannot be read: the file is damaged.',
  'map.not-offered': 'There is no such file on the server. Choose one of the list.',
  'map.no-archive': 'There is no PMTiles file yet: upload one first.',
  'table.faults': 'The file has rows with faults. Mend them, or say that they may be left out.',
}
