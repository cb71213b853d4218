import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { HostFigures } from './host-figures.ts'
import { textOf } from './text-of.ts'

type Temperature = HostFigures['temperatures'][number]

const sensorsAtMost = 64

/** Temperatures of /sys/class/hwmon; sensors that give no sense are left out. */
export async function readTemperatures(folder: string): Promise<Temperature[]> {
  const chips = await readdir(folder).catch(() => [])
  const found = await Promise.all(chips.sort().map((chip) => chipTemperatures(path.join(folder, chip), chip)))
  return found.flat().slice(0, sensorsAtMost)
}

async function chipTemperatures(folder: string, fallback: string): Promise<Temperature[]> {
  const files = await readdir(folder).catch(() => [])
  const chip = (await textOf(path.join(folder, 'name'))).trim() || fallback
  const inputs = files.filter((file) => /^temp\d+_input$/.test(file)).sort()
  const readings = await Promise.all(
    inputs.map(async (input) => {
      const sensor = input.replace('_input', '')
      const text = (await textOf(path.join(folder, input))).trim()
      return { chip, sensor, celsius: /^-?\d+$/.test(text) ? Number(text) / 1000 : Number.NaN }
    }),
  )
  return readings.filter(({ celsius }) => Number.isFinite(celsius))
}
