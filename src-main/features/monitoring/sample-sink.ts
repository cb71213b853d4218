/** A value that was collected; the labels are without the name. */
export interface CollectedSample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** Where collected figures go: all of one moment at once. Resolves when they are safe. */
export interface SampleSink {
  append(tickMs: number, samples: readonly CollectedSample[]): Promise<void>
}
