import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { root, sekisho } from './command.ts'

const manual = readFileSync(join(root, 'docs/cli.md'), 'utf8')

/** The part of the manual under `## command`; of the program itself, all before the first command. */
function chapter(command: string): string {
  const start = command === '' ? 0 : manual.indexOf(`## sekisho ${command}\n`)
  assert.notEqual(start, -1, `docs/cli.md has no chapter "sekisho ${command}"`)
  const end = manual.indexOf('\n## ', start + 1)
  return manual.slice(start, end === -1 ? manual.length : end)
}

function optionsInManual(text: string): string[] {
  return [...text.matchAll(/^\| `([^`]*)` \|/gm)].map(([, flags = '']) => flags.replaceAll('\\|', '|'))
}

/** Flags and commands as commander lists them. */
function listedIn(text: string, title: string): string[] {
  const [, list = ''] = new RegExp(`^${title}:\\n((?:  .*\\n)+)`, 'm').exec(text) ?? []
  return [...list.matchAll(/^ {2}(\S.*?)(?: {2,}.*)?$/gm)].map(([, term = '']) => term)
}

const asked = new Map<string, Promise<string>>()

/** The help of `words`, the program itself if there are none. Each is asked for once. */
async function help(words: readonly string[]): Promise<string> {
  const key = words.join(' ')
  const answer = asked.get(key) ?? sekisho([...words, '--help']).then(({ stdout }) => stdout)
  asked.set(key, answer)
  return answer
}

/** Every command that does something, by its full name. */
async function commandsBelow(words: readonly string[] = []): Promise<string[]> {
  const commands = listedIn(await help(words), 'Commands').map((term) => term.replace(/ .*/, ''))
  const below = await Promise.all(commands.map((name) => commandsBelow([...words, name])))
  return commands.length === 0 ? [words.join(' ')] : below.flat()
}

describe('docs/cli.md', () => {
  it('has a chapter for every command, and for no other', async () => {
    const commands = await commandsBelow()
    const chapters = [...manual.matchAll(/^## sekisho (.*)$/gm)].map(([, name = '']) => name)
    assert.deepEqual(chapters.toSorted(), commands.toSorted())
  })

  it('lists every option of every command as commander does, and no other', async () => {
    for (const command of ['', ...(await commandsBelow())]) {
      const options = listedIn(await help(command === '' ? [] : command.split(' ')), 'Options')
      const common = command === '' ? [] : ['-h, --help']
      assert.deepEqual([...optionsInManual(chapter(command)), ...common], options, command)
    }
  })

  it('says the exit codes of every command', async () => {
    for (const command of await commandsBelow()) {
      const codes = /^Exit code: 0 [^]*?\.$/m.exec(chapter(command))?.[0] ?? ''
      const [, list = ''] = /^Exit code:\n((?: {2}.*\n?)+)/m.exec(await help(command.split(' '))) ?? []
      for (const [, code = '', meaning = ''] of list.matchAll(/^ {2}(\d) {2}(.*)$/gm)) {
        if (meaning !== '(not used)') assert.match(codes, new RegExp(`\\b${code} `), `${command}: ${code}`)
      }
    }
  })
})
