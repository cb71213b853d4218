import { execFile } from 'node:child_process'
import { platform } from 'node:os'
import { promisify } from 'node:util'
import type { CheckSettings } from '#shared/features/monitoring/values.ts'
import { allowedAddress } from '../outgoing/allowed-address.ts'
import { type CheckOutcome, down, up } from './check-outcome.ts'

type PingSettings = Extract<CheckSettings, { kind: 'ping' }>

const run = promisify(execFile)
const outputAtMost = 65_536

/** Sends one echo request by the machine's own program, because the right to send them is seldom the program's own. */
export async function checkPing({ host, timeoutMs }: PingSettings, signal: AbortSignal): Promise<CheckOutcome> {
  const { address } = await allowedAddress(host)
  try {
    const { stdout } = await run('ping', pingArguments(address, timeoutMs), {
      ...{ signal, maxBuffer: outputAtMost, windowsHide: true, env: { ...process.env, LC_ALL: 'C' } },
    })
    const ms = /time[=<]([\d.]+)/.exec(stdout)?.[1]
    return up(ms === undefined ? `${address} answers` : `${address} answers after ${ms} ms`)
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return down('this machine has no program named ping')
    }
    return down(`${address} does not answer`)
  }
}

/** The address comes from a look-up: it never begins like an option. */
function pingArguments(address: string, timeoutMs: number): string[] {
  if (platform() === 'win32') return ['-n', '1', '-w', String(timeoutMs), address]
  const seconds = String(Math.max(1, Math.ceil(timeoutMs / 1000)))
  return ['-c', '1', platform() === 'darwin' ? '-t' : '-W', seconds, address]
}
