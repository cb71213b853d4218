import type {
  FoundLine,
  LinePlace,
  LogHistogram,
  LogPage,
  LogQuery,
  LogSourceState,
  LogTextPage,
} from '#main/engine/logs/index.ts'

/** What the files of a source are. */
export type LogSourceFiles =
  /** A log that is written now, with its rotated files; its index is kept. */
  | { readonly kind: 'growing'; readonly file: string; readonly indexFile: string }
  /** Files that nobody writes; their index goes when they are closed. */
  | { readonly kind: 'closed'; readonly paths: readonly string[] }

/** A line with its whole text. */
export interface WholeLine {
  readonly line: FoundLine
  readonly text: string
  readonly isCut: boolean
}

/** What the thread is asked, by name: arguments and answer. */
export interface LogIndexCalls {
  open: { arguments: { readonly files: LogSourceFiles }; answer: null }
  close: { arguments: Record<never, never>; answer: null }
  search: {
    arguments: { readonly query: LogQuery; readonly limit: number; readonly before: LinePlace | null }
    answer: LogPage
  }
  texts: {
    arguments: { readonly query: LogQuery; readonly limit: number; readonly before: LinePlace | null }
    answer: LogTextPage
  }
  histogram: { arguments: { readonly query: LogQuery; readonly buckets: number }; answer: LogHistogram }
  line: { arguments: { readonly fileKey: string; readonly offset: number }; answer: WholeLine | null }
  context: {
    arguments: {
      readonly fileKey: string
      readonly offset: number
      readonly before: number
      readonly after: number
    }
    answer: readonly FoundLine[] | null
  }
  loggers: {
    arguments: Record<never, never>
    answer: readonly { readonly logger: string; readonly lines: number }[]
  }
  state: { arguments: Record<never, never>; answer: LogSourceState }
}

export type LogIndexCallName = keyof LogIndexCalls

/** One question; of every name with its own arguments. */
export type LogIndexRequest = {
  [N in LogIndexCallName]: {
    readonly id: number
    readonly source: string
    readonly name: N
    readonly arguments: LogIndexCalls[N]['arguments']
  }
}[LogIndexCallName]

export type LogIndexResponse =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: LogIndexCalls[LogIndexCallName]['answer'] }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string }
  /** Something that went wrong without anybody having asked. */
  | { readonly kind: 'trouble'; readonly source: string; readonly message: string }
