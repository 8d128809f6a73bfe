/** Refusals about accounts, kept from the words that every reader's browser gets: the pages of accounts bring them. */
export const accountRefusals = {
  'code.wrong_one': 'The code is wrong. {{count}} try left.',
  'code.wrong_other': 'The code is wrong. {{count}} tries left.',
  'code.expired': 'The code no longer works. Please ask for a new one.',
  'code.too-many-tries': 'Too many wrong tries. Please ask for a new code.',
  'code.too-many-requests': 'Too many codes in one hour. Please wait a little and try again.',
  'factor.wrong_one': 'The code is wrong. {{count}} try is left.',
  'factor.wrong_other': 'The code is wrong. {{count}} tries are left.',
  'factor.locked_one': 'Too many wrong codes. Wait {{count}} minute.',
  'factor.locked_other': 'Too many wrong codes. Wait {{count}} minutes.',
  'factor.locked-today':
    'Too many wrong codes of the app were typed today. The app will do again in a day; a recovery code or a passkey works even now.',
  'code.locked':
    'Too many wrong codes were typed for this address today. You can ask for a new one in a day; a passkey works even now.',
  'factor.none': 'First set up a second way to sign in.',
  'factor.last': 'The staff need at least one second way to sign in. Add another one first.',
  'account.last-way': 'This is the last way into your account. First add another one, such as a passkey.',
  'passkey.failed': 'The passkey did not fit. Try again.',
  'passkey.expired': 'That took too long. Try again.',
  'passkey.unknown': 'This passkey is not known here. Sign in with a code by e-mail.',
  'identity.not-found': 'This town has no such way to sign in.',
  'identity.bad-issuer': 'There is no OpenID Connect service at this address.',
  'identity.unreachable': 'The sign-in service does not answer now. Sign in with a code by e-mail.',
  'identity.expired': 'The sign-in with the other service was interrupted. Begin again.',
  'identity.failed': 'The sign-in service did not confirm that it is you. Try again.',
  'identity.other-account':
    'This account already belongs to another sign-in of yours. Join them: supports and votes are not doubled.',
  'link.staff':
    'A staff account cannot be joined to another one. First an administrator takes the roles away.',
  'link.nothing': 'There is nothing to join: begin linking again.',
  'invitation.wrong': 'There is no such invitation. Check the letters and digits.',
  'invitation.used': 'This invitation has been used.',
  'invitation.expired': 'This invitation is too old. Ask for a new one.',
  'invitation.void': 'This invitation was cancelled. Ask for a new one.',
  'invitation.count': 'A batch has 1 to {{max}} invitations.',
  'card.wrong': 'There is no card with this code in this town.',
  'helpdesk.limit-reached': 'A clerk may act for residents {{limit}} times a day at most.',
}
