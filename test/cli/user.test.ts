import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { describe, it } from 'node:test'
import { isPassword, readPasswordHash } from '../../src/config/password-hash.ts'
import { root, sekisho } from './command.ts'

async function fits(text: string, password: string): Promise<boolean> {
  const hash = readPasswordHash(text.trim())
  return hash !== undefined && (await isPassword(password, hash))
}

/** `script` (util-linux) gives a program a terminal of its own. */
const noTerminal =
  spawnSync('script', ['--version']).status === 0 ? false : 'needs script (util-linux) for a terminal'

/** Runs `sekisho user hash` at a terminal and answers each question in turn. Gives all that the terminal shows. */
async function atTerminal(answers: readonly string[]): Promise<string> {
  const child = spawn('script', ['-qec', `${process.execPath} src/main.ts user hash`, '/dev/null'], {
    cwd: root,
    env: { ...process.env, LANG: 'C', LC_ALL: 'C' },
  })
  let shown = ''
  let asked = 0
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    shown += chunk
    const questions = [...shown.matchAll(/Password: |Once more: /g)].length
    for (; asked < questions; asked += 1) child.stdin.write(`${answers[asked] ?? ''}\r`)
  })
  await new Promise((resolve) => child.on('close', resolve))
  return shown
}

describe('sekisho user hash', () => {
  it('hashes the first line of standard input', async () => {
    const { code, stdout, stderr } = await sekisho(['user', 'hash'], { input: '関所の合言葉 1!\nmore\n' })
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
    assert.ok(await fits(stdout, '関所の合言葉 1!'), stdout)
  })

  it('refuses a password that is too short or too long, without showing it', async () => {
    for (const [input, expected] of [
      ['short7!', /8 characters at least/],
      ['x'.repeat(1_001), /1000 octets at most/],
      ['', /8 characters at least/],
    ] as const) {
      const { code, stdout, stderr } = await sekisho(['user', 'hash'], { input })
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' })
      assert.match(stderr, expected)
      assert.ok(input === '' || !stderr.includes(input))
    }
  })

  it(
    'asks twice at a terminal, shows nothing of what is typed, and understands backspace',
    { skip: noTerminal },
    async () => {
      const shown = await atTerminal(['correct horsex\x7f', 'correct horse'])
      assert.doesNotMatch(shown, /correct/)
      const hash = /\$argon2id\S+/.exec(shown)?.[0] ?? ''
      assert.ok(await fits(hash, 'correct horse'), shown)
    },
  )

  it('prints nothing where the two passwords differ', { skip: noTerminal }, async () => {
    const shown = await atTerminal(['correct horse', 'correct house'])
    assert.match(shown, /the two passwords differ/)
    assert.doesNotMatch(shown, /argon2id/)
  })
})
