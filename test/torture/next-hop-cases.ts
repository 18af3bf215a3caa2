/** Next hops that fail in every way, and what is promised about a mail that meets them. */

import type { SecureContext } from 'node:tls'

import {
  drop,
  hang,
  type Moment,
  type ScriptedHopOptions,
  type Step,
  type Turn,
} from '../peers/scripted-hop.ts'

export interface HopCase {
  readonly what: string
  /** A fresh script for each run; `undefined`: nobody listens, ever. */
  readonly hop: (() => ScriptedHopOptions) | 'nobody' | 'nobody at first'
  /** Keys of the smart host beyond address and port. */
  readonly host?: Readonly<Record<string, unknown>>
  /** Local parts; default one. */
  readonly recipients?: readonly string[]
  /** A delivery report of somebody else: null sender. */
  readonly isReport?: true
  readonly answer: RegExp
  /** By local part: copies that the next hop may have taken, least and most. Not named: exactly one. */
  readonly copies?: Readonly<Record<string, readonly [number, number]>>
  /** Local parts whose failure is reported to the sender, once. */
  readonly bounced?: readonly string[]
  /** The sender is told of the delay. */
  readonly isWarned?: true
  readonly mustBeEncrypted?: true
}

const kept = /^250 2\.\d\.\d \S+ queued/i
const passed = /^250 2\.0\.0 \S+ Ok: queued as SCRIPTED/
const refused = /^5\d\d /

/** Does this at the first `times` of these steps, over all connections, and is good from then on. */
function atFirst(step: Step, turn: Turn, times = 1): () => ScriptedHopOptions {
  return () => {
    let done = 0
    return {
      at: (moment) => {
        if (moment.step !== step || done === times) return undefined
        done += 1
        return turn
      },
    }
  }
}

function always(step: Step, turn: Turn): () => ScriptedHopOptions {
  return () => ({ at: (moment) => (moment.step === step ? turn : undefined) })
}

/** Answers for single recipients, by local part; the number counts how often this one was asked before. */
function perRecipient(answers: Readonly<Record<string, (before: number) => Turn>>): () => ScriptedHopOptions {
  return () => {
    const asked = new Map<string, number>()
    return {
      at: ({ step, line }: Moment) => {
        if (step !== 'RCPT') return undefined
        const local = /<(.*?)@/.exec(line)?.[1] ?? ''
        const before = asked.get(local) ?? 0
        asked.set(local, before + 1)
        return answers[local]?.(before)
      },
    }
  }
}

const closing = '421 4.3.2 Closing down'
const nothing = { a: [0, 0] } as const
const steps = ['connect', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'content'] as const

/** A reply of 1 MiB in lines. */
function hugeReply(code: number): string {
  return `${`${code}-${'x'.repeat(500)}\r\n`.repeat(2_080)}${code} end`
}

