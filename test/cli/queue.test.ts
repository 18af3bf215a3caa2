import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { stringify } from 'yaml'

import { handIn, letter } from '../gate/hand-in.ts'
import { freePort } from '../peers/free-port.ts'
import { startGate, type Gate } from '../peers/gate.ts'
import { startScriptedHop } from '../peers/scripted-hop.ts'
import { root, sekisho } from './command.ts'

const organization = join(root, 'test', 'bank')

interface Listed {
  readonly mails: readonly { readonly id: string; readonly state: string; readonly note: string }[]
}

function settings(port: number): Record<string, unknown> {
  return {
    organization,
    nextHop: { kind: 'smart-hosts', hosts: [{ host: '127.0.0.1', port }] },
    control: { socket: 'control.sock' },
    queue: { firstRetry: 600 },
  }
}

function idIn(answer: string): string {
  return /^250 2\.0\.0 (\S+)/.exec(answer)?.[1] ?? ''
}

describe('sekisho queue on a running gate', () => {
  let gate: Gate
  let port = 0
  let ids: readonly string[] = []
  const queue = async (...words: string[]) =>
    await sekisho(['queue', ...words, '--config', join(gate.folder, 'sekisho.yaml')])
  const listed = async (...words: string[]): Promise<Listed> => {
    const answer: Listed = JSON.parse((await queue('list', '--json', ...words)).stdout)
    return answer
  }

  before(async () => {
    port = await freePort()
    gate = await startGate(settings(port))
    ids = [
      idIn(await handIn(gate.port, { content: letter() })),
      idIn(await handIn(gate.port, { to: ['other@example.com'], content: letter() })),
    ]
  })
  after(async () => await gate.stop())

  test('list says what waits, why, and until when', async () => {
    const { stdout, code } = await queue('list')
    assert.equal(code, 0)
    assert.match(stdout, /^2 mails wait \(0 in delivery now\), 0 held, 0 damaged\.\n/)
    assert.match(
      stdout,
      /from takahashi@example\.co\.jp\n {2}to client@example\.com {2}\(127\.0\.0\.1:\d+; 1 attempt\)/,
    )
    assert.match(stdout, /451 4\.4\.1 Nothing was sent: next mail server/)
    assert.match(stdout, /next try \d{4}-\d\d-\d\d .* goes back /)
  })

  test('list takes filters, and says so where nothing fits', async () => {
    assert.deepEqual(
      (await listed('--search', 'OTHER@')).mails.map(({ id }) => id),
      [ids[1]],
    )
    assert.match((await queue('list', '--state', 'held')).stdout, /No mail fits\./)
  })

  test('show gives all about one mail, in Japanese too', async () => {
    const { stdout } = await queue('show', ids[0] ?? '', '--language', 'ja')
    assert.match(stdout, /試行 1 回/)
    assert.match(stdout, /ヘッダ:\n {2}From: takahashi@example\.co\.jp/)
    const unknown = await queue('show', 'NOSUCHMAIL')
    assert.equal(unknown.code, 1)
    assert.match(unknown.stderr, /There is no mail NOSUCHMAIL/)
  })

  test('hold keeps mails back with a note, release lets them go, drop deletes them', async () => {
    const [first = '', second = ''] = ids
    assert.match((await queue('hold', first, '--note', 'asked sales')).stdout, /^1 mail held\./)
    const [held] = (await listed('--state', 'held')).mails
    assert.deepEqual([held?.id, held?.note], [first, 'asked sales'])
    assert.match((await queue('drop', second)).stdout, /^1 mail deleted\./)
    const again = await queue('drop', second)
    assert.equal(again.code, 1)
    assert.match(again.stderr, /Not changed/)
    await using hop = await startScriptedHop({ port })
    assert.match((await queue('release', '--all')).stdout, /^1 mail released\./)
    for (let tries = 0; hop.mails.length < 1 && tries < 600; tries += 1) {
      await queue('retry', '--all')
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    assert.deepEqual(hop.mails[0]?.recipients, ['client@example.com'])
    assert.match((await queue('list')).stdout, /Nothing waits\./)
  })

  test('a change without saying of which mails is wrong usage', async () => {
    const none = await queue('drop')
    assert.equal(none.code, 2)
    assert.match(none.stderr, /say which mails/)
    const both = await queue('drop', 'X', '--all')
    assert.equal(both.code, 2)
    assert.match(both.stderr, /either ids, or --all/)
  })

  test('a --limit that is no number of mails is wrong usage, not another number', async () => {
    for (const value of ['-3', '0', 'many', '1.5', '']) {
      const { code, stderr } = await queue('list', `--limit=${value}`)
      assert.equal(code, 2)
      assert.ok(stderr.includes(`not "${value}"`))
    }
  })
})

test('sekisho queue works on the spool of a stopped gate', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-queue-'))
  try {
    const file = join(folder, 'sekisho.yaml')
    const port = await freePort()
    await writeFile(file, stringify({ listeners: [{ name: 'test', port: 0 }], ...settings(port) }))
    const { stdout, code } = await sekisho(['queue', 'list', '--config', file])
    assert.equal(code, 0)
    assert.match(stdout, /^0 mails wait/)
  } finally {
    await rm(folder, { recursive: true })
  }
})
