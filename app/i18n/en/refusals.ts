/** One sentence for each code of app/domain/refusal.ts. */
export const refusals = {
  'town.not-found': 'There is no such town here.',
  'process.not-found': 'There is no such discussion.',
  'space.not-found': 'There is no such space.',
  'form.not-found': 'There is no such survey.',
  'practice.not-found': 'There is no such case in the practice library.',
  'contribution.not-found': 'There is no such entry.',
  'comment.not-found': 'There is no such comment.',
  'photo.not-found': 'There is no such photo.',
  'person.not-found': 'There is no such person.',
  'phase.not-found': 'There is no such phase.',
  'category.not-found': 'There is no such topic.',
  'person.not-signed-in': 'Please sign in first. What you wrote stays in the form.',
  'person.no-consent': 'Consents are needed: open the ‘Consents’ page; what you wrote stays in the form.',
  'role.missing': 'This needs rights that you do not have.',
  'second-factor.missing': 'First confirm the sign-in in a second way.',
  'session.not-fresh':
    'More than 15 minutes have passed: confirm again that it is you. What you typed is still in the form.',
  'trust.needs-email': 'This phase asks for a confirmed e-mail address: sign in with a code from a letter.',
  'trust.needs-in-person':
    'This phase is for people confirmed in person: ask at the town hall or enter the code of an invitation.',
  'trust.needs-state-account':
    'This phase is for people who signed in with a state account: link yours to your sign-in.',
  'phase.closed': 'This cannot be done in this phase: it is not open yet or is already over.',
  'support.limit-reached':
    'You have already used all your support in this discussion ({{limit}}). Take one back to support this.',
  'support.own': 'Only others can support your own entry.',
  'contribution.not-published': 'The entry is not published at the moment.',
  'contribution.has-supports':
    'Others already support the entry, so it can no longer be changed. You can add to it in the comments.',
  'contribution.supported-stays':
    'Others already support this, so it cannot be withdrawn: they did not support it to see it vanish.',
  'contribution.not-author': 'Only the author can do this.',
  'contribution.limit-reached': 'You can send up to {{limit}} entries in 24 hours. Please go on tomorrow.',
  'comment.limit-reached': 'You can write up to {{limit}} comments in 24 hours.',
  'comment.too-deep': 'A reply cannot be replied to: please reply to the comment itself.',
  'place.missing': 'Please give the place: put a pin on the map or choose a space.',
  'place.outside': 'The place is outside the town. Please choose a point inside.',
  'place.bad-geometry': 'We could not read what was drawn on the map: please draw it again.',
  'citation.too-many': 'A proposal can rest on {{limit}} pins at most.',
  'citation.not-found': 'Some of the numbers do not exist or are not pins.',
  'reason.missing': 'Please write the reason: the author will see it.',
  'photo.not-an-image': 'We could not read the file as a photo. JPEG, PNG or WebP will do.',
  'photo.too-big': 'The photo is too big: up to {{mb}} MB is fine.',
  'photo.too-many': 'Too many photos.',
  'photo.of-another': 'This photo came with another author’s merged entry: you cannot remove it.',
  'pseudonym.names-staff':
    'This name reads like the town’s or a moderator’s signature: readers would take your words for official ones. Choose another.',
  'pseudonym.of-staff':
    'A member of the town’s staff signs with this name: you would be taken for them. Choose another.',
  'person.blocked': 'For now you cannot write in this town. The reason: {{reason}}',
  'appeal.once': 'You have answered this decision already. It can be done once.',
  'appeal.nothing': 'There is no decision here to answer.',
  'challenge.needed':
    'We must make sure that no program is sending this. The end of the form says what to do; what you typed is kept.',
  'challenge.failed': 'The check was not passed. Please try again: what you typed is kept.',
  'act.too-many': 'This can be done at most {{limit}} times a day. Please go on tomorrow.',
  'input.too-big':
    'Too much data was sent. Shorten the text or use smaller photos and go back: what you wrote is still in the form.',
  'input.bad': 'We could not read what was sent. Please go back and try again.',
  'input.busy':
    'Too many photos are being uploaded at once. Go back and try again in a minute: what you wrote is still in the form.',
}
