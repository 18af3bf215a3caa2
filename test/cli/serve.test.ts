import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { root, sekisho } from './command.ts'

describe('sekisho serve', () => {
  let folder = ''
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'sekisho-serve-'))
    for (const file of ['hr.csv', 'rules.yaml'])
      copyFileSync(join(root, 'test/bank', file), join(folder, file))
  })
  after(() => rmSync(folder, { recursive: true }))

  it('runs the gate until SIGTERM and says what to try; a mail is refused and, with the supervisor in Cc, delivered, as explain says', async () => {
    const config = join(folder, 'sekisho.yaml')
    writeFileSync(
      config,
      'listeners: [{ name: smtp, port: 0 }]\nnextHop: { kind: outbox, directory: outbox, page: { port: 0 } }\n',
    )
    const gate = spawn(process.execPath, [join(root, 'bin/sekisho.cjs'), 'serve', '--config', config], {
      env: { ...process.env, LANG: 'C' },
    })
    let said = ''
    gate.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
    gate.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    const ended = new Promise<number | null>((resolve) => {
      gate.on('close', resolve)
    })
    try {
      while (!said.includes('Ctrl+C') && gate.exitCode === null) {
        await new Promise((resolve) => {
          gate.stdout.once('data', resolve)
        })
      }
      const tries = said.match(/(?<=npx sekisho ).*/g)?.map((line) => line.split(' ')) ?? []
      const answers = [await sekisho(tries[0] ?? []), await sekisho(tries[1] ?? [])]
      assert.deepEqual(
        answers.map(({ code, stdout }) => [code, stdout.split(':', 1)[0]]),
        [
          [1, 'Refused'],
          [0, 'Accepted'],
        ],
        `what it says to try: ${said}`,
      )
      const server = /127\.0\.0\.1:\d+(?= \(smtp\))/.exec(said)?.[0] ?? said
      const words = ['--from', 'takahashi@example.co.jp', '--to', 'client@example.com']
      const refused = await sekisho(['send', '--server', server, ...words])
      assert.equal(refused.code, 1, refused.stdout + refused.stderr)
      assert.match(refused.stdout, /550 5\.7\.1[^]*--cc suzuki@example\.co\.jp$/m)
      const sent = await sekisho(['send', '--server', server, ...words, '--cc', 'suzuki@example.co.jp'])
      assert.deepEqual({ code: sent.code, stderr: sent.stderr }, { code: 0, stderr: '' })
      assert.equal(readdirSync(join(folder, 'outbox')).filter((name) => name.endsWith('.eml')).length, 2)
    } finally {
      gate.kill('SIGTERM')
    }
    assert.equal(await ended, 0, said)
  })

  it('does not start by a faulty configuration, and names every fault', async () => {
    const config = join(folder, 'faulty.yaml')
    writeFileSync(config, 'listeners: [{ name: smtp }]\nnextHop: { kind: outbox }\nlimts: {}\n')
    const { code, stdout, stderr } = await sekisho(['serve', '--config', config])
    assert.deepEqual({ code, stdout }, { code: 2, stdout: '' })
    assert.match(stderr, /faulty\.yaml:1:13: listeners\[0\]: The setting "port" is missing/)
    assert.match(stderr, /faulty\.yaml:3:1: There is no setting "limts" here\. Did you mean "limits"\?/)
  })
})
