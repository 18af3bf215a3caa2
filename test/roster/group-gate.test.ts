/**
 * One gate has the people and the rules, another nothing but the groups that are published to it: both decide alike, on the
 * first day and on the next, and whatever cuts the publication off is made good by the next run.
 */

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'

import { unfoldGroups, type Groups } from '../../src/people/groups.ts'
import { judge } from '../../src/people/judge.ts'
import type { Snapshot } from '../../src/people/snapshot.ts'
import type { Question } from '../../src/people/verdict.ts'
import { loadOrganization } from '../../src/roster/load.ts'
import { at, listAt, startRunningApi, type RunningApi } from '../api/running-api.ts'
import { root, sekisho } from '../cli/command.ts'
import { handIn } from '../gate/hand-in.ts'
import { chooserFrom, oneOf, type Choose } from '../oracle/choose.ts'
import {
  addressOf,
  companyToday,
  companyTomorrow,
  groupPolicies,
  nobodysCompany,
  numberOfPeople,
} from './group-company.ts'

const day = '2026-11-24'
const folder = mkdtempSync(join(tmpdir(), 'sekisho-group-gate-'))
const today = companyToday(join(folder, 'today'))
const tomorrow = companyTomorrow(join(folder, 'tomorrow'))
const tokenFile = join(folder, 'token')