export function hopCases(secureContext: SecureContext): readonly HopCase[] {
  return [
    { what: 'is in order', hop: () => ({}), answer: passed },
    { what: 'does not listen, and later does', hop: 'nobody at first', answer: kept },
    { what: 'never listens', hop: 'nobody', answer: kept, copies: nothing, bounced: ['a'], isWarned: true },
    ...steps.map((step): HopCase => ({ what: `hangs at ${step}`, hop: atFirst(step, hang), answer: kept })),
    ...steps.map((step): HopCase => ({
      what: `says 421 at ${step}`,
      hop: atFirst(step, closing, 2),
      answer: kept,
    })),
    ...steps
      .filter((step) => step !== 'content')
      .map((step): HopCase => ({ what: `hangs up at ${step}`, hop: atFirst(step, drop, 2), answer: kept })),
    ...(['MAIL', 'RCPT', 'DATA', 'content'] as const).map((step): HopCase => ({
      what: `says 451 at ${step}, twice`,
      hop: atFirst(step, '451 4.3.0 Try again later', 2),
      answer: kept,
    })),
    ...(['MAIL', 'RCPT', 'DATA', 'content'] as const).map((step): HopCase => ({
      what: `says 554 at ${step}`,
      hop: always(step, '554 5.7.1 Never'),
      answer: refused,
      copies: nothing,
    })),
    {
      what: 'takes the mail and hangs up at the final dot, once',
      hop: () => {
        let done = false
        return {
          at: ({ step }) => {
            if (step !== 'content' || done) return undefined
            done = true
            return drop
          },
        }
      },
      answer: kept,
    },
    {
      what: 'says 451 and in the end 550',
      hop: perRecipient({ a: (before) => (before < 2 ? '451 4.2.1 Later' : '550 5.1.1 Nobody') }),
      answer: kept,
      copies: nothing,
      bounced: ['a'],
    },
    {
      what: 'says 451 for good',
      hop: always('MAIL', '451 4.3.0 Never in the mood'),
      answer: kept,
      copies: nothing,
      bounced: ['a'],
      isWarned: true,
    },
    {
      what: 'refuses one recipient of three and puts off another',
      hop: perRecipient({
        b: () => '550 5.1.1 Nobody',
        c: (before) => (before < 2 ? '452 4.2.2 Full' : undefined),
      }),
      recipients: ['a', 'b', 'c'],
      answer: /^250 /,
      copies: { b: [0, 0] },
      bounced: ['b'],
    },
    {
      what: 'puts one recipient off and fails him in the end',
      hop: perRecipient({ b: (before) => (before < 2 ? '452 4.2.2 Full' : '552 5.2.2 Full for good') }),
      recipients: ['a', 'b'],
      answer: /^250 /,
      copies: { b: [0, 0] },
      bounced: ['b'],
    },
    {
      what: 'refuses every recipient',
      hop: always('RCPT', '550 5.1.1 Nobody'),
      recipients: ['a', 'b'],
      answer: refused,
      copies: { a: [0, 0], b: [0, 0] },
    },
    {
      what: 'fails a report, whose sender is null: nobody is told',
      hop: perRecipient({ a: (before) => (before < 1 ? '451 4.2.1 Later' : '550 5.1.1 Nobody') }),
      isReport: true,
      answer: kept,
      copies: nothing,
    },
    { what: 'does not know PIPELINING', hop: () => ({ offers: ['8BITMIME'] }), answer: passed },
    { what: 'knows HELO only', hop: always('EHLO', '502 5.5.1 Unknown command'), answer: passed },
    { what: 'greets with 1 MiB', hop: atFirst('connect', hugeReply(220)), answer: kept },
    { what: 'answers EHLO with 1 MiB', hop: atFirst('EHLO', hugeReply(250)), answer: kept },
    { what: 'answers MAIL with 1 MiB', hop: atFirst('MAIL', hugeReply(250)), answer: kept },
    {
      what: 'answers the final dot with 1 MiB',
      hop: atFirst('content', hugeReply(250)),
      answer: /^250 /,
      copies: { a: [1, 2] },
    },
    {
      what: 'breaks off TLS twice',
      hop: () => ({ ...atFirst('STARTTLS', drop, 2)(), secureContext }),
      host: { tls: 'required' },
      answer: kept,
      mustBeEncrypted: true,
    },
    {
      what: 'says 220 to STARTTLS and then talks nonsense',
      hop: () => ({ ...atFirst('STARTTLS', '220 2.0.0 Go ahead\r\n250 nonsense\r\n', 2)(), secureContext }),
      host: { tls: 'opportunistic' },
      answer: kept,
      mustBeEncrypted: true,
    },
    {
      what: 'has a certificate that nobody trusts, where one must',
      hop: () => ({ secureContext }),
      host: { tls: 'verified', serverName: 'localhost' },
      answer: kept,
      copies: nothing,
      bounced: ['a'],
      isWarned: true,
    },
  ]
}
