/** Which policies a gate judges by: reads their text, and makes it ready for mails in the organization that is loaded. */

import { codeOf } from '../store/fault-code.ts'
import { resolve } from 'node:path'

import type { Config } from '../config/schema.ts'
import { textOfRevision, textWithoutRevision, type PolicyText } from '../gate/policy-text.ts'
import { surroundingsOf } from '../gate/surroundings.ts'
import type { Snapshot } from '../people/snapshot.ts'
import type { Flow } from '../policy/compile-flow.ts'
import { makeFlow, sayMisfit, type FlowMaking } from '../policy/make-flow.ts'
import type { World } from '../policy/world.ts'
import { activeIn } from '../store/activations.ts'
import { deskProblemOf, openDesk, type Desk } from '../store/desk.ts'
import { isDeskThere } from '../store/desk-file.ts'
import { DamagedRevision } from '../store/revisions.ts'
import { sayDeskProblem } from '../store/say-desk-problem.ts'
import { sqliteCodeOf } from '../store/sqlite-codes.ts'
import { deskTexts } from '../text/desk.ts'
import { serveTexts } from '../text/serve.ts'

import { StartFailure } from './failure.ts'

/** What judges mails, with the text that it was made of. */
export interface Judging {
  readonly text: PolicyText
  readonly flow: Flow
}

const misfitsShown = 10

/** Opens the database for `use` alone. Rejects with `StartFailure`, or with what `use` rejects with. */
export async function withDesk<Answer>(
  config: Config,
  folder: string,
  use: (desk: Desk) => Answer | Promise<Answer>,
): Promise<Answer> {
  const opening = await openDesk(resolve(folder, config.database.path))
  if (opening.kind === 'problem') throw new StartFailure(sayDeskProblem(opening.problem, config.language))
  try {
    return await use(opening.desk)
  } catch (fault) {
    if (fault instanceof DamagedRevision) {
      throw new StartFailure(deskTexts[config.language].damagedRevision(fault.number))
    }
    if (sqliteCodeOf(fault) === undefined) throw fault
    const problem = deskProblemOf(fault, resolve(folder, config.database.path))
    throw new StartFailure(sayDeskProblem(problem, config.language))
  } finally {
    opening.desk.close()
  }
}

/**
 * The text of the revision that the database says is in force; `undefined`: none is.
 * @param before in force so far
 * Rejects with `StartFailure`: without knowing the policies no mail is judged.
 */
export async function loadActiveText(
  config: Config,
  folder: string,
  before: PolicyText | undefined,
): Promise<PolicyText | undefined> {
  const path = resolve(folder, config.database.path)
  // One that is not there is not made: most gates live without.
  if (!isDeskThere(path)) {
    if (before?.from !== 'revision') return undefined
    throw new StartFailure(serveTexts[config.language].databaseGone(path, before.name))
  }
  const active = await withDesk(config, folder, ({ database }) => activeIn(database))
  return active?.revision === undefined ? undefined : textOfRevision(active.revision)
}

/** What judges from now on: as `loadActiveText`, else the file as it is on disk now, or the shipped policies. */
export async function loadPolicyText(
  config: Config,
  folder: string,
  before: PolicyText | undefined,
): Promise<PolicyText> {
  return (await loadActiveText(config, folder, before)) ?? (await loadTextWithoutRevision(config, folder))
}

/** Rejects with `StartFailure`. */
export async function loadTextWithoutRevision(config: Config, folder: string): Promise<PolicyText> {
  return await textWithoutRevision(config, folder).catch((fault: unknown) => {
    const file = resolve(folder, config.policies.file ?? '')
    throw new StartFailure(serveTexts[config.language].policiesUnreadable(file, codeOf(fault)))
  })
}

/** @param before what judged so far */
export function prepareFlow(
  text: PolicyText,
  config: Config,
  snapshot: Snapshot,
  groups: World['groups'],
  before: Flow | undefined,
): FlowMaking {
  return makeFlow(text, surroundingsOf(config, snapshot, groups), before)
}

/** Each fault as `file:line:column: …`, and how many more there are. */
export function misfitLines(
  { file }: PolicyText,
  { misfits }: Extract<FlowMaking, { kind: 'misfits' }>,
  { language }: Pick<Config, 'language'>,
): readonly string[] {
  const shown = misfits.slice(0, misfitsShown).map((misfit) => `${file}:${sayMisfit(misfit, language)}`)
  const rest = misfits.length - shown.length
  return rest > 0 ? [...shown, serveTexts[language].andMore(rest)] : shown
}

/** Throws `StartFailure` where the policies do not fit. */
export function judgingBy(
  text: PolicyText,
  config: Config,
  snapshot: Snapshot,
  groups: World['groups'],
  before: Flow | undefined,
): Judging {
  const made = prepareFlow(text, config, snapshot, groups, before)
  if (made.kind === 'made') return { text, flow: made.flow }
  throw new StartFailure(
    serveTexts[config.language].policiesFaulty(text.file, misfitLines(text, made, config)),
  )
}
