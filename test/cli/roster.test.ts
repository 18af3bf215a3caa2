/** `sekisho roster compare` and `sekisho groups`, as a person and a script see them. */

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sekisho } from './command.ts'
import { writeCompany } from './small-company.ts'

let place = ''
let old = ''
let now = ''

const staff = [
  'E1 Sato 10 050',
  'E2 Suzuki 10 090',
  'E3 Takahashi 20 050',
  'E4 Tanaka 20 090',
  'E5 Ito 20 090',
]

before(() => {
  place = mkdtempSync(join(tmpdir(), 'sekisho-roster-'))
  old = writeCompany(join(place, 'old'), ...staff)
  now = writeCompany(
    join(place, 'now'),
    'E1 Sato 10 040',
    'E2 Suzuki 20 090',
    'E4 Tanaka 20 090',
    'E5 <b>Ito</b> 20 090',
    'E6 Watanabe 10 090',
  )
})
after(() => rmSync(place, { recursive: true, force: true }))

async function compare(...words: readonly string[]) {
  return await sekisho(['roster', 'compare', '--date', '2026-11-24', ...words])
}

describe('sekisho roster compare', { concurrency: 2 }, () => {
  it('gives the figures first, then who is left without any approver, then all else', async () => {
    const { code, stdout, stderr } = await compare(old, now)
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
    assert.match(stdout, /Before: roster [0-9a-f]{12}, rules as of 2026-11-24/)
    assert.match(stdout, / {2}People: 5\n/)
    assert.match(stdout, / {2}Senders without an approver: 2 → 4 \(\+2\)/)
    assert.match(
      stdout,
      /3 senders left without any approver\n {2}They had .*\n(?: {2}.*\n)+? {4}E2 Suzuki: unit Department 20; lost E1 Sato\n {4}E4 Tanaka: unit Department 20; lost E3 Takahashi/,
    )
    assert.match(stdout, /1 person left\n {4}E3 Takahashi: unit Department 20; role 050/)
    assert.match(stdout, /1 person joined\n {4}E6 Watanabe: unit Department 10; role 090/)
    assert.match(stdout, /1 person moved\n {4}E2 Suzuki: from Department 10; to Department 20/)
    assert.match(stdout, /1 person promoted\n.*\n {4}E1 Sato: unit Department 10; from 050; to 040/)
    assert.ok(stdout.indexOf('left without any approver\n  They') < stdout.indexOf('1 person left\n    '))
  })

  it('speaks Japanese', async () => {
    const { stdout } = await compare(old, now, '--language', 'ja')
    assert.match(stdout, /上司が一人もいなくなる送信者: 3 人/)
    assert.match(stdout, /E2 Suzuki: 部署 Department 20; 外れる上司 E1 Sato/)
  })

  it('bounds each list and says how many more there are, unless all are asked for', async () => {
    const many = Array.from({ length: 30 }, (_, index) => `N${String(index)} New 10 090`)
    const larger = writeCompany(join(place, 'larger'), ...staff, ...many)
    const { stdout } = await compare(old, larger)
    assert.match(stdout, /30 people joined\n(?: {4}N.*\n){20} {4}… and 10 more\n/)
    const whole = await compare(old, larger, '--all')
    assert.match(whole.stdout, /30 people joined\n(?: {4}N.*\n){30}\n/)
  })

  it('says in one line that nothing changes', async () => {
    const { code, stdout } = await compare(old, old)
    assert.equal(code, 0)
    assert.match(stdout, /\nNothing changes\.\n$/)
  })

  it('with --guard says what would be stopped, with the numbers, and exits with 1; else with 0', async () => {
    const { code, stdout } = await compare(old, now, '--guard')
    assert.equal(code, 1)
    assert.match(
      stdout,
      /^The guard stops this roster, for one reason:\n {2}1 of 5 people have vanished \(20\.0 %; at most 5 % may\)\./,
    )
    const same = await compare(old, old, '--guard')
    assert.equal(same.code, 1)
    assert.match(same.stdout, /The dump is the one in force, octet for octet/)
    const larger = writeCompany(join(place, 'joined'), ...staff, 'E7 Nakamura 10 090')
    const passed = await compare(old, larger, '--guard')
    assert.equal(passed.code, 0)
    assert.match(passed.stdout, /^The guard lets this roster pass\.\n/)
  })

  it('takes the limits of the guard from the configuration', async () => {
    const config = join(place, 'sekisho.yaml')
    writeFileSync(
      config,
      `organization: old
listeners: [{ name: inside, port: 2525 }]
nextHop: { kind: outbox }
night: { guard: { peopleGone: 20, newlyWithoutApprover: 2 } }
`,
    )
    const { code, stdout, stderr } = await compare(old, now, '--guard', '--config', config)
    assert.deepEqual({ code, stderr }, { code: 1, stderr: '' })
    assert.match(
      stdout,
      /for one reason:\n {2}3 senders would newly have no approver \(3 lose every one, 0 are new and have none; at most\s+2 may\)/,
    )
  })

  it('prints JSON with every change and every finding', async () => {
    const { code, stdout } = await compare(old, now, '--json', '--guard')
    assert.equal(code, 1)
    const changes: unknown = JSON.parse(stdout)
    assert.ok(typeof changes === 'object' && changes !== null && 'people' in changes && 'guard' in changes)
    assert.deepEqual(changes.guard, [
      {
        kind: 'people-gone',
        gone: 1,
        before: 5,
        limit: 5,
        message: '1 of 5 people have vanished (20.0 %; at most 5 % may).',
      },
    ])
    const { people } = changes
    assert.ok(typeof people === 'object' && people !== null && 'left' in people)
    assert.deepEqual(people.left, [
      { employee: 'E3', name: 'Takahashi', units: ['20'], unitNames: ['Department 20'], role: '050' },
    ])
  })

  it('writes one page that needs nothing else, and whatever HR wrote is escaped in it', async () => {
    const file = join(place, 'changes.html')
    const { code, stdout, stderr } = await compare(old, now, '--guard', '--html', file)
    assert.deepEqual({ code, stdout, stderr }, { code: 1, stdout: '', stderr: '' })
    const page = readFileSync(file, 'utf8')
    assert.match(page, /^<!doctype html>/)
    assert.doesNotMatch(page, /<script|<link|<img|url\(|https?:|<b>Ito/i)
    assert.match(page, /E5 &lt;b&gt;Ito&lt;\/b&gt;/)
    assert.match(page, /class="grave">[^<]*1 of 5 people have vanished/)
    assert.match(page, /<section id="loseEvery">/)
  })

  it('ends with 2 and names the folder where one of them cannot be used', async () => {
    const missing = await compare(old, join(place, 'nowhere'))
    assert.equal(missing.code, 2)
    assert.match(missing.stderr, /nowhere/)
    assert.equal((await compare(old, now, '--date', 'tomorrow')).code, 2)
    assert.equal((await compare(old, now, '--json', '--html', 'x')).code, 2)
    assert.equal((await compare(old, now, '--html', join(place, 'no/such/folder/x.html'))).code, 2)
  })
})

describe('sekisho groups', { concurrency: 2 }, () => {
  it('writes a day, finds it intact, and finds what was changed in it', async () => {
    const output = join(place, 'groups')
    const words = ['groups', 'write', '--org', old, '--output', output, '--date', '2026-11-24']
    const written = await sekisho(words)
    assert.deepEqual(written, {
      code: 0,
      stdout: `6 groups are in ${output}/2026-11-24.\n`,
      stderr: '',
    })
    assert.match((await sekisho(words)).stdout, /were in .* already; nothing was written/)
    const intact = await sekisho(['groups', 'verify', output])
    assert.deepEqual(
      [intact.code, intact.stdout],
      [0, `${output}/2026-11-24: 6 groups, as they were written.\n`],
    )
    const exempt = readdirSync(join(output, '2026-11-24')).find((file) => file.startsWith('exempt'))
    assert.ok(exempt !== undefined)
    writeFileSync(join(output, '2026-11-24', exempt), 'e2@example.co.jp\n')
    const changed = await sekisho(['groups', 'verify', join(output, '2026-11-24')])
    assert.equal(changed.code, 1)
    assert.match(
      changed.stdout,
      /1 fault\.\n {2}exempt\.[0-9a-f]{16}\.txt is not what was written \(group exempt\)\./,
    )
    const json = await sekisho(['groups', 'verify', output, '--json'])
    assert.deepEqual(JSON.parse(json.stdout), {
      ok: false,
      days: [
        {
          folder: join(output, '2026-11-24'),
          day: '2026-11-24',
          snapshot: /"snapshot": "([0-9a-f]{12})"/.exec(json.stdout)?.[1],
          groups: 6,
          problems: [{ kind: 'file-differs', file: exempt, group: 'exempt' }],
        },
      ],
    })
  })

  it('keeps the days that it is told to keep', async () => {
    const output = join(place, 'kept')
    const write = async (date: string, ...words: readonly string[]) =>
      await sekisho(['groups', 'write', '--org', old, '--output', output, '--date', date, ...words])
    await write('2026-11-20')
    await write('2026-11-23')
    const last = await write('2026-11-24', '--keep', '2', '--json')
    assert.deepEqual(JSON.parse(last.stdout), {
      kind: 'written',
      folder: join(output, '2026-11-24'),
      day: '2026-11-24',
      groups: 6,
      removed: ['2026-11-20'],
    })
    assert.deepEqual(readdirSync(output).toSorted(), ['2026-11-23', '2026-11-24'])
    assert.equal((await write('2026-11-24', '--keep', '0')).code, 2)
  })

  it('ends with 2 where there is nothing to verify, or nowhere to write', async () => {
    const nothing = await sekisho(['groups', 'verify', old])
    assert.equal(nothing.code, 2)
    assert.match(nothing.stderr, /no groups in/)
    assert.equal((await sekisho(['groups', 'verify', join(place, 'nowhere')])).code, 2)
    const file = join(old, 'hr.csv')
    const blocked = await sekisho(['groups', 'write', '--org', old, '--output', file])
    assert.equal(blocked.code, 2)
    assert.match(blocked.stderr, /hr\.csv/)
  })
})
