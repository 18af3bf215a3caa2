/** What holds for the comparison of any two rosters. */

import * as fc from 'fast-check'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PersonInChange, RosterChanges, SenderInChange } from '../../src/people/changes.ts'
import { compareSnapshots } from '../../src/people/compare.ts'
import { hashOfMembers } from '../../src/people/group-hash.ts'
import { membersByName, unfoldGroups } from '../../src/people/groups.ts'
import type { Person } from '../../src/people/person.ts'
import type { Rules } from '../../src/people/rules.ts'
import { createSnapshot, type Snapshot } from '../../src/people/snapshot.ts'
import { chooserFrom } from '../oracle/choose.ts'
import { oracleJudge } from '../oracle/oracle.ts'
import { randomOrganization } from './random-organization.ts'

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 })
const day = '2026-11-24'

interface Organization {
  readonly rules: Rules
  readonly people: readonly Person[]
}

/** A company, and the same on the next day: some have left, come, or sit elsewhere, and sometimes the rules are others. */
function twoDays(seed: number): readonly [before: Organization, after: Organization] {
  const choose = chooserFrom(seed + 1)
  const before = randomOrganization(seed, 0)
  const other = randomOrganization(seed + 1, 0)
  const stay = before.people.filter(() => choose(6) > 0)
  const staying = new Set(stay.map(({ employee }) => employee))
  const come = other.people.filter(({ employee }) => !staying.has(employee) && choose(2) > 0)
  const people = [...stay, ...come].map((person) => {
    const model = other.people[choose(other.people.length * 4)]
    return model === undefined ? person : { ...person, posts: model.posts, main: model.main }
  })
  return [before, { rules: choose(3) === 0 ? other.rules : before.rules, people }]
}

function snapshotOf({ rules, people }: Organization): Snapshot {
  return createSnapshot(rules, people, { name: 'random', day })
}

test('a roster compared with itself, or with an equal one, differs in nothing', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const organization = randomOrganization(seed, 0)
      const { before, after, ...changes } = compareSnapshots(
        snapshotOf(organization),
        snapshotOf(structuredClone(organization)),
        day,
      )
      assert.deepEqual(before, after)
      for (const part of Object.values(changes))
        for (const list of Object.values(part)) assert.deepEqual(list, [])
    }),
    { numRuns: 100 },
  )
})

function sorted(groups: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  return [...groups].toSorted(([one], [other]) => (one < other ? -1 : 1))
}

test('the differences of groups, applied to the groups before, give the groups after', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const [before, after] = twoDays(seed).map(snapshotOf)
      assert.ok(before !== undefined && after !== undefined)
      const { groups } = compareSnapshots(before, after, day)
      const hashes = (snapshot: Snapshot) =>
        new Map(
          [...membersByName(unfoldGroups(snapshot, day))].map(([name, members]) => [
            name,
            hashOfMembers(members.toSorted()),
          ]),
        )
      const had = hashes(before)
      for (const { name, hash } of groups.create) {
        assert.ok(!had.has(name))
        had.set(name, hash)
      }
      for (const { name, hash, before: old } of groups.overwrite) {
        assert.equal(had.get(name), old.hash)
        assert.notEqual(hash, old.hash)
        had.set(name, hash)
      }
      for (const { name, hash } of groups.delete) {
        assert.equal(had.get(name), hash)
        had.delete(name)
      }
      assert.deepEqual(sorted(had), sorted(hashes(after)))
    }),
    { numRuns: 150 },
  )
})

type Answer = 'absent' | 'free' | 'refused' | ReadonlySet<string>

/** Asks the naive reading of the rules with each person alone in Cc. */
function naiveAnswer({ rules, people }: Organization, addresses: readonly string[] | undefined): Answer {
  const [from] = addresses ?? []
  if (from === undefined) return 'absent'
  const judged = (cc: readonly string[]) =>
    oracleJudge(rules, people, { from, to: ['client@example.com'], cc, others: [], day })
  const alone = judged([])
  if (alone.verdict === 'allow') return 'free'
  if (alone.reason === 'no-pattern' || alone.reason === 'no-approver-exists') return 'refused'
  const approvers = people.filter((person) => {
    const [address] = person.addresses
    return address !== undefined && judged([address]).verdict === 'allow'
  })
  return new Set(approvers.map(({ employee }) => employee))
}

