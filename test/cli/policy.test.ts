import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'

import { root, sekisho, type Ended } from './command.ts'

const faulty = `version: 1
policies:
  - id: a
    when: { subjet: { words: [x] } }
    action: refuse
  - id: a
    action: refuse
`

describe('sekisho policy', () => {
  let folder = ''
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sekisho-policy-'))
    await writeFile(
      join(folder, 'sekisho.yaml'),
      `organization: ${join(root, 'test', 'bank')}\nlisteners: [{ name: smtp, port: 0 }]\nnextHop: { kind: outbox }\n`,
    )
  })
  after(async () => await rm(folder, { recursive: true }))
  const run = async (...words: readonly string[]): Promise<Ended> =>
    await sekisho([...words, '--config', join(folder, 'sekisho.yaml')])
  const save = async (yaml: string, ...words: readonly string[]): Promise<Ended> => {
    const file = join(folder, 'policies.yaml')
    await writeFile(file, yaml)
    return await run('policy', 'save', file, '--reason', 'because', ...words)
  }

  test('who only looks makes no database', async () => {
    assert.match((await run('policy', 'list')).stdout, /There is no revision yet/)
    assert.match((await run('policy', 'show', 'active')).stdout, /id: supervisor-in-cc/)
    assert.equal((await run('policy', 'show', '1')).code, 1)
    assert.deepEqual(await readdir(folder), ['sekisho.yaml'])
  })

  test('a faulty file is not saved, and every fault is named with its line', async () => {
    const { code, stderr } = await save(faulty)
    assert.equal(code, 1)
    assert.match(stderr, /policies\.yaml has \d faults and was not saved/)
    assert.match(stderr, /policies\.yaml:4:13: /)
    assert.match(stderr, /policies\.yaml:6:\d+: /)
    const asJson = await save(faulty, '--json')
    const { saved, faults }: { saved: boolean; faults: { line: number }[] } = JSON.parse(asJson.stdout)
    assert.deepEqual([saved, faults[0]?.line], [false, 4])
    assert.match((await run('policy', 'list')).stdout, /There is no revision yet/)
  })

  test('the shipped policies can be saved as they are shown, put in force, and compared', async () => {
    const shipped = (await run('policy', 'show', 'default')).stdout
    const saved = await save(shipped, '--author', '佐藤')
    assert.equal(saved.code, 0)
    assert.match(saved.stdout, /^Saved as r1-\w{8}\.\nIt is not in force yet: sekisho policy activate 1 /)
    assert.match((await save(shipped)).stdout, /^The newest revision, r1-\w{8}, says the same\./)
    const same = await run('policy', 'diff', 'default', '1')
    assert.deepEqual([same.code, / say the same\.$/m.test(same.stdout)], [0, true])
    assert.equal((await run('policy', 'activate', '1', '--reason', 'go')).code, 0)

    await save(shipped.replace('action: refuse', 'action: refuse\n    mode: shadow'))
    const changed = await run('policy', 'diff', '2')
    assert.equal(changed.code, 1)
    assert.match(changed.stdout, /^--- r1-\w{8}\n\+\+\+ r2-\w{8}\n[^]*\n\+    mode: shadow\n/)
    const listed = (await run('policy', 'list')).stdout
    assert.match(listed, /^ {3}r2-\w{8} .* from r1 {2}because\n\* {2}r1-\w{8} .* 佐藤 /)
    assert.match((await run('policy', 'list', '--limit', '1')).stdout, /The newest 1; there are more/)
  })

  test('a reason is asked for, and no control characters are taken', async () => {
    for (const reason of ['', ' ', 'a\nb', '\u001b[2J', 'x'.repeat(1_001)]) {
      const { code, stderr } = await run('policy', 'activate', '1', '--reason', reason)
      assert.equal(code, 2, reason)
      assert.match(stderr, /say why with --reason/)
    }
    assert.equal((await run('policy', 'rollback', '--reason', 'x', '--author', 'a\tb')).code, 2)
  })

  test('audit says who changed what and why, the newest first', async () => {
    const lines = (await run('audit')).stdout.split('\n')
    assert.match(lines[0] ?? '', /  revision\.save +r2 +\w{8} → \w{8}  because$/)
    assert.match(lines[1] ?? '', /  revision\.activate  r1 +- → \w{8} +go$/)
    assert.match(lines[2] ?? '', /  佐藤 +revision\.save +r1 +- → \w{8} +because$/)
    const [first = ''] = (await run('audit', '--json', '--limit', '1')).stdout.split('\n')
    const { number, action }: { number: number; action: string } = JSON.parse(first)
    assert.deepEqual([number, action], [3, 'revision.save'])
  })

  test('a change by sudo is recorded under the name of who called it', async () => {
    const words = ['policy', 'rollback', '--reason', 'x', '--config', join(folder, 'sekisho.yaml')]
    const { code } = await sekisho(words, { environment: { SUDO_USER: 'tanaka' } })
    assert.equal(code, 0)
    assert.match((await run('audit', '--limit', '1')).stdout, /  tanaka  revision\.roll-back /)
  })
})
