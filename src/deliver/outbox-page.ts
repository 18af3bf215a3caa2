/**
 * Serves the outbox as a plain page on this machine. Reads only; no script, no cookie, nothing from elsewhere.
 */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createReadStream } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { pipeline } from 'node:stream'

import type { Language } from '../text/language.ts'

import { keptMail, keptSource, latestMails, shownOctets } from './outbox-files.ts'
import { listPage, mailPage, notFoundPage, styleSheet } from './outbox-html.ts'

export interface OutboxPageSettings {
  readonly directory: string
  readonly address: string
  /** 0 takes a free one. */
  readonly port: number
  readonly language: Language
}

export interface OutboxPage {
  readonly port: number
  readonly close: () => Promise<void>
}

const mailsListed = 200
const mailPath = /^\/mail\/([A-Za-z0-9_-]{1,64})(\.eml)?$/
const guards = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
}

/** Rejects with the system's error where the port cannot be had. */
export async function startOutboxPage(settings: OutboxPageSettings): Promise<OutboxPage> {
  const server = createServer((request, response) => {
    answer(request, response, settings).catch(() => {
      if (!response.headersSent) response.writeHead(500, guards)
      response.end()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(settings.port, settings.address, resolve)
  })
  const bound = server.address()
  return {
    port: bound !== null && typeof bound === 'object' ? bound.port : settings.port,
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { directory, language, address }: OutboxPageSettings,
): Promise<void> {
  const send = (status: number, type: string, body: string): void => {
    response.writeHead(status, { ...guards, 'Content-Type': `${type}; charset=utf-8` })
    response.end(request.method === 'HEAD' ? undefined : body)
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    send(405, 'text/plain', 'GET or HEAD only\n')
    return
  }
  if (!isOurName(request.headers.host, address)) {
    send(421, 'text/plain', 'This page is served under the name of this machine only\n')
    return
  }
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  if (pathname === '/style.css') {
    send(200, 'text/css', styleSheet)
    return
  }
  if (pathname === '/') {
    const { mails, all } = await latestMails(directory, mailsListed)
    send(200, 'text/html', listPage(mails, all, language))
    return
  }
  const [, id, isDownload] = mailPath.exec(pathname) ?? []
  const mail = id === undefined ? undefined : await keptMail(directory, id)
  if (mail === undefined) {
    send(404, 'text/html', notFoundPage(language))
  } else if (isDownload === undefined) {
    const source = await keptSource(directory, mail.id, shownOctets)
    send(200, 'text/html', mailPage(mail, source ?? { bytes: Buffer.alloc(0), isCut: false }, language))
  } else {
    response.writeHead(200, {
      ...guards,
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': `attachment; filename="${mail.id}.eml"`,
    })
    if (request.method === 'HEAD') response.end()
    else pipeline(createReadStream(join(directory, `${mail.id}.eml`)), response, () => undefined)
  }
}

/** A page elsewhere that lets its own name point to this machine must not read the mails (DNS rebinding). */
function isOurName(host: string | undefined, address: string): boolean {
  const name = (host ?? '')
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase()
  return name === 'localhost' || name === address || isIP(name) !== 0
}
