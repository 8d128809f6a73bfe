export const signIn = {
  title: 'Sign in',
  codeTitle: 'Enter the code',
}

export const consent = {
  title: 'Consents',
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
}
