export const myData = {
  title: 'My data',
  lead: 'All that the site keeps about you can be taken and deleted. You need not ask anybody.',
  take: 'Take',
  takeText:
    'One ZIP file: your entries, comments, supports, consents and settings (JSON), and your photos. How you voted is not in it.',
  takeDo: 'Download my data',
  what: 'What is stored and for how long',
  delete: 'Delete the account',
  deleteText:
    'Everything happens at once and nothing can be brought back. The e-mail address, sessions, subscriptions and settings are deleted in any case. Supports and votes are taken back where the phase is still on; where all is counted they stay without a name, so that the result stays true.',
  choice: 'What to do with published entries and comments',
  choices: {
    anonymise: {
      title: 'Leave them without a name',
      hint: 'Words and photos stay in the discussion, without an author. What was not published is deleted.',
    },
    remove: {
      title: 'Delete them',
      hint: 'Words, places and photos disappear. The number, supports and the town’s answers stay. The title in a vote that has begun does not change.',
    },
  },
  confirm: 'I understand that nothing can be brought back',
  confirmMissing: 'Tick the box that you understand: nothing can be brought back.',
  deleteDo: 'Delete my account',
  links: 'Account',
  readme:
    'This is all that the site Sreda keeps about you on {{date}} (Moscow time).\n\ndata.json: the rows of the database, table by table, as they are. What each table holds and for how long is said on the site, on the page ‘What is stored and for how long’. Keys, fingerprints and the names of staff are not included.\n\nphotos: your photos as the site keeps them; the first number in a file’s name is the number of the entry.\n',
}

export const deletionAct = {
  title: 'Record of deletion',
  lead: 'An account on the site {{origin}} was deleted on {{date}}.',
  number: 'Record number: {{id}}',
  print: 'Print or save this page. The record says nothing of whose account it was.',
  causes: {
    request: 'Ground: the person deleted the account.',
    withdrawal: 'Ground: the consent to processing was withdrawn and its term is over.',
    unconfirmed: 'Ground: the account was not confirmed by consents and its term is over.',
  },
  choices: {
    anonymise: 'What was published is left without a name.',
    remove: 'What was published is deleted.',
  },
  done: 'What was done',
  what: 'What',
  count: 'How many',
  counts: {
    entriesKept: 'Entries left without a name',
    entriesRemoved: 'Entries deleted',
    photosRemoved: 'Photos deleted',
    commentsKept: 'Comments left without a name',
    commentsRemoved: 'Comments deleted',
    supportsKept: 'Supports left without a name',
    supportsTaken: 'Supports taken back',
    ballotsKept: 'Votes left in counted results',
    ballotsTaken: 'Ballots taken out of votes that are on',
    letters: 'Letters cleared of the address',
  },
  also: 'Also deleted: the e-mail address, the pseudonym, sessions, sign-in codes, notice settings, subscriptions and roles. The records of consents given stay without the network fingerprint and without a link to a person.',
}

export const register = {
  title: 'Register: what is stored where',
  lead: 'All tables of this site’s database. The list is made from the program itself: a column that is missing here does not pass its tests.',
  table: 'Table',
  holds: 'What it holds',
  term: 'Until when',
  groups: {
    person: 'About the account',
    content: 'Entries and comments',
    votes: 'Supports and votes',
    staff: 'The staff’s work',
    town: 'About the town',
    machine: 'For the program itself',
  },
  classes: {
    own: 'whose row it is',
    contact: 'address',
    print: 'fingerprint of a network address',
    secret: 'keys and fingerprints',
    words: 'words',
    place: 'place',
    staff: 'who of the staff',
    time: 'time',
    key: 'numbers and links',
    state: 'state and figures',
  },
  terms: {
    account: 'as long as there is the account',
    content: 'as long as the discussion is open, or until the author deletes it',
    nameless: 'for ever; without a name once the account is deleted',
    device:
      'as long as the account, but at most {{device}} days after the last entry or support from the device',
    counted: '{{counted}} days',
    expired: 'until it expires and {{expired}} day more',
    letters:
      'address and words: {{sentLetter}} days after sending, {{failedLetter}} if it did not go; the mark: {{letterMark}} days',
    consent: 'for ever, as proof; the fingerprint as long as there is the account',
    events: '{{toldEvent}} days',
    geocoded: '{{geocoded}} days',
    export: '{{export}} day after it was finished, row and file',
    delivery: '{{delivery}} days',
    openData: '{{openData}} days; the newest archive stays',
    imports: 'a draft with its file: {{importDraft}} days; what was done: as long as the site works',
    town: 'as long as the site works',
    log: 'for ever: the log is not rewritten',
    request: 'until the files are removed, mostly seconds',
    site: 'as long as the site works',
  },
  files:
    'Beside the database there are the files of photos: without date, phone model and coordinates, in four sizes. They are deleted together with the row about the photo. The server’s logs hold no names, e-mail addresses or network addresses.',
}
