/** Says on the terminal what becomes of a day, as it happens, and keeps the sums of all days. */

import { styleText } from 'node:util'

import type { PersonInChange, RosterChanges, SenderInChange } from '../../src/people/changes.ts'
import type { NightRun, NightStep } from '../../src/store/night-runs.ts'
import { demoNightDays } from '../../src/text/demo-night-days.ts'
import { demoNightTexts } from '../../src/text/demo-night.ts'
import type { Language } from '../../src/text/language.ts'
import { nightTexts } from '../../src/text/night.ts'
import { rosterChangesTexts } from '../../src/text/roster-changes.ts'

import type { Agreement } from './agreement.ts'
import type { Alarm } from './alarms.ts'
import type { DemoDay } from './day.ts'

type Texts = (typeof demoNightTexts)['en']

export interface Account {
  readonly day: (day: DemoDay, number: number, of: number) => void
  /** `milliseconds` of the whole command. */
  readonly night: (clock: string, run: NightRun, steps: readonly NightStep[], milliseconds: number) => void
  /** Of nights that nothing is said about. */
  readonly leaveOut: (steps: readonly NightStep[]) => void
  readonly changes: (changes: RosterChanges, isFirst: boolean) => void
  readonly agreement: (agreement: Agreement, milliseconds: number) => void
  readonly alarms: (clock: string, alarms: readonly Alarm[]) => void
  readonly approved: (clock: string, reason: string) => void
  readonly rolledBack: (clock: string, reason: string) => void
  readonly event: (clock: string, name: keyof Texts['events']) => void
  readonly sums: () => { readonly mails: number; readonly differences: number }
}

const namesShown = 4
/** Of those who lose every approver. */
const losersShown = 10
const differencesShown = 10
const linesOfStep = 4
const labelWidth = 11
/** What these steps note is of no interest here. */
const leftOut: readonly string[] = ['found', 'read', 'activated']

