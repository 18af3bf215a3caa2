import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { root, sekisho } from './command.ts'

describe('the terminal', { concurrency: 2 }, () => {
  it('answers wrong usage with exit code 2 and the way to the help', async () => {
    for (const words of [
      [],
      ['frobnicate'],
      ['config', '--frobnicate'],
      ['config', 'superfluous'],
      ['config', '--check'],
      ['config', '--language', 'fr'],
      ['config', '--json-schema', '--markdown'],
      ['send', '--from', 'a@example.co.jp'],
    ]) {
      const { code, stdout, stderr } = await sekisho(words)
      assert.equal(code, 2, words.join(' '))
      assert.equal(stdout, '')
      assert.match(stderr, /--help/)
      assert.doesNotMatch(stderr, /^ {4}at |\bnode:internal/m)
    }
  })

  it('suggests the command that was meant', async () => {
    const { stderr } = await sekisho(['confg'])
    assert.match(stderr, /did you mean "config"\?/)
  })

  it('names a mistyped option instead of saying that the one it was meant for is required', async () => {
    const answers = await Promise.all([
      sekisho(['check', '--orgg', 'x']),
      sekisho(['notice', 'preview', '--config', 'c', '--eml', 'e', '--mailfrom=a@b', '--rcpt', 'b@c']),
      sekisho(['send', '--language', 'ja', '--frm', 'a@example.co.jp', '--to', 'b@example.com']),
      sekisho(['check', '--language', 'en']),
    ])
    assert.deepEqual(
      answers.map(({ code, stderr }) => [code, stderr.split('\n', 1)[0]]),
      [
        [2, 'sekisho: there is no option --orgg; did you mean --org?'],
        [2, 'sekisho: there is no option --mailfrom; did you mean --mail-from?'],
        [2, 'sekisho: --frm というオプションはありません。--from ではありませんか。'],
        [2, 'sekisho: the option "--org <dir>" is required'],
      ],
    )
  })

  it('shows help with examples for the program and every command, with exit code 0', async () => {
    for (const words of [[], ['config'], ['send']]) {
      const { code, stdout, stderr } = await sekisho([...words, '--help'])
      assert.equal(code, 0)
      assert.equal(stderr, '')
      assert.match(stdout, /^Examples:\n {2}# /m)
      assert.match(stdout, /^Exit code:\n {2}0 /m)
    }
  })

  it('wraps the help once: no line ends long before its edge in the middle of a sentence', async () => {
    for (const words of [[], ['explain'], ['rules']]) {
      const { stdout } = await sekisho([...words, '--help'])
      assert.doesNotMatch(stdout, /\b(?:raw|with)\n/, words.join(' '))
    }
  })

  it('speaks Japanese by --language, LC_ALL, LC_MESSAGES and LANG, in this order', async () => {
    const japanese = /使い方/
    const help = async (words: string[], environment: Record<string, string>) =>
      japanese.test((await sekisho([...words, '--help'], { environment })).stdout)
    assert.equal(await help(['--language', 'ja'], { LC_ALL: 'en_US.UTF-8' }), true)
    assert.equal(await help(['config', '--language=ja'], {}), true)
    assert.equal(await help([], { LC_ALL: 'ja_JP.UTF-8', LANG: 'C' }), true)
    assert.equal(await help([], { LC_ALL: 'C', LC_MESSAGES: 'ja_JP.UTF-8' }), false)
    assert.equal(await help([], { LC_MESSAGES: 'ja_JP.UTF-8', LANG: 'C' }), true)
    assert.equal(await help([], { LC_ALL: '', LANG: 'ja' }), true)
    assert.equal(await help(['--language', 'en'], { LANG: 'ja_JP.UTF-8' }), false)
  })

  it('explains wrong usage in Japanese', async () => {
    const { stderr } = await sekisho(['config', '--frobnicate', '--language', 'ja'])
    assert.match(stderr, /--frobnicate というオプションはありません。/)
  })

  it('prints its version', async () => {
    assert.deepEqual(await sekisho(['--version']), { code: 0, stdout: '0.1.0\n', stderr: '' })
  })

  it('ends quietly when the reader of its output has gone', async () => {
    const child = spawn(process.execPath, [join(root, 'bin/sekisho.cjs'), 'config'], { cwd: root })
    child.stdout.destroy()
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    const code = await new Promise((resolve) => child.on('close', resolve))
    assert.equal(said, '')
    assert.equal(code, 0)
  })
})
