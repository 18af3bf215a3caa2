/**
 * Where facts come from that policies ask for: threads that look into mails, the probe for TLS, whom senders wrote to. A
 * reload takes over what the settings leave as it is.
 */

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import type { Config } from '../config/schema.ts'
import { createTlsProbe, type TlsProbe } from '../deliver/tls-probe.ts'
import type { FactSources } from '../gate/gather.ts'
import { createInspector, type Inspector } from '../inspect/inspector.ts'
import type { Log } from '../log/log.ts'
import { openCorrespondents, type Correspondents } from '../store/correspondents.ts'
import { codeOf } from '../store/fault-code.ts'
import { serveTexts } from '../text/serve.ts'

import { StartFailure } from './failure.ts'

/** One part, and the settings that it was made for. */
interface Kept<Part> {
  readonly settings: string
  readonly part: Part
}

/** The sources of one configuration. */
export interface FactParts {
  readonly sources: FactSources
  /** Notes that a mail has gone on; `undefined`: no history is kept. */
  readonly noteSent: Correspondents['note'] | undefined
  readonly inspector: Kept<Inspector>
  readonly probe: Kept<TlsProbe>
  readonly correspondents: Kept<Correspondents> | undefined
}

/** An inspection ends by itself within a quarter beyond its time; this is for a thread that cannot even start. */
const beyondInspection = 5_000

/**
 * @param before in use so far: what its settings leave as it is is taken over
 * Throws `StartFailure`, and leaves nothing open then.
 */
export function makeFactParts(
  config: Config,
  folder: string,
  log: Log,
  before: FactParts | undefined,
): FactParts {
  const { inspection, tlsProbe, history, hostname } = config
  const probe = keep(before?.probe, { ...tlsProbe, hostname }, () => makeProbe(config, folder))
  const inspector = keep(before?.inspector, inspection, () => createInspector(inspection))
  const correspondents = history.enabled
    ? keep(before?.correspondents, resolve(folder, history.path), () => openHistory(config, folder, log))
    : undefined
  const known = correspondents?.part
  const patience = tlsProbe.patience * 1_000
  return {
    sources: {
      inspect: inspector.part.inspect,
      offersTls: async (domains) => await probe.part.offersOf(domains, patience),
      ...(known === undefined
        ? {}
        : {
            writtenTo: async (sender, recipients) =>
              await Promise.resolve(known.writtenTo(sender, recipients)),
          }),
      deadlines: {
        content: inspection.seconds * 1_000 + beyondInspection,
        tls: patience + 1_000,
        history: 1_000,
      },
    },
    noteSent: known?.note,
    inspector,
    probe,
    correspondents,
  }
}

/** Closes what `parts` has and `others` has not. */
export async function closeFactParts(parts: FactParts, others: FactParts | undefined): Promise<void> {
  if (parts.probe !== others?.probe) parts.probe.part.close()
  if (parts.correspondents !== others?.correspondents) parts.correspondents?.part.close()
  if (parts.inspector !== others?.inspector) await parts.inspector.part.close()
}

function keep<Part>(kept: Kept<Part> | undefined, settings: unknown, make: () => Part): Kept<Part> {
  const text = JSON.stringify(settings)
  return kept?.settings === text ? kept : { settings: text, part: make() }
}

function makeProbe({ hostname, tlsProbe, language }: Config, folder: string): TlsProbe {
  const { port, servers, connect, remembered } = tlsProbe
  let authorities
  if (tlsProbe.authorities !== undefined) {
    const file = resolve(folder, tlsProbe.authorities)
    try {
      authorities = readFileSync(file, 'utf8')
    } catch (fault) {
      throw new StartFailure(serveTexts[language].authoritiesFail(file, codeOf(fault)))
    }
  }
  return createTlsProbe({
    hostname,
    port,
    servers,
    authorities,
    connect: connect * 1_000,
    remembered: remembered * 1_000,
  })
}

function openHistory({ history, language }: Config, folder: string, log: Log): Correspondents {
  const path = resolve(folder, history.path)
  try {
    return openCorrespondents(path, (why) => log.historyFailing(codeOf(why)))
  } catch (fault) {
    throw new StartFailure(serveTexts[language].historyFails(path, codeOf(fault)))
  }
}