/** @param short makes a line of the record shorter */
export function startAccount(
  language: Language,
  print: (line: string) => void,
  short: (text: string) => string,
): Account {
  const texts = demoNightTexts[language]
  const lists = rosterChangesTexts[language].lists
  const told = new Set<number>()
  let mails = 0
  let differences = 0
  const at = (clock: string, line: string): void => print(`  ${clock}  ${line}`)
  const detail = (line: string): void => print(`         ${line}`)
  const labelled = (label: string, line: string): void => {
    print(`  ${styleText('dim', label + ' '.repeat(Math.max(1, labelWidth - width(label))))}${line}`)
  }
  const titled = (list: keyof typeof lists, of: readonly unknown[]): readonly string[] =>
    of.length === 0 ? [] : [lists[list].title(of.length)]
  const named = (
    list: keyof typeof lists,
    of: readonly SenderInChange[],
    shown = namesShown,
  ): readonly string[] =>
    of.length === 0 ? [] : [`${lists[list].title(of.length)} (${namesOf(of, shown, texts)})`]

  return {
    day: ({ name, date }, number, of) => {
      const { title, story } = demoNightDays[language][name]
      const weekday = texts.weekdays[Temporal.PlainDate.from(date).dayOfWeek - 1] ?? ''
      print('')
      print(styleText('bold', `━━ ${number}/${of}  ${date} (${weekday})  ${title}`))
      print(`  ${styleText('dim', story)}`)
    },
    night: (clock, run, steps, milliseconds) => {
      const { states } = nightTexts[language]
      const fresh = steps.filter(({ number, endedAt }) => !told.has(number) && endedAt !== undefined)
      const isKnown = steps.some(({ number }) => told.has(number))
      const line =
        isKnown && run.state === 'done' && fresh.every(({ name }) => name === 'published')
          ? texts.groupsAnew(run.number, seconds(milliseconds))
          : texts.night(run.number, states[run.state], seconds(milliseconds))
      at(clock, styleText(run.state === 'done' || run.state === 'waiting' ? 'green' : 'yellow', line))
      for (const step of fresh) {
        told.add(step.number)
        if (!leftOut.includes(step.name))
          for (const each of step.log.slice(0, linesOfStep)) detail(short(each))
      }
    },
    leaveOut: (steps) => {
      for (const { number } of steps) told.add(number)
    },
    changes: ({ after, people, units, approvers, exempt, groups }, isFirst) => {
      if (isFirst) {
        labelled(texts.labels.people, texts.firstRoster(after.people, after.groups))
        return
      }
      const ofPeople = [
        ...titled('joined', people.joined),
        ...titled('left', people.left),
        ...titled('moved', people.moved),
        ...named('promoted', peopleOf(people.promoted)),
        ...named('demoted', peopleOf(people.demoted)),
        ...titled('roleChanged', people.roleChanged),
        ...named('concurrentGained', peopleOf(people.concurrentGained)),
        ...named('concurrentLost', peopleOf(people.concurrentLost)),
        ...titled('renamed', people.renamed),
        ...titled('addresses', people.addresses),
      ]
      const ofUnits = [
        ...titled('unitsGone', units.gone),
        ...titled('unitsBorn', units.born),
        ...titled('unitsRenamed', units.renamed),
      ]
      const ofApprovers = [
        ...named(
          'loseEvery',
          approvers.loseEvery.map(({ sender }) => sender),
          losersShown,
        ),
        ...named('newWithout', approvers.newWithout),
        ...named(
          'getFirst',
          approvers.getFirst.map(({ sender }) => sender),
        ),
        ...named(
          'exemptGained',
          exempt.gained.map(({ sender }) => sender),
        ),
        ...named(
          'exemptLost',
          exempt.lost.map(({ sender }) => sender),
        ),
        ...titled('approversChanged', approvers.changed),
      ]
      const { create, overwrite, delete: deleted } = groups
      const changed = create.length + overwrite.length + deleted.length
      labelled(texts.labels.people, ofPeople.join(' · ') || texts.nothing)
      if (ofUnits.length > 0) labelled(texts.labels.units, ofUnits.join(' · '))
      if (ofApprovers.length > 0) labelled(texts.labels.approvers, ofApprovers.join(' · '))
      const line = texts.groups(create.length, overwrite.length, deleted.length)
      labelled(texts.labels.groups, changed === 0 ? texts.nothing : line)
    },
    agreement: (agreement, milliseconds) => {
      mails += agreement.mails
      differences += agreement.differences.length
      const { length } = agreement.differences
      if (length === 0) {
        const line = texts.agreed(agreement.mails, agreement.passed, seconds(milliseconds))
        labelled(texts.labels.mails, styleText('green', line))
        return
      }
      labelled(texts.labels.mails, styleText('red', texts.differ(agreement.mails, length)))
      for (const { gate, mail } of agreement.differences.slice(0, differencesShown)) {
        const { from, to, cc, mayGo } = mail
        detail(texts.difference(from, [...to, ...cc].join(', '), gate, mayGo))
      }
    },
    alarms: (clock, alarms) => {
      for (const { alarm, message, reminder } of alarms) {
        const [first = ''] = message.split('\n')
        if (alarm === 'all-clear') at(clock, styleText('green', first))
        else if (alarm === 'late') at(clock, styleText('yellow', texts.warning(first, reminder)))
        else at(clock, styleText('red', texts.alarm(first, reminder)))
      }
    },
    approved: (clock, reason) => at(clock, texts.approved(reason)),
    rolledBack: (clock, reason) => at(clock, texts.rolledBack(reason)),
    event: (clock, name) => at(clock, texts.events[name]),
    sums: () => ({ mails, differences }),
  }
}

function peopleOf(list: readonly { readonly person: PersonInChange }[]): readonly SenderInChange[] {
  return list.map(({ person }) => ({ kind: 'person', ...person }))
}

function namesOf(senders: readonly SenderInChange[], shown: number, texts: Texts): string {
  const names = new Map(
    senders.map((one) =>
      one.kind === 'mailbox' ? [one.address, one.address] : [one.employee, one.name.replace('\u3000', '')],
    ),
  )
  const more = names.size - shown
  return [...names.values()]
    .slice(0, shown)
    .concat(more > 0 ? texts.andMore(more) : [])
    .join(', ')
}

/** Columns: an ideograph takes two. */
function width(text: string): number {
  return text.length + (text.match(/[\u2e80-\uffff]/g)?.length ?? 0)
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(1)
}
