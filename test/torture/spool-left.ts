/** What a gate that has stopped left in its spool. */

import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import { openSpool } from '../../src/store/open-spool.ts'

/** Mails with their states, and files of contents; nothing where all is delivered. */
export async function leftIn(directory: string): Promise<readonly string[]> {
  const opening = await openSpool({ directory, report: () => undefined })
  if (opening.kind === 'problem') return [`it does not open: ${opening.problem.kind}`]
  const mails = await opening.spool.list({}, 1_000)
  await opening.spool.close()
  const files = ['segments', 'bodies', 'incoming', 'corrupt'].flatMap((folder) =>
    readdirSync(join(directory, folder)).map((name) => `${folder}/${name}`),
  )
  return [...mails.map(({ id, state }) => `${id} is ${state}`), ...files]
}
