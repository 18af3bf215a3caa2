/** A listener under test: real sockets, and a passage that keeps what reaches it. */

import type { TestContext } from 'node:test'
import { configSchema } from '../../src/config/schema.ts'
import type { Incoming } from '../../src/gate/incoming.ts'
import type { Reply } from '../../src/mail/reply.ts'
import { startListener, type Listener, type ListenerSettings } from '../../src/receive/listener.ts'
import { doorEvents } from '../../src/log/events.ts'
import type { ReceiveEvent } from '../../src/receive/events.ts'
import { createReception, type ReceptionSettings } from '../../src/receive/reception.ts'
import { openDialogue, type Dialogue } from '../peers/dialogue.ts'
import { wireOf } from './wire.ts'

export const delivered: Reply = { code: 250, enhanced: '2.0.0', lines: ['Delivered'] }

export interface Arrived extends Incoming {
  /** The bytes of `content.wire`, read before it was disposed of. */
  readonly wire: Buffer
}

export interface Door {
  readonly listener: Listener
  readonly mails: readonly Arrived[]
  /** Those of debugging are left out. */
  readonly events: readonly ReceiveEvent[]
  /** A connection whose greeting was read. */
  readonly dialogue: () => Promise<Dialogue>
  /** A connection that has said EHLO. */
  readonly greeted: () => Promise<Dialogue>
}

export interface DoorSettings {
  readonly listener?: Partial<ListenerSettings>
  readonly limits?: Partial<ReceptionSettings['limits']>
  readonly deadlines?: Partial<ReceptionSettings['deadlines']>
  readonly users?: ReceptionSettings['users']
  /** There is room for mail; default: yes. */
  readonly hasRoom?: () => boolean
  /** Replaces the answer 250. */
  readonly passage?: (incoming: Incoming) => Promise<Reply>
}

/** The reception settings of a default configuration, with some changed. */
export function receptionSettings(
  changed: Pick<DoorSettings, 'limits' | 'deadlines' | 'users'> = {},
): ReceptionSettings {
  return configSchema.parse({
    hostname: 'gate.example',
    listeners: [{ name: 'main', port: 0 }],
    nextHop: { kind: 'outbox' },
    limits: changed.limits ?? {},
    deadlines: changed.deadlines ?? {},
    users: changed.users ?? [],
  })
}

/** The settings of a listener on a free port, with some changed. */
export function listenerSettings(changed: Partial<ListenerSettings> = {}): ListenerSettings {
  const settings = configSchema.parse({
    listeners: [{ name: 'main', port: 0 }],
    nextHop: { kind: 'outbox' },
  }).listeners[0]
  if (settings === undefined) throw new Error('no listener')
  return { ...settings, ...changed }
}

/** Starts a listener on a free port; it closes with the test. */
export async function openDoor(test: TestContext, settings: DoorSettings = {}): Promise<Door> {
  const mails: Arrived[] = []
  const events: ReceiveEvent[] = []
  const report = (event: ReceiveEvent): void => {
    if (doorEvents[event.kind] !== 'debug') events.push(event)
  }
  const reception = createReception(receptionSettings(settings), report, settings.hasRoom)
  const passage = async (incoming: Incoming): Promise<Reply> => {
    mails.push({ ...incoming, wire: wireOf(incoming.content) })
    return settings.passage === undefined ? delivered : settings.passage(incoming)
  }
  const listener = await startListener(
    listenerSettings({ clients: ['127.0.0.0/8'], ...settings.listener }),
    passage,
    reception,
  )
  test.after(() => listener.close(0))
  const dialogue = async (): Promise<Dialogue> => {
    const opened = await openDialogue({ port: listener.port, tls: settings.listener?.tls === 'implicit' })
    await opened.expect(/^220 gate\.example ESMTP/)
    return opened
  }
  return {
    listener,
    mails,
    events,
    dialogue,
    greeted: async () => {
      const opened = await dialogue()
      await opened.askFor('EHLO client.example', /^250-gate\.example\n/)
      return opened
    },
  }
}

/** EHLO is said; says MAIL, RCPT and DATA, so that content is due. */
export async function startMail(dialogue: Dialogue): Promise<void> {
  await dialogue.askFor('MAIL FROM:<sato@a.example>', /^250 2\.1\.0/)
  await dialogue.askFor('RCPT TO:<suzuki@b.example>', /^250 2\.1\.5/)
  await dialogue.askFor('DATA', /^354 /)
}
