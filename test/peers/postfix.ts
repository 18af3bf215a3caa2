/**
 * A real Postfix of our own: configuration, queue and data in a temporary folder, high ports on 127.0.0.1,
 * beside any Postfix of the system. It hands mail to the gate, or takes it out behind the gate. Needs root,
 * as every Postfix does.
 */

import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { freePort } from './free-port.ts'

const run = promisify(execFile)
const postfix = '/usr/sbin/postfix'

export interface PostfixOptions {
  /**
   * What becomes of mail. `keep`: each lies in a file, see `mails`. `discard`: accepted and thrown away.
   * `relay`: queued and sent to that port. `proxy-filter`: handed through to that port before anything is
   * queued (`smtpd_proxy_filter`); the answer there is the answer here.
   */
  readonly mail:
    | { readonly kind: 'keep' | 'discard' }
    | { readonly kind: 'relay' | 'proxy-filter'; readonly port: number }
  /** Where it takes mail; default: a free port. */
  readonly port?: number
  /** Further lines of `main.cf`. */
  readonly main?: Readonly<Record<string, string>>
  /** Further services, as lines of `master.cf`; `{port}` is a free port, see `extraPorts`. */
  readonly services?: readonly string[]
}

export interface Postfix extends AsyncDisposable {
  /** Where it takes mail by SMTP. */
  readonly port: number
  /** The ports put in place of `{port}` in `services`, in order. */
  readonly extraPorts: readonly number[]
  /** With `keep`: the mails delivered so far, oldest first; lines end in LF, `Return-Path` and the like added. */
  readonly mails: () => Promise<readonly Buffer[]>
  /** Waits until `mails` has at least so many, or fails after 30 s with the log. */
  readonly waitForMails: (count: number) => Promise<readonly Buffer[]>
  /** Waits until nothing lies in the queue, or fails after 30 s with the log. */
  readonly waitForEmptyQueue: () => Promise<void>
  readonly log: () => Promise<string>
  /** Process id of `master`. */
  readonly processId: () => Promise<number>
  readonly stop: () => Promise<void>
}

export async function startPostfix(options: PostfixOptions): Promise<Postfix> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-postfix-'))
  await chmod(folder, 0o755)
  const port = options.port ?? (await freePort())
  const extraPorts: number[] = []
  for (const _ of options.services ?? []) extraPorts.push(await freePort())
  const [config, queue, data, box] = ['config', 'queue', 'data', 'box'].map((name) => join(folder, name))
  if (config === undefined || queue === undefined || data === undefined || box === undefined)
    throw new Error()
  await Promise.all([config, queue, data, box].map(async (path) => mkdir(path)))
  await run('chown', ['postfix', data])
  await run('chown', ['nobody:nogroup', box])
  await writeFile(join(config, 'main.cf'), mainLines({ ...options, folder, queue, data, box }))
  await writeFile(join(config, 'master.cf'), masterLines(options, port, extraPorts))
  // Each program of Postfix waits until a file of settings is two seconds old, lest somebody is still writing it.
  const earlier = new Date(Date.now() - 60_000)
  for (const name of ['main.cf', 'master.cf']) await utimes(join(config, name), earlier, earlier)

  const log = async (): Promise<string> => await readFile(join(folder, 'mail.log'), 'utf8').catch(() => '')
  const stop = async (): Promise<void> => {
    await run(postfix, ['-c', config, 'abort']).catch(() => undefined)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  const started: Postfix = {
    port,
    extraPorts,
    mails: async () => await filesOf(join(box, 'all', 'new')),
    waitForMails: async (count) => {
      const found = await until(async () => {
        const mails = await started.mails()
        return mails.length >= count ? mails : undefined
      })
      if (found === undefined) throw new Error(`no ${count} mails in time:\n${await log()}`)
      return found
    },
    waitForEmptyQueue: async () => {
      const empty = await until(async () => ((await isQueueEmpty(queue)) ? true : undefined))
      if (empty === undefined) throw new Error(`the queue does not empty:\n${await log()}`)
    },
    log,
    processId: async () => Number(await readFile(join(queue, 'pid', 'master.pid'), 'utf8')),
    stop,
    [Symbol.asyncDispose]: stop,
  }
  try {
    await run(postfix, ['-c', config, 'start'])
    if ((await until(async () => await answers(port))) === undefined) throw new Error(await log())
  } catch (fault) {
    await stop()
    throw new Error('Postfix does not start', { cause: fault })
  }
  return started
}

