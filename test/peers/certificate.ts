/** A self-signed certificate on disk for servers under test. */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generate } from 'selfsigned'

/** Writes `certificate.pem` and `key.pem` for `localhost` (P-256) into `folder` and gives their paths. */
export async function writeCertificate(
  folder: string,
): Promise<{ readonly certificate: string; readonly key: string }> {
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  })
  const certificate = join(folder, 'certificate.pem')
  const key = join(folder, 'key.pem')
  await Promise.all([writeFile(certificate, made.cert), writeFile(key, made.private, { mode: 0o600 })])
  return { certificate, key }
}
