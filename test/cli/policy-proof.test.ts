/** `sekisho policy check` and `sekisho policy test`, as a person and as a build server run them. */

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { z } from 'zod'
import { folderOf } from '../cases/cases-folder.ts'
import { sekisho } from './command.ts'

const config = ['--config', 'examples/sekisho.yaml']
const demo = 'examples/policies/policies.yaml'

const checkOutput = z.strictObject({
  ok: z.boolean(),
  file: z.string(),
  errors: z.int(),
  warnings: z.int(),
  problems: z.array(
    z.strictObject({
      severity: z.enum(['error', 'warning']),
      line: z.int().positive(),
      column: z.int().positive(),
      kind: z.string(),
      value: z.string(),
      policy: z.union([z.string(), z.null()]),
      message: z.string().min(20),
    }),
  ),
})

const faulty = `version: 1
lists: { unused: { domains: [a.example] } }
policies:
  - { id: open, action: pass, stop: true }
  - { id: closed, when: { subject: { blank: true } }, action: refuse }
`

describe('sekisho policy check', () => {
  it('finds the policies of the demo company in order, warnings included', async () => {
    const { code, stdout, stderr } = await sekisho([
      'policy',
      'check',
      demo,
      ...config,
      '--strict',
      '--date',
      '2026-11-24',
    ])
    assert.deepEqual([code, stderr, stdout], [0, '', `${demo} is in order.\n`])
  })

  it('checks what is in force where no file is named', async () => {
    const { code, stdout } = await sekisho(['policy', 'check', ...config])
    assert.equal(code, 0)
    assert.match(stdout, /^default-[0-9a-f]{8} is in order\.$/m)
  })

  it('names each finding with file, line, column and policy, and ends with 1', async () => {
    const file = `${folderOf({ 'p.yaml': faulty })}/p.yaml`
    const { code, stdout } = await sekisho(['policy', 'check', file, ...config])
    assert.equal(code, 1)
    assert.match(stdout, /has 1 error and 1 warning:/)
    assert.ok(stdout.includes(`${file}:5:5: error  policy "closed"\n  This policy is never reached`))
    assert.match(stdout, /\[never-reached\]/)
    const asked = await sekisho(['policy', 'check', file, ...config, '--json'])
    const { ok, errors, warnings, problems } = checkOutput.parse(JSON.parse(asked.stdout))
    assert.deepEqual([asked.code, ok, errors, warnings], [1, false, 1, 1])
    assert.deepEqual(
      problems.map(({ kind, policy }) => [kind, policy]),
      [
        ['name-unused', null],
        ['never-reached', 'closed'],
      ],
    )
  })

  it('says the faults of a file that cannot be read, in the same form', async () => {
    const file = `${folderOf({ 'p.yaml': 'version: 1\npolicies:\n  - { id: a, when: { subjet: x }, action: refuse }\n' })}/p.yaml`
    const { code, stdout } = await sekisho(['policy', 'check', file, ...config])
    assert.equal(code, 1)
    assert.ok(stdout.includes(`${file}:3:`))
    assert.match(stdout, /subject/)
  })

  it('shows a value in one pair of quotation marks, one item as one, and forms by an example', async () => {
    const yaml = `version: 1
policies:
  - { id: a, when: { subject: { matches: "(?=x)a" } }, action: refuse }
  - { id: b, when: { all: [] }, action: refuse }
  - { id: c, when: { recipients: { any: { domain: a@b } } }, action: refuse }
  - { id: d, when: { sender: { address: sato } }, action: refuse }
`
    const file = `${folderOf({ 'p.yaml': yaml })}/p.yaml`
    const { stdout } = await sekisho(['policy', 'check', file, ...config])
    assert.match(stdout, /error {2}"\(\?=x\)a"$/m)
    assert.match(stdout, /Write at least 1 item\./)
    assert.match(stdout, /This is not a domain\. Write one like example\.co\.jp/)
    assert.match(stdout, /This is not a mail address\. Write one like sato@example\.co\.jp/)
  })

  it('takes warnings for errors with --strict only', async () => {
    const warned = 'version: 1\nlists: { unused: { domains: [a.example] } }\n'
    const file = `${folderOf({ 'p.yaml': warned })}/p.yaml`
    assert.equal((await sekisho(['policy', 'check', file, ...config])).code, 0)
    assert.equal((await sekisho(['policy', 'check', file, ...config, '--strict'])).code, 1)
  })

  it('ends with 2 for a file that is not there', async () => {
    const { code, stderr } = await sekisho(['policy', 'check', 'missing.yaml', ...config])
    assert.equal(code, 2)
    assert.match(stderr, /missing\.yaml/)
  })

  it('speaks Japanese', async () => {
    const file = `${folderOf({ 'p.yaml': faulty })}/p.yaml`
    const { stdout } = await sekisho(['policy', 'check', file, ...config, '--language', 'ja'])
    assert.match(stdout, /誤りが1件、警告が1件あります/)
    assert.match(stdout, /このポリシーには到達しません/)
  })
})