function mainLines(
  given: PostfixOptions & {
    readonly folder: string
    readonly queue: string
    readonly data: string
    readonly box: string
  },
): string {
  const keeps = given.mail.kind === 'keep'
  const settings: Record<string, string> = {
    compatibility_level: '3.6',
    queue_directory: given.queue,
    data_directory: given.data,
    maillog_file: join(given.folder, 'mail.log'),
    maillog_file_prefixes: given.folder,
    myhostname: 'postfix.example',
    mydestination: '',
    alias_maps: '',
    local_recipient_maps: '',
    inet_interfaces: '127.0.0.1',
    inet_protocols: 'ipv4',
    mynetworks: '127.0.0.0/8',
    smtpd_relay_restrictions: 'permit_mynetworks, reject',
    smtpd_tls_security_level: 'none',
    smtp_tls_security_level: 'none',
    smtp_dns_support_level: 'disabled',
    disable_dns_lookups: 'yes',
    biff: 'no',
    append_dot_mydomain: 'no',
    default_transport: transportOf(given),
    ...(given.mail.kind === 'proxy-filter' ? { smtpd_proxy_filter: `127.0.0.1:${given.mail.port}` } : {}),
    ...(keeps
      ? {
          virtual_mailbox_domains: 'static:all',
          virtual_mailbox_maps: 'static:all/',
          virtual_mailbox_base: given.box,
          virtual_uid_maps: 'static:65534',
          virtual_gid_maps: 'static:65534',
        }
      : {}),
    ...given.main,
  }
  return Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('')
}

function transportOf({ mail }: PostfixOptions): string {
  if (mail.kind === 'relay') return `relay:[127.0.0.1]:${mail.port}`
  return mail.kind === 'keep' ? 'virtual' : 'discard:'
}

function masterLines(options: PostfixOptions, port: number, extraPorts: readonly number[]): string {
  const services = (options.services ?? []).map((line, index) =>
    line.replace('{port}', String(extraPorts[index])),
  )
  return [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    ...services,
    'pickup unix n - n 60 1 pickup',
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 300 1 qmgr',
    'rewrite unix - - n - - trivial-rewrite',
    'bounce unix - - n - 0 bounce',
    'defer unix - - n - 0 bounce',
    'trace unix - - n - 0 bounce',
    'verify unix - - n - 1 verify',
    'flush unix n - n 1000? 0 flush',
    'proxymap unix - - n - - proxymap',
    'smtp unix - - n - - smtp',
    'relay unix - - n - - smtp',
    'showq unix n - n - - showq',
    'error unix - - n - - error',
    'retry unix - - n - - error',
    'discard unix - - n - - discard',
    'virtual unix - n n - - virtual',
    'anvil unix - - n - 1 anvil',
    'scache unix - - n - 1 scache',
    'tlsmgr unix - - n 1000? 1 tlsmgr',
    'postlog unix-dgram n - n - 1 postlogd',
    '',
  ].join('\n')
}

async function filesOf(folder: string): Promise<readonly Buffer[]> {
  const names = await readdir(folder).catch(() => [])
  return await Promise.all(
    names
      .toSorted((one, other) => (one < other ? -1 : 1))
      .map(async (name) => await readFile(join(folder, name))),
  )
}

async function isQueueEmpty(queue: string): Promise<boolean> {
  const parts = ['maildrop', 'incoming', 'active', 'deferred']
  const lists = await Promise.all(
    parts.map(async (part) => await readdir(join(queue, part), { recursive: true, withFileTypes: true })),
  )
  return !lists.flat().some((entry) => entry.isFile())
}

async function answers(port: number): Promise<true | undefined> {
  return await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => resolve(undefined))
    socket.on('data', () => {
      socket.destroy()
      resolve(true)
    })
  })
}

/** Asks every 25 ms, for 30 s at most, until there is an answer: on a busy machine a dozen programs start slowly. */
async function until<Value>(ask: () => Promise<Value | undefined>): Promise<Value | undefined> {
  for (let tries = 0; tries < 1_200; tries += 1) {
    const answer = await ask()
    if (answer !== undefined) return answer
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  return undefined
}
