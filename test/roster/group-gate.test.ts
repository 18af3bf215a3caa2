/**
 * One running gate has the people and the rules, another nothing but the groups that are published to it: both are asked the same,
 * for every sender of 3,000 people, and decide alike, on the first day and on the next. Whatever cuts the publication off is made good by the next run.
 */

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'

import { groupPolicies } from '../../scripts/demo-night/group-gate.ts'
import { unfoldGroups, type Groups } from '../../src/people/groups.ts'
import type { Snapshot } from '../../src/people/snapshot.ts'
import type { Question } from '../../src/people/verdict.ts'
import { loadOrganization } from '../../src/roster/load.ts'
import { at, listAt, startRunningApi, type RunningApi } from '../api/running-api.ts'
import { root, sekisho } from '../cli/command.ts'
import { handIn } from '../gate/hand-in.ts'
import { companyToday, companyTomorrow, nobodysCompany, numberOfPeople } from './group-company.ts'

const day = '2026-11-24'
const folder = mkdtempSync(join(tmpdir(), 'sekisho-group-gate-'))
const today = companyToday(join(folder, 'today'))
const tomorrow = companyTomorrow(join(folder, 'tomorrow'))
const tokenFile = join(folder, 'token')

const connections = 8
const busy = { requestsPerMinute: 1_000_000 }
/** A twelfth of the company moves at once. */
const night = {
  enabled: true,
  schedule: { enabled: false },
  guard: { unitsGone: 100, exemptGained: 1_000, newlyWithoutApprover: 1_000 },
}

let gate: RunningApi
let direct: RunningApi
let token = ''
let directToken = ''
before(async () => {
  gate = await startRunningApi(busy, { organization: nobodysCompany(join(folder, 'nobody')) })
  token = gate.token('roster', 'groups:read', 'groups:write', 'check')
  writeFileSync(tokenFile, `${token}\n`)
  direct = await startRunningApi(busy, { organization: today, night })
  directToken = direct.token('asker', 'check')
})
after(async () => {
  await gate[Symbol.asyncDispose]()
  await direct[Symbol.asyncDispose]()
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

/**
 * Of senders of the day, and of some who are none: outside mail with nobody who may approve it (himself, a colleague, the chief of
 * others), and the same with one who may; of some, mail with nobody else at all.
 * @param every so many senders; 1: all
 */
function questionsOf({ pairs, exempt, refused }: Groups, every: number): readonly Question[] {
  const strangers = ['nobody@example.co.jp', 'noreply@example.co.jp', 'somebody@elsewhere.example']
  const single = [...exempt, ...refused, ...strangers].map((from) => ({
    from,
    colleague: from,
    approver: from,
  }))
  const paired = pairs.flatMap(({ senders, approvers }, pair) =>
    senders.map((from, place) => ({
      from,
      colleague: senders[(place + 1) % senders.length] ?? from,
      approver: approvers[(pair + place) % approvers.length] ?? from,
    })),
  )
  const asked = [...single, ...paired].filter((_, number) => number % every === 0)
  return asked.flatMap(({ from, colleague, approver }, number) => {
    const elsewhere = pairs[(number * 7 + 3) % pairs.length]?.approvers[0] ?? from
    const useless = [from, colleague, elsewhere]
    const mail = (to: readonly string[], cc: readonly string[]): Question => ({
      from,
      to: ['client@example.com', ...to],
      cc,
      others: [],
      day,
    })
    return [
      ...(number % 9 === 0 ? [mail([], [])] : []),
      mail([], useless),
      number % 2 === 0 ? mail([approver], useless) : mail([], [...useless, approver]),
    ]
  })
}

/** On connections that stay open. */
async function answersOf(api: RunningApi, secret: string, questions: readonly Question[]): Promise<string> {
  using agent = keptOpen()
  const answers: string[] = []
  const waiting = questions.entries()
  const worker = async (): Promise<void> => {
    for (const [number, { from, to, cc }] of waiting) {
      const body = await post(agent.agent, `${api.url}/v1/check`, secret, JSON.stringify({ from, to, cc }))
      answers[number] = at(body, 'passes') === true ? '+' : '-'
    }
  }
  await Promise.all(Array.from({ length: connections }, worker))
  return answers.join('')
}

function keptOpen(): Disposable & { readonly agent: Agent } {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  return { agent, [Symbol.dispose]: () => agent.destroy() }
}

async function post(agent: Agent, url: string, secret: string, body: string): Promise<unknown> {
  const headers = { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' }
  const text = await new Promise<string>((resolve, reject) => {
    const asking = request(url, { agent, method: 'POST', headers }, (answer) => {
      let said = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => (said += chunk))
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve(said)
        else reject(new Error(`${answer.statusCode}: ${said}`))
      })
    })
    asking.on('error', reject).end(body)
  })
  return JSON.parse(text)
}

/** Both gates are asked the same. Changes of groups count a moment later. */
async function assertAgreement(organization: string, every: number): Promise<void> {
  await pause(1_500)
  const questions = questionsOf(unfoldGroups(await snapshotIn(organization), day), every)
  assert.ok(questions.length * every > 2 * numberOfPeople)
  const [byGroups, byRules] = await Promise.all([
    answersOf(gate, token, questions),
    answersOf(direct, directToken, questions),
  ])
  const differing = questions.filter((_, number) => byGroups[number] !== byRules[number])
  assert.deepEqual(differing.slice(0, 3), [])
  const passed = byRules.split('+').length - 1
  assert.ok(Math.min(passed, questions.length - passed) > questions.length / 5, String(passed))
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
    while ((await groupsThere()) < enough) await pause(30)
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

test('the gate that knows only groups decides as the one that has the rules, for every sender', async () => {
  const file = join(folder, 'policies.yaml')
  writeFileSync(file, groupPolicies)
  const saved = gate.terminal('policy', 'save', file, '--reason', 'groups', '--author', 'test')
  assert.equal(saved.status, 0, saved.stderr)
  const active = gate.terminal('policy', 'activate', '1', '--reason', 'groups', '--author', 'test')
  assert.equal(active.status, 0, active.stderr)
  await assertAgreement(today, 1)
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
  const imported = direct.terminal('night', 'run', tomorrow)
  assert.equal(imported.status, 0, imported.stderr)
  await assertAgreement(tomorrow, 6)
})

test('mails over SMTP get the same answers from both', async () => {
  const snapshot = await snapshotIn(tomorrow)
  const questions = questionsOf(unfoldGroups(snapshot, day), 97)
  const replies = { '250': 0, '550': 0 }
  for (const { from, to, cc } of questions) {
    const fields = [
      `From: ${from}`,
      `To: ${to.join(', ')}`,
      ...(cc.length > 0 ? [`Cc: ${cc.join(', ')}`] : []),
    ]
    const content = `${fields.join('\r\n')}\r\nSubject: Estimate\r\n\r\nHello\r\n`
    const mail = { from, to: [...to, ...cc], content }
    const [byGroups, byRules] = await Promise.all(
      [gate, direct].map(async (each) => (await handIn(each.gate.port, mail)).slice(0, 3)),
    )
    assert.equal(byGroups, byRules, JSON.stringify(mail))
    assert.ok(byRules === '250' || byRules === '550')
    replies[byRules] += 1
  }
  assert.ok(Math.min(...Object.values(replies)) > 5, JSON.stringify(replies))
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
