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
  visibility: {
    pending: 'Waiting for review',
    published: 'Published',
    returned: 'Returned for changes',
    hidden: 'Hidden',
    withdrawn: 'Withdrawn',
    merged: 'Merged into another entry',
  },
}

export const letters = {
  pageTitle: 'Letters',
  pageLead: 'The demo sends no e-mail: all letters are kept here.',
  empty: 'No letters yet',
  to: 'To: {{recipient}}',
  refresh: 'Refresh',
  signature: '—\nSreda, {{origin}}\nThis letter was sent automatically.',
  code: {
    subject: 'Your sign-in code: {{code}}',
    body: 'Your sign-in code: {{code}}\n\nIt works for {{minutes}} minutes. If you did not ask for a code, you need not do anything.',
  },
  'moderation-approve': {
    subject: 'Your entry No. {{number}} is published',
    body: 'A moderator has checked ‘{{title}}’, and now everyone can see it.\n\n{{link}}',
  },
  'moderation-return': {
    subject: 'Entry No. {{number}} needs changes',
    body: 'A moderator has returned ‘{{title}}’.\n\nReason: {{reason}}\n\nPlease change it and send it again: {{link}}',
  },
  'moderation-hide': {
    subject: 'Entry No. {{number}} is hidden',
    body: 'A moderator has hidden ‘{{title}}’.\n\nReason: {{reason}}\n\n{{link}}',
  },
  'moderation-restore': {
    subject: 'Entry No. {{number}} is visible again',
    body: 'A moderator has put ‘{{title}}’ back in place.\n\n{{link}}',
  },
  'moderation-undo': {
    subject: 'The decision on entry No. {{number}} is undone',
    body: 'A moderator has undone their decision on ‘{{title}}’. Everything is as it was.\n\n{{link}}',
  },
  'comment-approve': {
    subject: 'Your comment is published',
    body: 'A moderator has checked your comment on “{{title}}”, and everyone can see it now.\n\n“{{text}}”\n\n{{link}}',
  },
  'comment-hide': {
    subject: 'Your comment is hidden',
    body: 'A moderator has hidden your comment on “{{title}}”.\n\n“{{text}}”\n\nReason: {{reason}}\n\n{{link}}',
  },
  'comment-restore': {
    subject: 'Your comment is visible again',
    body: 'A moderator has put your comment on “{{title}}” back.\n\n“{{text}}”\n\n{{link}}',
  },
  'comment-undo': {
    subject: 'The decision about your comment is undone',
    body: 'A moderator has undone the decision about your comment on “{{title}}”. Everything is as it was.\n\n“{{text}}”\n\n{{link}}',
  },
  status: {
    subject: 'Entry No. {{number}}: {{status}}',
    body: '‘{{title}}’\n\nThe status is now: {{status}}.\n\n{{link}}',
  },
  answer: {
    subject: 'The town has answered entry No. {{number}}: {{decision}}',
    body: '‘{{title}}’\n\nDecision: {{decision}}\n\n{{answer}}\n\n{{link}}',
  },
}
