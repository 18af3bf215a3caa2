/**
 * The comparison of two rosters as figures and lists of words, the gravest first and each list bounded. The same for a
 * terminal, a mail and a page; putting it on one of them is done in `changes-text.ts` and `changes-html.ts`.
 */

import type {
  GroupInChange,
  PersonInChange,
  PostInChange,
  RosterChanges,
  SenderInChange,
  UnitInChange,
} from '../people/changes.ts'
import type { Language } from '../text/language.ts'
import {
  rosterChangesTexts,
  type ChangeColumn,
  type ChangeFigure,
  type ChangeList,
  type RosterChangesTexts,
} from '../text/roster-changes.ts'

export interface ListInView {
  readonly list: ChangeList
  readonly title: string
  readonly meaning: string | undefined
  readonly columns: readonly string[]
  /** One cell for each column; `''`: nothing to say there. */
  readonly rows: readonly (readonly string[])[]
  /** Rows that are left out. */
  readonly rest: number
}

export interface ChangesInView {
  readonly rosters: readonly [before: string, after: string]
  readonly figures: readonly {
    readonly name: string
    readonly before: number
    readonly after: number
  }[]
  /** Lists with anything in them. */
  readonly lists: readonly ListInView[]
}

/** Names of senders or approvers in one cell; the others are counted. */
const namesInCell = 5

const figures: readonly ChangeFigure[] = [
  'people',
  'posts',
  'units',
  'senders',
  'exempt',
  'withoutApprover',
  'groups',
]

/** A list before its rows are words; only those that are shown are made into words. */
interface Listed {
  readonly columns: readonly ChangeColumn[]
  readonly count: number
  readonly row: (index: number) => readonly string[]
}

function listed<Item>(
  items: readonly Item[],
  columns: readonly ChangeColumn[],
  row: (item: Item) => readonly string[],
): Listed {
  return {
    columns,
    count: items.length,
    row: (index) => {
      const item = items[index]
      return item === undefined ? [] : row(item)
    },
  }
}

function personWords({ employee, name }: PersonInChange): string {
  return name === '' || name === employee ? employee : `${employee} ${name}`
}

function wordsIn(texts: RosterChangesTexts) {
  const unit = ({ units, unitNames }: PostInChange): string =>
    units
      .map((code, level) => unitNames[level] || code)
      .filter((name) => name !== '')
      .join(' ') || texts.noUnit
  const role = (code: string): string => (code === '' ? texts.noRole : code)
  const sender = (each: SenderInChange): string =>
    each.kind === 'person' ? personWords(each) : texts.mailbox(each.address)
  const names = (all: readonly string[]): string => {
    const rest = all.length - namesInCell
    return [...all.slice(0, namesInCell), ...(rest > 0 ? [texts.moreSenders(rest)] : [])].join(', ')
  }
  return {
    unit,
    role,
    sender,
    people: (all: readonly PersonInChange[]) => names(all.map(personWords)),
    senders: (all: readonly SenderInChange[]) => names(all.map(sender)),
    senderUnit: (each: SenderInChange) => (each.kind === 'person' ? unit(each) : ''),
  }
}

function listsOfSenders(
  { approvers, exempt }: RosterChanges,
  texts: RosterChangesTexts,
): readonly (readonly [ChangeList, Listed])[] {
  const words = wordsIn(texts)
  return [
    [
      'loseEvery',
      listed(approvers.loseEvery, ['sender', 'unit', 'lost'], ({ sender, lost }) => [
        words.sender(sender),
        words.senderUnit(sender),
        words.people(lost),
      ]),
    ],
    [
      'newWithout',
      listed(approvers.newWithout, ['sender', 'unit'], (sender) => [
        words.sender(sender),
        words.senderUnit(sender),
      ]),
    ],
    [
      'exemptGained',
      listed(exempt.gained, ['sender', 'unit', 'was'], ({ sender, was }) => [
        words.sender(sender),
        words.senderUnit(sender),
        texts.standings[was],
      ]),
    ],
    [
      'exemptLost',
      listed(exempt.lost, ['sender', 'unit', 'is'], ({ sender, is }) => [
        words.sender(sender),
        words.senderUnit(sender),
        texts.standings[is],
      ]),
    ],
    [
      'approversChanged',
      listed(approvers.changed, ['senders', 'gained', 'lost'], ({ senders, gained, lost }) => [
        words.senders(senders),
        words.people(gained),
        words.people(lost),
      ]),
    ],
    [
      'getFirst',
      listed(approvers.getFirst, ['sender', 'unit', 'gained'], ({ sender, gained }) => [
        words.sender(sender),
        words.senderUnit(sender),
        words.people(gained),
      ]),
    ],
  ]
}

