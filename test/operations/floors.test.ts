import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { watchFloors, type FloorSettings, type FloorState } from '../../src/receive/floors.ts'
import { openDialogue } from '../peers/dialogue.ts'
import { startProcess } from './process.ts'

const mebibyte = 1_048_576
const canMount = process.getuid?.() === 0 && mounts()
const onlyRoot = canMount ? false : 'mounting a tmpfs needs root'

function mounts(): boolean {
  const place = `/tmp/sekisho-mount-${process.pid}`
  spawnSync('mkdir', [place])
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', place]).status === 0
  if (isMounted) spawnSync('umount', [place])
  spawnSync('rmdir', [place])
  return isMounted
}

/** A disk of its own, unmounted after the test. */
async function mountDisk(context: TestContext, size: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-disk-'))
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', size, 'none', folder], {
    encoding: 'utf8',
  })
  assert.equal(status, 0, stderr)
  context.after(async () => {
    spawnSync('umount', ['-l', folder])
    await rm(folder, { recursive: true })
  })
  return folder
}

const settings = (spool: string, least = 2 * mebibyte): FloorSettings => ({
  floors: { memory: 1, spool: least, decisions: 1 },
  folders: { spool, decisions: tmpdir() },
})

test(
  'a disk that fills reaches its floor, and leaves it when there is room again',
  { skip: onlyRoot },
  async (context) => {
    const folder = await mountDisk(context, 'size=4m,nr_inodes=10000')
    const changes: FloorState[] = []
    const floors = await watchFloors(settings(join(folder, 'not', 'yet')), (state) => changes.push(state))
    context.after(() => floors.close())
    assert.equal(floors.hasRoom(), true)
    await writeFile(join(folder, 'ballast'), Buffer.alloc(3 * mebibyte))
    await new Promise((resolve) => setTimeout(resolve, 1_300))
    assert.equal(floors.hasRoom(), false)
    await rm(join(folder, 'ballast'))
    await new Promise((resolve) => setTimeout(resolve, 1_300))
    assert.equal(floors.hasRoom(), true)
    assert.deepEqual(
      changes.map(({ name, isReached }) => [name, isReached]),
      [
        ['spool', true],
        ['spool', false],
      ],
    )
  },
)

test('a disk on which no more files can be made counts as full', { skip: onlyRoot }, async (context) => {
  const folder = await mountDisk(context, 'size=64m,nr_inodes=100')
  const floors = await watchFloors(settings(folder), () => {})
  context.after(() => floors.close())
  assert.equal(floors.hasRoom(), false)
})

test('a floor over what the machine has is reached at once, for memory too, and other settings count at once', async (context) => {
  const changes: FloorState[] = []
  const floors = await watchFloors(
    { ...settings(tmpdir(), 1), floors: { memory: 2 ** 50, spool: 1, decisions: 1 } },
    (state) => changes.push(state),
  )
  context.after(() => floors.close())
  assert.equal(floors.hasRoom(), false)
  assert.deepEqual(
    changes.map(({ name }) => name),
    ['memory'],
  )
  floors.use(settings(tmpdir(), 1))
  await new Promise((resolve) => setTimeout(resolve, 1_300))
  assert.equal(floors.hasRoom(), true)
})

test(
  'below a floor a running gate says 452 before 354, is not ready, and recovers by itself',
  { skip: onlyRoot },
  async (context) => {
    const disk = await mountDisk(context, 'size=8m,nr_inodes=10000')
    await mkdir(join(disk, 'decisions'))
    await using gate = await startProcess(() => ({
      decisions: { directory: join(disk, 'decisions') },
      floors: { decisions: 4 * mebibyte },
    }))
    const dialogue = await openDialogue({ port: gate.port })
    await dialogue.expect(/^220 /)
    await dialogue.askFor('EHLO client.example', /^250/)
    await writeFile(join(disk, 'ballast'), Buffer.alloc(6 * mebibyte))
    await gate.saying(/"event":"floor-reached","floor":"decisions"/)
    await dialogue.askFor('MAIL FROM:<takahashi@example.co.jp>', /^250 /)
    await dialogue.askFor('RCPT TO:<suzuki@example.co.jp>', /^250 /)
    await dialogue.askFor('DATA', /^452 4\.3\.1/)
    const readiness = await fetch(new URL('readyz', gate.monitoring))
    assert.equal(readiness.status, 503)
    assert.match(await readiness.text(), /floor-decisions/)
    await rm(join(disk, 'ballast'))
    await gate.saying(/"event":"floor-left"/)
    await dialogue.askFor('DATA', /^354 /)
    await dialogue.askFor('From: takahashi@example.co.jp\r\nTo: suzuki@example.co.jp\r\n\r\nx\r\n.', /^250 /)
    dialogue.destroy()
  },
)