const cases = `- name: goes
  from: aizawa.kazuma@example.co.jp
  to: a@example.com
  expect: { action: deliver }
- name: comes out otherwise
  from: katayama.junichi@example.co.jp
  to: a@example.com
  expect: { action: deliver }
`

describe('sekisho policy test', () => {
  it('finds every case of the demo company as expected, and all of its policies reached', async () => {
    const asked = ['policy', 'test', 'examples/policies/cases', '--policies', demo, ...config]
    const { code, stdout, stderr } = await sekisho([...asked, '--coverage', '100', '--date', '2026-11-24'])
    assert.deepEqual([code, stderr], [0, ''], stdout)
    assert.match(stdout, /^\d+ cases, all as expected\.\nCoverage 100 %: (\d+) of \1 /)
  })

  it('shows what differs, what was looked at, and what no case reaches', async () => {
    const folder = folderOf({ 'cases.yaml': cases })
    const { code, stdout } = await sekisho(['policy', 'test', folder, ...config])
    assert.equal(code, 1)
    assert.ok(stdout.startsWith(`FAILED  ${folder}/cases.yaml:5  comes out otherwise\n`), stdout)
    assert.match(stdout, /action {2}expected deliver, got refuse/)
    assert.match(stdout, /supervisor-in-cc \(line \d+\) matches\n {6}yes {2}when {2}.*no-internal-recipient/)
    assert.match(stdout, /2 cases: 1 as expected, 1 not, 0 could not be run\./)
    assert.match(stdout, /No case reaches:\n.*reports/)
  })

  it('gives JSON and JUnit', async () => {
    const folder = folderOf({ 'cases.yaml': cases })
    const json = await sekisho(['policy', 'test', folder, ...config, '--format', 'json'])
    const output = z
      .looseObject({
        ok: z.boolean(),
        cases: z.array(z.looseObject({ state: z.string(), policies: z.array(z.string()) })),
      })
      .parse(JSON.parse(json.stdout))
    assert.deepEqual([json.code, output.ok], [1, false])
    assert.deepEqual(
      output.cases.map(({ state, policies }) => [state, policies]),
      [
        ['passed', ['none']],
        ['failed', ['supervisor-in-cc']],
      ],
    )
    const junit = await sekisho([
      'policy',
      'test',
      folder,
      ...config,
      '--format',
      'junit',
      '--coverage',
      '100',
    ])
    assert.equal(junit.code, 1)
    assert.match(junit.stdout, /<testsuites name="sekisho policy test" tests="2" failures="1" errors="0"/)
    assert.match(junit.stderr, /less than the 100 % asked for/)
  })

  it('ends with 1 where too little is reached, though every case is as expected', async () => {
    const [first = ''] = cases.split('- name: comes')
    const folder = folderOf({ 'cases.yaml': first })
    assert.equal((await sekisho(['policy', 'test', folder, ...config])).code, 0)
    const { code, stdout } = await sekisho(['policy', 'test', folder, ...config, '--coverage', '90'])
    assert.equal(code, 1)
    assert.match(stdout, /less than the 90 % asked for/)
  })

  it('names a file of cases that is faulty with its line, runs the others, and ends with 1', async () => {
    const [first = ''] = cases.split('- name: comes')
    const folder = folderOf({
      'good.yaml': first,
      'bad.yaml': '- { from: nobody, to: a@example.com, expect: { action: refuse } }\n',
    })
    const { code, stdout } = await sekisho(['policy', 'test', folder, ...config])
    assert.equal(code, 1)
    assert.ok(stdout.startsWith(`NOT RUN  ${folder}/bad.yaml:1  "nobody"\n`), stdout)
    assert.match(stdout, /2 cases: 1 as expected, 0 not, 1 could not be run\./)
  })

  it('tests no policies that have faults, and says them', async () => {
    const folder = folderOf({
      'cases.yaml': cases,
      'p.yaml': 'version: 1\npolicies: [ { id: a, when: { sender: { group: nobody } }, action: pass } ]\n',
    })
    const { code, stdout, stderr } = await sekisho([
      'policy',
      'test',
      folder,
      '--policies',
      `${folder}/p.yaml`,
      ...config,
    ])
    assert.deepEqual([code, stdout], [1, ''])
    assert.match(stderr, /cannot be tested: it has 1 error/)
    assert.match(stderr, /no group called "nobody"/)
  })

  it('ends with 2 for a folder without cases, a folder that is not there, and a threshold that is none', async () => {
    const empty = await sekisho(['policy', 'test', folderOf({}), ...config])
    assert.equal(empty.code, 2)
    assert.match(empty.stderr, /docs\/policy-tests\.md/)
    assert.equal((await sekisho(['policy', 'test', 'missing', ...config])).code, 2)
    assert.equal(
      (await sekisho(['policy', 'test', 'examples/policies/cases', ...config, '--coverage', 'most'])).code,
      2,
    )
  })
})
