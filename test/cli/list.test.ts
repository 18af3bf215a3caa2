import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'

import { root, sekisho, type Ended } from './command.ts'

const policies = `version: 1
lists:
  # Whom we compete with.
  rivals: { domains: [one.example] }   # reviewed yearly
policies:
  - id: rivals
    when: { recipients: { any: { domain: { list: rivals } } } }
    action: refuse
`

let base = ''
let folder = ''
let count = 0
before(async () => (base = await mkdtemp(join(tmpdir(), 'sekisho-list-'))))
beforeEach(async () => {
  count += 1
  folder = await mkdtemp(join(base, `${count}-`))
  await writeFile(join(folder, 'policies.yaml'), policies)
  await writeFile(
    join(folder, 'sekisho.yaml'),
    [
      `organization: ${join(root, 'test', 'bank')}`,
      'listeners: [{ name: smtp, port: 0 }]',
      'nextHop: { kind: outbox }',
      'policies: { file: policies.yaml }',
    ].join('\n'),
  )
})
after(async () => await rm(base, { recursive: true }))

async function run(...words: readonly string[]): Promise<Ended> {
  return await sekisho([...words, '--config', join(folder, 'sekisho.yaml')])
}

async function entries(): Promise<readonly string[]> {
  return (await run('list', 'show', 'rivals')).stdout.trimEnd().split('\n')
}

describe('sekisho list', () => {
  test('shows the lists in force, and the entries of one', async () => {
    assert.equal((await run('list', 'show')).stdout, 'rivals (domains, 1 entry)\n')
    assert.deepEqual(await entries(), ['one.example'])
    const { code, stderr } = await run('list', 'show', 'rival')
    assert.equal(code, 1)
    assert.match(stderr, /Did you mean "rivals"\?/)
  })

  test('add makes a revision of what is in force, puts it in force, and keeps comments', async () => {
    const { code, stdout } = await run('list', 'add', 'rivals', 'two.example', '--reason', 'ticket 1')
    assert.equal(code, 0)
    assert.match(
      stdout,
      /^rivals: 1 entry added, 0 entries removed\.\nIn force: r1-\w{8} \(before: file-\w{8}\)\./,
    )
    assert.equal(
      (await run('policy', 'show', 'active')).stdout,
      policies.replace('[one.example]', '[one.example, two.example]'),
    )
    assert.equal((await run('list', 'remove', 'rivals', 'ONE.example', '--reason', 'x')).code, 0)
    assert.deepEqual(await entries(), ['two.example'])
  })

  test('set takes a file of entries', async () => {
    await writeFile(join(folder, 'rivals.txt'), '# of 2026\nthree.example\r\n\nfour.example\n')
    const { code } = await run('list', 'set', 'rivals', '--file', join(folder, 'rivals.txt'), '--reason', 'x')
    assert.equal(code, 0)
    assert.deepEqual(await entries(), ['three.example', 'four.example'])
  })

  test('what it says already makes no revision', async () => {
    const { code, stdout } = await run('list', 'add', 'rivals', 'One.Example', '--reason', 'x')
    assert.equal(code, 0)
    assert.match(stdout, /says so already/)
    assert.match((await run('policy', 'list')).stdout, /There is no revision yet/)
  })

  test('a faulty entry, an unknown list, no entry and the last entry are refused, and nothing changes', async () => {
    const refused = [
      [1, /"a b" is not a domain/, await run('list', 'add', 'rivals', 'a b', '--reason', 'x')],
      [1, /There is no list "others"/, await run('list', 'add', 'others', 'a.example', '--reason', 'x')],
      [1, /--kind addresses, domains or words/, await run('list', 'set', 'new', 'a', '--reason', 'x')],
      [1, /one entry at least/, await run('list', 'remove', 'rivals', 'one.example', '--reason', 'x')],
      [2, /give the entries/, await run('list', 'add', 'rivals', '--reason', 'x')],
      [2, /say why with --reason/, await run('list', 'add', 'rivals', 'a.example', '--reason', ' ')],
    ] as const
    for (const [wanted, pattern, { code, stderr }] of refused) {
      assert.equal(code, wanted, stderr)
      assert.match(stderr, pattern)
    }
    assert.match((await run('policy', 'list')).stdout, /There is no revision yet/)
  })

  test('of changes by several terminals at once none is lost', async () => {
    const names = ['a', 'b', 'c'].map((name) => `${name}.example`)
    const ended = await Promise.all(
      names.map(async (name) => await run('list', 'add', 'rivals', name, '--reason', name)),
    )
    for (const { code, stderr } of ended) assert.equal(code, 0, stderr)
    assert.deepEqual((await entries()).toSorted(), [...names, 'one.example'])
  })
})
