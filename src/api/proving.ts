/** How a request has mails judged that are not under way: by the gate's own code, inspected in its threads. */

import type { Proving } from '../cases/run-case.ts'
import { contentOf } from '../mail/content-of.ts'
import type { Flow } from '../policy/compile-flow.ts'
import { dayIn } from '../policy/day.ts'

import type { ApiParts } from './parts.ts'

export function provingBy(flow: Flow, { inForce, now }: ApiParts): Proving {
  const { config, snapshot, facts } = inForce()
  const { inspect } = facts.sources
  return {
    flow,
    config,
    today: dayIn(snapshot.rules.timezone, now()),
    ...(inspect === undefined
      ? {}
      : { inspect: async (message, questions) => await inspect(contentOf(message), questions) }),
    readFile: refuseFile,
  }
}

/** A request may not read what lies on the gate's disk. */
function refuseFile(): Buffer {
  throw Object.assign(new Error('files are not read here'), { code: 'EACCES' })
}
