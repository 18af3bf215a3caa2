/** Lines of the decision log as the gate writes them, for tests that read them back. */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { searchDecisions } from '../../src/store/decision-search.ts'
import type { DecisionFilter } from '../../src/store/decision-filter.ts'
import type { Damage } from '../../src/store/decision-blocks.ts'
import type { FoundDecision } from '../../src/store/recorded-decision.ts'

export const noon = Date.UTC(2026, 10, 24, 12)

/** One that went to one outside recipient; `given` stands over it. */
export function decisionText(id: string, given: Readonly<Record<string, unknown>> = {}): string {
  const record = {
    id,
    at: new Date(noon).toISOString(),
    action: 'deliver',
    reason: 'approver-present',
    revision: 'r1',
    snapshot: 's1',
    day: '2026-11-24',
    client: { address: '10.0.0.1', helo: 'client', listener: 'main' },
    from: 'sato@example.co.jp',
    recipients: [{ address: 'b@example.com', outside: true, outcome: 'delivered' }],
    recipientCount: 1,
    messageId: '<m@example.co.jp>',
    subject: 'Quotation',
    size: 400,
    rules: [{ rule: 'structure', answer: 'clear' }],
    outcome: { kind: 'delivered', code: 250, enhanced: '2.0.0', text: ['Ok'] },
    ...given,
  }
  return `${JSON.stringify(record)}\n`
}

export function outcomeText(
  id: string,
  recipients: readonly { readonly address: string; readonly outcome: string }[],
  at = noon + 60_000,
): string {
  return `${JSON.stringify({ outcomeOf: id, at: new Date(at).toISOString(), recipients })}\n`
}

export interface LogFolder extends AsyncDisposable {
  readonly path: string
  readonly put: (name: string, content: string | Buffer) => Promise<void>
  readonly find: (filter?: DecisionFilter) => Promise<readonly FoundDecision[]>
  readonly damages: (filter?: DecisionFilter) => Promise<readonly Damage[]>
}

/** A folder of its own, with these files. */
export async function logFolder(
  files: Readonly<Record<string, string | Buffer | readonly string[]>> = {},
): Promise<LogFolder> {
  const path = await mkdtemp(join(tmpdir(), 'sekisho-search-'))
  const put = async (name: string, content: string | Buffer): Promise<void> => {
    await mkdir(dirname(join(path, name)), { recursive: true })
    await writeFile(join(path, name), content)
  }
  for (const [name, content] of Object.entries(files)) {
    await put(name, typeof content === 'string' || Buffer.isBuffer(content) ? content : content.join(''))
  }
  const all = async (filter: DecisionFilter): Promise<readonly (FoundDecision | Damage)[]> => {
    const found = []
    for await (const each of searchDecisions(path, filter)) found.push(each)
    return found
  }
  return {
    path,
    put,
    find: async (filter = {}) => (await all(filter)).filter((each) => each.kind === 'decision'),
    damages: async (filter = {}) => (await all(filter)).filter((each) => each.kind === 'damage'),
    [Symbol.asyncDispose]: async () => await rm(path, { recursive: true }),
  }
}

export function idsOf(found: readonly FoundDecision[]): readonly string[] {
  return found.map(({ record }) => record.id)
}
