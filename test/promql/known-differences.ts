/** A point of an answer: a value, nothing, or an error of the whole query. */
type Outcome = number | undefined | 'error'

interface KnownDifference {
  readonly why: string
  readonly concerns: RegExp
  /** What the two answers are then; without it such queries are not compared. */
  readonly looksLike?: (ours: Outcome, theirs: Outcome) => boolean
}

/**
 * Where Prometheus 2.42 answers otherwise than Prometheus 3, and the queries it concerns. Other differences do not show:
 * `leftClosed` gives its ranges both ends, and the counters of the sample series are far from zero, where it extended
 * rates otherwise. Queries are drawn without `atan2` of vectors, which keep their names there, and without numbers written as
 * durations, which it refuses.
 */
export const knownDifferences: readonly KnownDifference[] = [
  { why: '2.42 takes the line at the moment of @ for every step', concerns: /predict_linear\(.*@/ },
  {
    why: '2.42 does not notice two partners of one element where the comparison lets them fall',
    concerns: /(?:==|!=|<=?|>=?) (?:on|ignoring) /,
    looksLike: (ours, theirs) => ours === 'error' && theirs !== 'error',
  },
  {
    why: '2.42 says that one value alone deviates by 0 also where it is no finite number',
    concerns: /stddev|stdvar/,
    looksLike: (ours, theirs) => Number.isNaN(ours) && theirs !== 'error',
  },
  {
    why: '2.42 loses a fixed moment inside a subquery with another one inside a third',
    concerns: /@.*:[^\]]*\] @.*:/,
    looksLike: (ours, theirs) => typeof ours === 'number' && theirs === undefined,
  },
]
