export const signIn = {
  title: 'Sign in',
  lead: 'No password: we will send a code to your e-mail.',
  email: 'E-mail',
  emailHint: 'Only you see it. Your entries are signed with a pseudonym.',
  send: 'Send me a code',
  codeTitle: 'Enter the code',
  codeLead: 'We have sent a letter to {{email}}. The code works for {{minutes}} minutes.',
  code: 'Code from the letter',
  codeHint: 'Six digits',
  enter: 'Sign in',
  again: 'Send another code',
  otherEmail: 'Use another e-mail',
  demo: 'This is a demonstration: nobody sends any e-mail.',
  demoLink: 'Read the letter with the code',
  demoAs: 'Enter the demo as',
  demoResident: 'a resident',
  demoModerator: 'a moderator',
  demoPlanner: 'a planner',
  demoAdmin: 'an administrator',
}

export const consent = {
  title: 'Consents',
  lead: 'To write and support you give two separate consents. You can read without them.',
  personalData: 'I consent to the processing of my personal data',
  personalDataHint: 'Your e-mail address, for signing in and getting answers. We ask for nothing else.',
  rules: 'I accept the rules of the discussion and I am 14 or older',
  rulesHint: 'Respect one another, keep to the point, do not publish other people’s personal data.',
  read: 'Read in full',
  give: 'Continue',
  both: 'Please tick both boxes',
  given: 'Given on {{date}}',
  withdrawn: 'Withdrawn on {{date}}',
  erasedBy:
    'The site will delete your address and pseudonym by {{date}}. If you have changed your mind, give the consent again.',
  withdraw: 'Withdraw consent',
  version: 'version {{version}}',
  names: { 'personal-data': 'Personal data processing', rules: 'Rules of the discussion' },
}

export const me = {
  title: 'My entries',
  empty: 'You have not sent anything yet',
  emptyText: 'Open the map of your town and mark what matters.',
  profile: 'How others see you',
  pseudonym: 'Pseudonym',
  pseudonymHint: 'Do not give your real name unless you want everyone to see it.',
  email: 'E-mail for signing in',
  consents: 'Consents',
  answered: 'Answered',
  saved: 'Saved',
  supports: 'What I support',
  supportsEmpty: 'You support nothing yet',
  supportsGone: 'The entry is hidden or withdrawn now, but still takes up one of your supports.',
  visibility: {
    pending: 'Waiting for review',
    published: 'Published',
    returned: 'Returned for changes',
    hidden: 'Hidden',
    withdrawn: 'Withdrawn',
  },
}

export const letters = {
  pageTitle: 'Letters',
  pageLead: 'The demo sends no e-mail: all letters are kept here.',
  empty: 'No letters yet',
  codesTitle: 'Second step of signing in',
  codesLead:
    'The codes that an app on a staff member’s phone would show. They change every 30 seconds: refresh the page.',
  to: 'To: {{recipient}}',
  refresh: 'Refresh',
}
