/** The moments at which something is evaluated: `fromMs`, then every `stepMs`. */
export interface Grid {
  readonly fromMs: number
  readonly stepMs: number
  readonly count: number
}

export function gridOver(fromMs: number, toMs: number, stepMs: number): Grid {
  return { fromMs, stepMs, count: toMs < fromMs ? 0 : Math.floor((toMs - fromMs) / stepMs) + 1 }
}

export function timeAt(grid: Grid, step: number): number {
  return grid.fromMs + step * grid.stepMs
}

export function lastTime(grid: Grid): number {
  return timeAt(grid, Math.max(grid.count - 1, 0))
}