let gate: RunningApi
let token = ''
before(async () => {
  gate = await startRunningApi({}, { organization: nobodysCompany(join(folder, 'nobody')) })
  token = gate.token('roster', 'groups:read', 'groups:write', 'check')
  writeFileSync(tokenFile, `${token}\n`)
})
after(async () => {
  await gate[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

function words(command: string, organization: string): readonly string[] {
  const to = ['--target', gate.url, '--token-file', tokenFile]
  return ['groups', command, '--org', organization, '--date', day, ...to]
}

async function snapshotIn(organization: string): Promise<Snapshot> {
  const loaded = await loadOrganization(organization)
  assert.ok(loaded.kind === 'loaded')
  return loaded.snapshot
}

/** Outside mails, most with somebody in To or Cc who may well be an approver. */
function questionsOf(groups: Groups, count: number, choose: Choose): readonly Question[] {
  const anybody = (): string => addressOf(1 + choose(numberOfPeople + 20))
  const strangers = ['info@example.co.jp', 'noreply@example.co.jp', 'nobody@example.co.jp'] as const
  return Array.from({ length: count }, () => {
    const pair = groups.pairs[choose(groups.pairs.length)]
    const member = pair?.senders[choose(pair.senders.length)]
    const from = choose(12) === 0 ? oneOf(strangers, choose) : choose(3) === 0 ? anybody() : (member ?? '')
    const approver = pair?.approvers[choose(pair.approvers.length)]
    const inside = [approver, from, anybody()].filter((each) => each !== undefined && choose(3) > 0)
    const [to, cc]: [string[], string[]] = [['client@example.com'], []]
    for (const address of inside) (choose(2) === 0 ? to : cc).push(String(address))
    return { from, to, cc, others: [], day }
  })
}

async function answersOf(questions: readonly Question[]): Promise<ReadonlyMap<Question, boolean>> {
  const answers = new Map<Question, boolean>()
  const waiting = questions.values()
  const worker = async (): Promise<void> => {
    for (const question of waiting) {
      const { from, to, cc } = question
      const { status, body } = await gate.ask(token, 'POST', '/v1/check', { from, to, cc })
      assert.equal(status, 200, JSON.stringify(body))
      answers.set(question, at(body, 'passes') === true)
    }
  }
  await Promise.all(Array.from({ length: 8 }, worker))
  return answers
}

/** Changes count a moment later. */
async function assertAgreement(organization: string, seed: number, count: number): Promise<void> {
  await pause(1_500)
  const snapshot = await snapshotIn(organization)
  const choose = chooserFrom(seed)
  const questions = questionsOf(unfoldGroups(snapshot, day), count, choose)
  const answers = await answersOf(questions)
  const counts = { allow: 0, reject: 0 }
  for (const question of questions) {
    const { verdict, reason } = judge(snapshot, question)
    counts[verdict] += 1
    assert.equal(answers.get(question), verdict === 'allow', `${JSON.stringify(question)} ${reason}`)
  }
  assert.ok(Math.min(counts.allow, counts.reject) > count / 5, JSON.stringify(counts))
}

async function groupsThere(): Promise<number> {
  const { body } = await gate.ask(token, 'GET', '/v1/groups')
  return listAt(body, 'groups').length
}

test('a first publication that is killed twice is finished by the next run, and only what is left is done', async () => {
  for (const enough of [20, 200]) {
    const child = spawn(
      process.execPath,
      [join(root, 'bin', 'sekisho.cjs'), ...words('apply', today), '--parallel', '2', '--quiet'],
      { stdio: 'ignore' },
    )
    const ended = once(child, 'exit')
    while ((await groupsThere()) < enough) await pause(5)
    child.kill('SIGKILL')
    await ended
  }
  const there = await groupsThere()
  const { code, stdout } = await sekisho([...words('apply', today), '--json'])
  assert.equal(code, 0, stdout)
  const said: unknown = JSON.parse(stdout)
  const all = Number(at(said, 'groups'))
  assert.equal(at(said, 'kind'), 'complete')
  assert.ok(there < all, `${there} of ${all}`)
  assert.equal(at(said, 'done'), all - there)
  const verified = await sekisho(words('verify', today))
  assert.equal(verified.code, 0, verified.stdout)
  assert.equal((await sekisho(words('plan', today))).code, 0)
})

test('the gate that knows only groups decides as the rules do, by every question', async () => {
  const file = join(folder, 'policies.yaml')
  writeFileSync(file, groupPolicies)
  const saved = gate.terminal('policy', 'save', file, '--reason', 'groups', '--author', 'test')
  assert.equal(saved.status, 0, saved.stderr)
  const active = gate.terminal('policy', 'activate', '1', '--reason', 'groups', '--author', 'test')
  assert.equal(active.status, 0, active.stderr)
  await assertAgreement(today, 1, 2_000)
})

test('the differences of the next day bring both gates together again', async () => {
  const planned = await sekisho([...words('plan', tomorrow), '--json'])
  assert.equal(planned.code, 1)
  const plan: unknown = JSON.parse(planned.stdout)
  const steps = listAt(plan, 'steps').length
  assert.ok(steps > 50 && steps < Number(at(plan, 'groups')), String(steps))
  const { code, stdout, stderr } = await sekisho(words('apply', tomorrow))
  assert.equal(code, 0, stderr)
  assert.match(stdout, /read back and compared/)
  assert.equal(stderr, '', 'a pipe sees no progress')
  assert.equal((await sekisho(words('verify', tomorrow))).code, 0)
  await assertAgreement(tomorrow, 2, 1_500)
})

test('mails over SMTP get the same answers', async () => {
  const snapshot = await snapshotIn(tomorrow)
  for (const question of questionsOf(unfoldGroups(snapshot, day), 60, chooserFrom(3))) {
    const { from, to, cc } = question
    const fields = [
      `From: ${from}`,
      `To: ${to.join(', ')}`,
      ...(cc.length > 0 ? [`Cc: ${cc.join(', ')}`] : []),
    ]
    const content = `${fields.join('\r\n')}\r\nSubject: Estimate\r\n\r\nHello\r\n`
    const reply = await handIn(gate.gate.port, { from, to: [...to, ...cc], content })
    const { verdict } = judge(snapshot, question)
    assert.match(reply, verdict === 'allow' ? /^250/ : /^550/, JSON.stringify(question))
  }
})

test('whoever is in no group does not come through together with somebody who is', async () => {
  const { pairs } = unfoldGroups(await snapshotIn(tomorrow), day)
  const pair = pairs.find(({ senders, approvers }) => senders.length > 1 && approvers.length > 0)
  const [sender = '', colleague = ''] = pair?.senders ?? []
  const approver = pair?.approvers[0] ?? ''
  const replies = await Promise.all(
    [colleague, 'nobody@example.co.jp'].map(async (second) => {
      const content = `From: ${sender}, ${second}\r\nSender: ${sender}\r\nTo: client@example.com\r\nCc: ${approver}\r\nSubject: Estimate\r\n\r\nHello\r\n`
      return await handIn(gate.gate.port, { from: sender, to: ['client@example.com', approver], content })
    }),
  )
  assert.match(replies[0] ?? '', /^250/)
  assert.match(replies[1] ?? '', /^550/)
})
