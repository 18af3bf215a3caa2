/** Which policies judge: the text of the revision in force, else that of the file, else the shipped one. */

import { resolve } from 'node:path'

import type { Config } from '../config/schema.ts'
import { defaultPoliciesText } from '../policy/default-flow.ts'
import type { NamedPolicies } from '../policy/make-flow.ts'
import { revisionOf } from '../policy/settings.ts'
import { hashOf } from '../store/audit.ts'
import { revisionName, type Revision } from '../store/revisions.ts'

import { readPolicyFile } from './read-policy-file.ts'
import { flowSettings } from './surroundings.ts'

type SettingsOfFlow = Pick<Config, 'supervisorInCc' | 'limits'>

export interface PolicyText extends NamedPolicies {
  /** For people who look for a place in it: a path, else `name`. */
  readonly file: string
  readonly from: 'revision' | 'draft' | 'file' | 'default'
}

export function textOfRevision(revision: Revision): PolicyText {
  const name = revisionName(revision)
  return { name, yaml: revision.yaml, file: name, from: 'revision' }
}

/** The shipped policies. */
export function shippedText(config: SettingsOfFlow): PolicyText {
  const settings = flowSettings(config)
  const yaml = defaultPoliciesText(settings)
  const name = revisionOf(settings)
  return { name, yaml, file: name, from: 'default' }
}

/**
 * Without a revision in force.
 * @param folder what relative paths of the configuration start from
 * Rejects with the system's error where the file cannot be read.
 */
export async function textWithoutRevision(
  config: SettingsOfFlow & Pick<Config, 'policies'>,
  folder: string,
): Promise<PolicyText> {
  if (config.policies.file === undefined) return shippedText(config)
  const file = resolve(folder, config.policies.file)
  const yaml = await readPolicyFile(file)
  return { name: `file-${hashOf(yaml).slice(0, 8)}`, yaml, file, from: 'file' }
}
