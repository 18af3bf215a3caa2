/** The listeners of a running gate: opens them, gives them other settings, closes those that are gone. */

import { resolve } from 'node:path'

import type { Config } from '../config/schema.ts'
import type { Passage } from '../gate/incoming.ts'
import { createDoor, type Door } from '../receive/door.ts'
import type { FloorSettings } from '../receive/floors.ts'
import { listenAt, type Listener } from '../receive/listener.ts'
import { ListenerError } from '../receive/listener-error.ts'
import { changedReception, type Reception } from '../receive/reception.ts'
import { StartFailure } from './failure.ts'
import { listenerTexts } from '../text/listener.ts'

type ListenerSettings = Config['listeners'][number]

/** A change that has been prepared: nothing of it can fail any more. */
export interface PreparedListeners {
  /** Puts it in force. Connections stay open. */
  readonly use: () => void
  /** Closes what was opened for it. */
  readonly drop: () => Promise<void>
}

export interface Listeners {
  readonly all: () => readonly Listener[]
  /** Rejects with `StartFailure`. */
  readonly prepare: (config: Config, folder: string) => Promise<PreparedListeners>
  readonly close: () => Promise<void>
}

interface Place {
  readonly settings: ListenerSettings
  readonly listener: Listener
}

/** None is open at first: `prepare` and `use` open them. */
export function createListeners(reception: Reception, passage: Passage): Listeners {
  let places: readonly Place[] = []
  let grace = 0

  const prepare = async (config: Config, folder: string): Promise<PreparedListeners> => {
    const changed = changedReception(reception, config)
    const opened: Listener[] = []
    const next: { readonly place: Place; readonly door: Door }[] = []
    const drop = async (): Promise<void> => {
      await Promise.all(opened.map(async (listener) => await listener.close(0)))
    }
    try {
      for (const settings of config.listeners) {
        const door = await createDoor(absolute(settings, folder), passage, changed)
        const kept = places.find((place) => isSameSocket(place.settings, settings))?.listener
        const listener = kept ?? (await listenAt(settings, door))
        if (kept === undefined) opened.push(listener)
        next.push({ place: { settings, listener }, door })
      }
    } catch (fault) {
      await drop()
      if (!(fault instanceof ListenerError)) throw fault
      throw new StartFailure(listenerTexts[config.language](fault.problem))
    }
    return {
      drop,
      use: () => {
        for (const { place, door } of next) place.listener.use(door)
        const staying = new Set(next.map(({ place }) => place.listener))
        for (const { listener } of places)
          if (!staying.has(listener)) void listener.close(config.deadlines.stop)
        places = next.map(({ place }) => place)
        grace = config.deadlines.stop
      },
    }
  }

  return {
    all: () => places.map(({ listener }) => listener),
    prepare,
    close: async () => {
      await Promise.all(places.map(async ({ listener }) => await listener.close(grace)))
    },
  }
}

/** A free port (0) is another one each time, save for the listener that has it. */
function isSameSocket(one: ListenerSettings, other: ListenerSettings): boolean {
  return (
    one.address === other.address && one.port === other.port && (one.port !== 0 || one.name === other.name)
  )
}

function absolute(settings: ListenerSettings, folder: string): ListenerSettings {
  const { certificate, key } = settings
  return {
    ...settings,
    certificate: certificate === undefined ? undefined : resolve(folder, certificate),
    key: key === undefined ? undefined : resolve(folder, key),
  }
}

export function floorSettings(config: Config, folder: string): FloorSettings {
  return {
    floors: config.floors,
    folders: {
      spool: resolve(folder, config.spool.directory),
      decisions: resolve(folder, config.decisions.directory),
    },
  }
}
