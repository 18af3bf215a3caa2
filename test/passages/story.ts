/** One passage: a folder that tells what comes in and what must follow. Reads the folder; runs nothing. */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const outgoing = z.strictObject({
  from: z.string().optional(),
  to: z.array(z.string()).optional(),
  /** The file whose bytes must leave unchanged behind the one `Received`. */
  mail: z.string().optional(),
  /** Texts that the outgoing mail must hold: for mail that others wrote, such as a bounce. */
  contains: z.array(z.string()).default([]),
  /** Texts that its plain text must hold once it is decoded. */
  text: z.array(z.string()).default([]),
})

const storySchema = z.strictObject({
  story: z.string(),
  /** `story`: the folder's own `organization/`; otherwise the bank of `test/bank/`. */
  organization: z.enum(['bank', 'story']).default('bank'),
  /** Settings that differ from the passages' usual ones, merged by key. */
  settings: z.record(z.string(), z.unknown()).default({}),
  /** `before-queue`, `after-queue`: a Postfix hands in and another takes out, as `docs/postfix.md` says. */
  postfix: z.enum(['none', 'before-queue', 'after-queue']).default('none'),
  hop: z
    .strictObject({
      /** `at-first`: it is back once the dialogue is over. */
      down: z.union([z.boolean(), z.literal('at-first')]).default(false),
      /** What it announces after EHLO, where that is not the usual. */
      offers: z.array(z.string()).optional(),
      /** Replies of the next hop that differ from the usual: the command's beginning → the reply. */
      replies: z.record(z.string(), z.string()).default({}),
    })
    .prefault({}),
  /** For each decision of the log, in order, what it must hold. */
  decisions: z.array(z.record(z.string(), z.unknown())),
  /** Every mail that must go out, in order. */
  outgoing: z.array(outgoing),
})

export type Story = z.infer<typeof storySchema> & {
  readonly folder: string
  readonly dialogue: string
  /** Path of the folder's own `policies.yaml`; `undefined`: the shipped policies judge. */
  readonly policies: string | undefined
}

const stories = import.meta.dirname

/** Every story, by the order of the folders' numbers. */
export function allStories(): readonly Story[] {
  return readdirSync(stories)
    .filter((name) => existsSync(join(stories, name, 'story.yaml')))
    .toSorted()
    .map((name) => {
      const folder = join(stories, name)
      const story = storySchema.parse(parse(readFileSync(join(folder, 'story.yaml'), 'utf8')))
      const dialogue = readFileSync(join(folder, 'dialogue.txt'), 'utf8')
      const policies = join(folder, 'policies.yaml')
      return { ...story, folder, dialogue, policies: existsSync(policies) ? policies : undefined }
    })
}

/** The bytes of a mail of the story, line ends made CRLF unless the file has its own (`.raw`). */
export function mailOf(story: Story, name: string): Buffer {
  const bytes = readFileSync(join(story.folder, name))
  return name.endsWith('.raw')
    ? bytes
    : Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1')
}
