/** What a listener gives to its connections: everything that a reload may change, as one value. */

import type { SecureContext } from 'node:tls'
import type { Config } from '../config/schema.ts'
import type { Passage } from '../gate/incoming.ts'
import { compileClientList, type ClientList } from './client-list.ts'
import { writeHelloReplies } from './hello.ts'
import { ListenerError } from './listener-error.ts'
import type { Reception } from './reception.ts'
import { writeHostReplies, type HostReplies } from './replies.ts'
import { readSecureContext } from './secure.ts'
import type { SessionSettings } from './session.ts'

/** Paths are absolute or start from the working directory. */
export type ListenerSettings = Config['listeners'][number]

export interface Door {
  readonly name: string
  readonly reception: Reception
  /** Asked once a mail, at its final dot. */
  readonly passage: Passage
  readonly context: SecureContext | undefined
  /** Milliseconds since 1970; `undefined` without TLS. */
  readonly certificateExpiresAt: number | undefined
  readonly replies: HostReplies
  readonly session: SessionSettings
  /** Whose connections begin with a header of the PROXY protocol. */
  readonly isBalancer: ClientList
}

/** Reads certificates and compiles lists. Rejects with `ListenerError`; opens nothing. */
export async function createDoor(
  settings: ListenerSettings,
  passage: Passage,
  reception: Reception,
): Promise<Door> {
  const { name, tls, authentication } = settings
  const listOf = (setting: 'clients' | 'xclient' | 'proxyProtocol'): ClientList => {
    const list = compileClientList(settings[setting])
    if ('faulty' in list)
      throw new ListenerError({ kind: 'bad-client', listener: name, setting, value: list.faulty })
    return list.may
  }
  const maySend = listOf('clients')
  const maySpeakForOthers = listOf('xclient')
  const isBalancer = listOf('proxyProtocol')
  const certified = tls === 'none' ? undefined : await readSecureContext(name, settings)
  const { hostname, limits, users, hasRoom, mailRate } = reception
  const replies = writeHostReplies(hostname)
  return {
    name,
    reception,
    passage,
    context: certified?.context,
    certificateExpiresAt: certified?.expiresAt,
    replies,
    isBalancer,
    session: {
      hostname,
      limits,
      tls,
      authentication,
      users,
      maySend,
      maySpeakForOthers,
      mayBeginMail: (address) => mailRate.take(address, limits.mailsPerClient),
      hasRoom,
      bye: replies.bye,
      ...writeHelloReplies(hostname, limits.messageSize, settings),
    },
  }
}
