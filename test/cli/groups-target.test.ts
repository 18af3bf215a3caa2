/** `sekisho groups plan`, `apply` and `verify` at another gate, as a person or a script uses them. */

import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { at, listAt, startRunningApi, type RunningApi } from '../api/running-api.ts'
import { root, sekisho } from './command.ts'

const folder = mkdtempSync(join(tmpdir(), 'sekisho-groups-target-'))
const demo = join(root, 'examples', 'demo')
const exempt = '/v1/groups/exempt'

let gate: RunningApi
let token = ''
before(async () => {
  gate = await startRunningApi()
  token = gate.token('roster', 'groups:read', 'groups:write')
  writeFileSync(join(folder, 'token'), `${token}\n`)
  writeFileSync(join(folder, 'empty'), '\n')
  writeFileSync(join(folder, 'checker'), gate.token('checker', 'check'))
})
after(async () => {
  await gate[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

function words(command: string, file = 'token'): readonly string[] {
  const to = ['--target', gate.url, '--token-file', join(folder, file)]
  return ['groups', command, '--org', demo, '--date', '2026-11-24', ...to]
}

test('what is planned is applied, and then there is nothing to do', async () => {
  const planned = await sekisho(words('plan'))
  assert.equal(planned.code, 1)
  assert.match(
    planned.stdout,
    /: (\d+) to create, 0 to overwrite, 0 to delete; 0 are as they should be\.\n {2}create {2}exempt/,
  )
  const dry = await sekisho([...words('apply'), '--dry-run'])
  assert.deepEqual([dry.code, dry.stdout], [1, planned.stdout])
  assert.deepEqual(listAt((await gate.ask(token, 'GET', '/v1/groups')).body, 'groups'), [])
  const applied = await sekisho([...words('apply'), '--json'])
  assert.equal(applied.code, 0, applied.stderr)
  const said: unknown = JSON.parse(applied.stdout)
  assert.deepEqual([at(said, 'kind'), at(said, 'left')], ['complete', 0])
  assert.equal(at(said, 'done'), at(said, 'groups'))
  const again = await sekisho([...words('plan'), '--language', 'ja'])
  assert.equal(again.code, 0)
  assert.match(again.stdout, /すべてあるべき状態になっています。/)
  const quiet = await sekisho([...words('apply'), '--quiet'])
  assert.deepEqual([quiet.code, quiet.stdout, quiet.stderr], [0, '', ''])
})

test('verify reads every member, names what differs, and apply mends it', async () => {
  assert.equal((await sekisho(words('verify'))).code, 0)
  await gate.ask(token, 'PUT', exempt, { members: ['intruder@example.co.jp'] })
  await gate.ask(token, 'PUT', '/v1/groups/old%2Fsenders', { members: [] })
  const verified = await sekisho(words('verify'))
  assert.equal(verified.code, 1)
  assert.match(
    verified.stdout,
    /2 groups differ\.\n {2}exempt: has other members\.\n {2}old\/senders: is there and should not be\.\n/,
  )
  const mended = await sekisho(words('apply'))
  assert.equal(mended.code, 0)
  assert.match(mended.stdout, /\(2 changed\); read back and compared\./)
  assert.equal((await sekisho(words('verify'))).code, 0)
})

test('a name that somebody else has taken is no success, and is told', async () => {
  const other = gate.token('somebody', 'groups:read', 'groups:write')
  await gate.ask(other, 'PUT', `${exempt}?takeOver=true`, { members: [] })
  const { code, stderr } = await sekisho(words('apply'))
  assert.equal(code, 1)
  assert.match(stderr, /not finished[^]*exempt: made by "somebody" there[^]*have it deleted there, then run/)
  assert.doesNotMatch(stderr, /goes on/)
  assert.equal((await gate.ask(token, 'PUT', `${exempt}?takeOver=true`, { members: [] })).status, 200)
  assert.equal((await sekisho(words('apply'))).code, 0)
})

function planOf(target: string, ...more: readonly string[]): readonly string[] {
  return ['groups', 'plan', '--org', demo, '--target', target, ...more]
}

test('what cannot be done at all ends with 2, and one sentence that helps', async () => {
  const file = join(folder, 'token')
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [planOf(gate.url), /needs --token-file/],
    [planOf(gate.url, '--token-file', join(folder, 'empty')), /no token in/],
    [planOf(gate.url, '--token-file', join(folder, 'none')), /no such file/],
    [planOf('http://u:p@gate.example', '--token-file', file), /is no URL of an API/],
    [planOf('htps://gate.example', '--token-file', file), /is no URL of an API/],
    [planOf('gate.example:8027', '--token-file', file), /is for URLs, and "gate.example:8027" is a folder/],
    [planOf(`${gate.url}/v1`, '--token-file', file), /refused with 404/],
    [['groups', 'verify'], /a folder of files, or both --org and --target/],
    [[...words('apply'), '--parallel', '0'], /from 1 to 64, not "0"/],
  ]
  for (const [line, sentence] of cases) {
    const { code, stderr } = await sekisho(line)
    assert.equal(code, 2, line.join(' '))
    assert.match(stderr, sentence)
  }
})

test('a token that may do something else only is told which scopes it lacks', async () => {
  const { code, stderr } = await sekisho(words('apply', 'checker'))
  assert.equal(code, 2)
  assert.match(stderr, /needs the scopes groups:read and groups:write/)
})

test('half an organization does not take the groups of the other half away unless a person says so', async () => {
  const unchanged = await gate.ask(token, 'GET', '/v1/groups')
  const half = join(folder, 'half')
  mkdirSync(half)
  const lines = readFileSync(join(demo, 'hr.csv'), 'latin1').split('\n')
  writeFileSync(join(half, 'hr.csv'), lines.slice(0, lines.length / 2).join('\n'), 'latin1')
  copyFileSync(join(demo, 'rules.yaml'), join(half, 'rules.yaml'))
  const of = words('apply').with(3, half)
  const { code, stderr } = await sekisho(of)
  assert.equal(code, 2)
  assert.match(stderr, /nothing was done: \d+ groups at .* would be deleted/)
  assert.deepEqual((await gate.ask(token, 'GET', '/v1/groups')).body, unchanged.body)
  assert.equal((await sekisho([...of, '--allow-deletions'])).code, 0)
})

const noTerminal =
  spawnSync('script', ['--version']).status === 0 ? false : 'needs script (util-linux) for a terminal'

test('a terminal sees how far it is', { skip: noTerminal }, async () => {
  const line = [process.execPath, join(root, 'bin', 'sekisho.cjs'), ...words('apply'), '--full'].join(' ')
  const child = spawn('script', ['-qec', line, '/dev/null'], { stdio: ['ignore', 'pipe', 'ignore'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  await new Promise((resolve) => child.on('close', resolve))
  assert.match(text, /█+░* (\d+) of \1 groups\r\u001b\[K/)
  assert.match(text, /read back and compared/)
})