function listsOfPeople(
  { people }: RosterChanges,
  texts: RosterChangesTexts,
): readonly (readonly [ChangeList, Listed])[] {
  const words = wordsIn(texts)
  const whole = (all: readonly PersonInChange[]): Listed =>
    listed(all, ['person', 'unit', 'role'], (person) => [
      personWords(person),
      words.unit(person),
      words.role(person.role),
    ])
  const roles = (all: RosterChanges['people']['promoted']): Listed =>
    listed(all, ['person', 'unit', 'from', 'to'], ({ person, from }) => [
      personWords(person),
      words.unit(person),
      words.role(from),
      words.role(person.role),
    ])
  const posts = (all: RosterChanges['people']['concurrentGained']): Listed =>
    listed(all, ['person', 'unit', 'role'], ({ person, post }) => [
      personWords(person),
      words.unit(post),
      words.role(post.role),
    ])
  return [
    ['left', whole(people.left)],
    ['joined', whole(people.joined)],
    [
      'moved',
      listed(people.moved, ['person', 'from', 'to'], ({ person, from }) => [
        personWords(person),
        words.unit(from),
        words.unit(person),
      ]),
    ],
    ['promoted', roles(people.promoted)],
    ['demoted', roles(people.demoted)],
    ['roleChanged', roles(people.roleChanged)],
    ['concurrentGained', posts(people.concurrentGained)],
    ['concurrentLost', posts(people.concurrentLost)],
    [
      'renamed',
      listed(people.renamed, ['person', 'formerly'], ({ person, from }) => [personWords(person), from]),
    ],
    [
      'addresses',
      listed(people.addresses, ['person', 'addressesGained', 'addressesLost'], ({ person, gained, lost }) => [
        personWords(person),
        gained.join(', '),
        lost.join(', '),
      ]),
    ],
  ]
}

function pathOf({ codes }: UnitInChange): string {
  return codes.join('/')
}

function listsOfUnitsAndGroups(
  { units, groups }: RosterChanges,
  texts: RosterChangesTexts,
): readonly (readonly [ChangeList, Listed])[] {
  const whole = (all: readonly UnitInChange[]): Listed =>
    listed(all, ['code', 'level', 'name'], (unit) => [pathOf(unit), unit.key, unit.name])
  const group = (all: readonly GroupInChange[]): Listed =>
    listed(all, ['group', 'members'], ({ name, members }) => [name, String(members)])
  return [
    ['unitsGone', whole(units.gone)],
    ['unitsBorn', whole(units.born)],
    [
      'unitsRenamed',
      listed(units.renamed, ['code', 'level', 'name', 'formerly'], (unit) => [
        pathOf(unit),
        unit.key,
        unit.name,
        unit.from,
      ]),
    ],
    ['groupsCreated', group(groups.create)],
    [
      'groupsOverwritten',
      listed(groups.overwrite, ['group', 'members'], ({ name, members, before }) => [
        name,
        texts.membersNow(before.members, members),
      ]),
    ],
    ['groupsDeleted', group(groups.delete)],
  ]
}

/** @param bound Rows of one list at most; `Infinity`: all of them. */
export function viewOfChanges(changes: RosterChanges, language: Language, bound: number): ChangesInView {
  const texts = rosterChangesTexts[language]
  const { before, after } = changes
  const lists = [
    ...listsOfSenders(changes, texts),
    ...listsOfPeople(changes, texts),
    ...listsOfUnitsAndGroups(changes, texts),
  ]
  return {
    rosters: [texts.roster(before.snapshot, before.day), texts.roster(after.snapshot, after.day)],
    figures: figures.map((figure) => ({
      name: texts.figures[figure],
      before: before[figure],
      after: after[figure],
    })),
    lists: lists.flatMap(([list, { columns, count, row }]) => {
      if (count === 0) return []
      const shown = Math.min(count, bound)
      const { title, meaning } = texts.lists[list]
      return [
        {
          list,
          title: title(count),
          meaning,
          columns: columns.map((column) => texts.columns[column]),
          rows: Array.from({ length: shown }, (_, index) => row(index)),
          rest: count - shown,
        },
      ]
    }),
  }
}
