/** TLS for a connection: certificates from files, and the change-over from plain text. */

import { constants, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { createSecureContext, TLSSocket, type SecureContext } from 'node:tls'
import type { Client } from '../mail/envelope.ts'
import { ListenerError } from './listener-error.ts'

export interface Certified {
  readonly context: SecureContext
  /** Milliseconds since 1970 at which the certificate expires. */
  readonly expiresAt: number
}

/** Reads and checks both PEM files. Throws `ListenerError`. */
export async function readSecureContext(
  listener: string,
  files: { readonly certificate?: string | undefined; readonly key?: string | undefined },
): Promise<Certified> {
  const read = async (setting: 'certificate' | 'key'): Promise<Buffer> => {
    const file = files[setting]
    if (file === undefined) throw new ListenerError({ kind: 'no-file', listener, setting })
    try {
      return await readFile(file)
    } catch (error) {
      throw new ListenerError({ kind: 'unreadable-file', listener, setting, file, why: messageOf(error) })
    }
  }
  const [cert, key] = await Promise.all([read('certificate'), read('key')])
  try {
    const context = createSecureContext({
      cert,
      key,
      minVersion: 'TLSv1.2',
      secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
      sessionIdContext: 'sekisho',
    })
    return { context, expiresAt: new X509Certificate(cert).validToDate.getTime() }
  } catch (error) {
    const { certificate = '', key: keyFile = '' } = files
    throw new ListenerError({ kind: 'bad-pair', listener, certificate, key: keyFile, why: messageOf(error) })
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/**
 * Starts TLS on a socket as the server. Unless the connection begins with it, what the peer sent in plain text and
 * nobody has read is dropped here, so none of it can pass for something said under TLS (RFC 3207 section 4.2).
 */
export function secure(
  plain: Socket,
  context: SecureContext,
  isFirst: boolean,
  { done, failed }: { readonly done: (socket: TLSSocket) => void; readonly failed: (error: Error) => void },
): TLSSocket {
  plain.pause()
  if (!isFirst) while (plain.read() !== null);
  const socket = new TLSSocket(plain, { isServer: true, secureContext: context })
  socket.on('error', failed)
  socket.on('_tlsError', failed)
  socket.once('secure', () => {
    done(socket)
  })
  return socket
}

/** What a client is known by under TLS. */
export function tlsOf(socket: TLSSocket): NonNullable<Client['tls']> {
  return { protocol: socket.getProtocol() ?? 'unknown', cipher: socket.getCipher().standardName }
}
