/** What a running gate never asks for must not lie in its memory: such parts are loaded on demand. */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, it } from 'node:test'

const root = join(import.meta.dirname, '..', '..')
const statement = /^(?:import|export)\s(?!type\b)(?:[^'";]*?\sfrom\s)?'([^']+)'/gm

/** Own modules, by path, and packages, by name, that are loaded with `entries`; not what `import()` loads later. */
function loadedWith(...entries: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  const waiting = entries.map((entry) => resolve(root, entry))
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const name = relative(root, file)
    if (found.has(name)) continue
    found.add(name)
    if (!file.endsWith('.ts')) continue
    for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(statement)) {
      if (target.startsWith('.')) waiting.push(resolve(dirname(file), target))
      else found.add(target)
    }
  }
  return found
}

describe('what is loaded', () => {
  it('with the worker of the spool: neither Kysely nor zod', () => {
    const loaded = loadedWith('src/store/spool-worker.ts')
    assert.ok(loaded.has('src/store/spool-records.ts'))
    assert.ok(loaded.has('node:sqlite'))
    assert.deepEqual(
      [...loaded].filter((name) => /^(?:kysely|zod)/.test(name)),
      [],
    )
  })

  it('with a gate: no other command, no HTTP, no library of metrics, nothing that composes mails', () => {
    const loaded = loadedWith('src/main.ts', 'src/start/serve.ts')
    assert.ok(loaded.has('src/start/gate.ts'))
    assert.ok(loaded.has('zod'))
    assert.deepEqual(
      [...loaded].filter((name) => /^(?:kysely|prom-client|nodemailer|node:https?$|fastify)/.test(name)),
      [],
    )
    assert.ok(!loaded.has('src/cli/commands.ts'))
  })
})