const numbers = (people: readonly PersonInChange[]) => people.map(({ employee }) => employee)

function callOf(sender: SenderInChange): string {
  return sender.kind === 'person' ? sender.employee : sender.address
}

/** What the comparison says of each sender, as one line each. */
function toldOf({ approvers, exempt }: RosterChanges): readonly string[] {
  return [
    ...approvers.loseEvery.map(
      ({ sender, lost }) => `${callOf(sender)} loses every ${numbers(lost).toSorted().join()}`,
    ),
    ...approvers.newWithout.map((sender) => `${callOf(sender)} new without`),
    ...approvers.getFirst.map(
      ({ sender, gained }) => `${callOf(sender)} gets first ${numbers(gained).toSorted().join()}`,
    ),
    ...approvers.changed.flatMap(({ senders, gained, lost }) =>
      senders.map(
        (sender) =>
          `${callOf(sender)} gains ${numbers(gained).toSorted().join()} loses ${numbers(lost).toSorted().join()}`,
      ),
    ),
    ...exempt.gained.map(({ sender, was }) => `${callOf(sender)} exempt, was ${was}`),
    ...exempt.lost.map(({ sender, is }) => `${callOf(sender)} exempt no longer, is ${is}`),
  ].toSorted()
}

function expectedOf(sender: string, was: Answer, is: Answer): readonly string[] {
  const standing = (answer: Answer) => (typeof answer === 'string' ? answer : 'asks')
  const list = (answer: Answer, other: Answer) =>
    typeof answer === 'string'
      ? ''
      : [...answer]
          .filter((one) => typeof other === 'string' || !other.has(one))
          .toSorted()
          .join()
  const lines: string[] = []
  if (is === 'free' && was !== 'free') lines.push(`${sender} exempt, was ${standing(was)}`)
  if (was === 'free' && is !== 'free') lines.push(`${sender} exempt no longer, is ${standing(is)}`)
  if (is === 'refused' && was === 'absent') lines.push(`${sender} new without`)
  if (is === 'refused' && was !== 'absent' && was !== 'refused')
    lines.push(`${sender} loses every ${list(was, is)}`)
  if (was === 'refused' && typeof is !== 'string') lines.push(`${sender} gets first ${list(is, was)}`)
  if (typeof was !== 'string' && typeof is !== 'string') {
    const [gains, loses] = [list(is, was), list(was, is)]
    if (gains !== '' || loses !== '') lines.push(`${sender} gains ${gains} loses ${loses}`)
  }
  return lines
}

/** Every sender of a company, with his addresses; a mailbox is called by its first. */
function sendersOf({ rules, people }: Organization): ReadonlyMap<string, readonly string[]> {
  return new Map([
    ...people.map(({ employee, addresses }) => [employee, addresses] as const),
    ...rules.mailboxes.map(({ addresses }) => [addresses[0] ?? '', addresses] as const),
  ])
}

test('who gains, loses, has nobody or is exempt is what asking the rules naively for every sender shows', () => {
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(seeds, (seed) => {
      const [before, after] = twoDays(seed)
      const changes = compareSnapshots(snapshotOf(before), snapshotOf(after), day)
      const [old, now] = [sendersOf(before), sendersOf(after)]
      const expected = [...new Set([...old.keys(), ...now.keys()])].flatMap((sender) =>
        expectedOf(sender, naiveAnswer(before, old.get(sender)), naiveAnswer(after, now.get(sender))),
      )
      assert.deepEqual(toldOf(changes), expected.toSorted())
      for (const line of expected) {
        const kind = /loses every|new without|gets first|gains|exempt,|exempt no longer/.exec(line)?.[0] ?? ''
        seen.set(kind, (seen.get(kind) ?? 0) + 1)
      }
    }),
    { numRuns: 80 },
  )
  assert.deepEqual(
    [...seen].filter(([, count]) => count < 10),
    [],
  )
  assert.equal(seen.size, 6)
})
