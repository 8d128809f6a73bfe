export const votingRefusals = {
  'bundle.not-found': 'There is no such bundle.',
  'ballot.not-configured': 'The ballot of this vote has not been drawn up yet.',
  'ballot.frozen':
    'The first ballot has been cast: the rules, options and budget of this vote no longer change.',
  'ballot.closed-for-good':
    'This vote has begun: its start is not moved, and one that has ended is not opened again.',
  'ballot.bad-numbers':
    'The numbers do not fit together: check how many may be chosen, the age and the days.',
  'ballot.rule-of-method': 'This rule cannot count such ballots. Choose another.',
  'ballot.no-budget': 'This rule needs a budget above zero.',
  'ballot.seats': 'There can be from 1 to {{max}} winners.',
  'ballot.too-few-options': 'A vote needs at least two options.',
  'ballot.option-without-price':
    'Option No. {{number}} has no price, and a budget cannot be counted without it. Give it one, or leave it out.',
  'ballot.unknown-option': 'The ballot names an option that is not in this vote. Open the page again.',
  'ballot.repeated-option': 'Option No. {{number}} is marked twice.',
  'ballot.empty': 'You have marked nothing.',
  'ballot.too-few': 'Mark at least {{min}}; you have marked {{chosen}}.',
  'ballot.too-many': 'Mark at most {{max}}; you have marked {{chosen}}. Take some away.',
  'ballot.bad-value': 'One of the numbers on the ballot does not fit: whole numbers from one up are needed.',
  'ballot.bad-places':
    'Places must follow one another without repeating: place {{place}} is missing or taken twice.',
  'ballot.over-budget':
    'What you marked does not fit into {{budget}}: it is {{over}} too much. Take something away.',
  'ballot.too-many-points': 'You can give at most {{max}} points; you have given {{given}}.',
  'ballot.points-per-option': 'Option No. {{number}} has more than {{max}} points, the most for one.',
  'ballot.score-range': 'The score of option No. {{number}} is above {{max}}.',
  'ballot.age-not-stated': 'Confirm your age: you can vote from the age of {{age}}.',
  'ballot.changed-meanwhile':
    'Your ballot has changed meanwhile in another window or on another device. Look at what it is now and decide again.',
  'ballot.id-taken': 'A ballot with this number has been cast already. Open the page again.',
  'ballot.none': 'There is no cast ballot to withdraw.',
  'ballot.cast-on-paper': 'This code has been used for a paper ballot: that cannot be changed here.',
  'resident.not-confirmed':
    'Confirmed residents take part in this vote. The town administration will tell you how to have your residence confirmed.',
  'voting-code.missing': 'Type the voting code from the slip that the town gave out.',
  'voting-code.wrong': 'There is no such code. Check the letters and digits.',
  'voting-code.void': 'This code has been cancelled: ask for another where it was given out.',
  'voting-code.used': 'This code has already been used to vote.',
  'voting-code.count': 'Between 1 and {{max}} codes can be printed at a time.',
  'bundle.agreed': 'This bundle has been counted: it cannot be changed.',
  'bundle.unfinished': 'The bundle has not been typed twice yet: finish both entries.',
  'bundle.differs': 'The two entries differ: correct the marked lines first.',
  'bundle.miscounted': 'The bundle holds {{found}} ballots, and {{typed}} were typed.',
  'bundle.other-clerk': 'Another clerk began this entry: whoever began finishes it.',
  'bundle.finished': 'This entry is finished. A line can be corrected when comparing.',
  'bundle.bad-counts': 'No more ballots can be found in the box than were given out, and at least one.',
  'bundle.code-repeated':
    'The code on ballot {{position}} has been used already: mark the ballot as spoiled.',
  'bundle.unreadable': 'The line could not be read: {{example}}.',
  'bundle.nothing-typed': 'There is nothing to undo: no ballot has been typed in this entry.',
  'bundle.unknown-number': 'There is no option No. {{number}} in this vote.',
}
