/** How a figure behaves: a counter only grows, a gauge goes up and down, a histogram counts values by size. */
export type MetricType = 'counter' | 'gauge' | 'histogram'

/** A figure of the program: how it behaves, its labels, and the upper bounds of a histogram's buckets. */
export interface MetricDeclaration {
  readonly type: MetricType
  readonly labels: readonly string[]
  readonly buckets?: readonly number[]
}

const counter = <const L extends readonly string[]>(...labels: L) => ({ type: 'counter', labels }) as const
const gauge = <const L extends readonly string[]>(...labels: L) => ({ type: 'gauge', labels }) as const
const histogram = <const L extends readonly string[]>(buckets: readonly number[], ...labels: L) =>
  ({ type: 'histogram', labels, buckets }) as const

const callSeconds = [0.005, 0.025, 0.1, 0.2, 0.5, 1, 2.5, 10]
const querySeconds = [0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1, 5, 30]
const modelSeconds = [0.5, 1, 2.5, 5, 10, 30, 60, 120]
const runSeconds = [10, 60, 300, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400]
const runBytes = [1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13]

/**
 * Every figure that the program has of itself, as resources/monitoring/metrics.json tells people. Values of labels come
 * from what the program knows (procedures, jobs, levels), never from what a stranger sends.
 */
export const declaredMetrics = {
  kuraban_build_info: gauge('version'),
  process_cpu_seconds_total: counter(),
  process_resident_memory_bytes: gauge(),
  process_start_time_seconds: gauge(),
  nodejs_heap_size_used_bytes: gauge(),
  nodejs_eventloop_lag_p99_seconds: gauge(),
  http_requests_total: counter('method', 'endpoint', 'status'),
  http_request_duration_seconds: histogram(callSeconds, 'method', 'endpoint'),
  cache_hits_total: counter(),
  cache_misses_total: counter(),
  active_jobs: gauge(),
  queued_jobs: gauge(),
  kuraban_queue_depth: gauge('queue'),
  kuraban_task_failures_total: counter('queue'),
  kuraban_sessions_active: gauge(),
  llm_api_calls_total: counter('provider', 'model'),
  llm_api_duration_seconds: histogram(modelSeconds, 'provider', 'model'),
  db_connections_active: gauge(),
  db_query_duration_seconds: histogram(querySeconds),
  kuraban_database_up: gauge(),
  kuraban_database_connections_limit: gauge(),
  kuraban_database_size_bytes: gauge(),
  backup_jobs_total: gauge('status'),
  backup_executions_total: counter('result'),
  backup_success_rate: gauge('period'),
  backup_execution_duration_seconds: histogram(runSeconds),
  backup_size_bytes: histogram(runBytes),
  verification_tests_total: counter('result'),
  verification_duration_seconds: histogram(runSeconds),
  compliance_status: gauge('job_name', 'rule'),
  compliance_rate: gauge(),
  kuraban_backup_job_enabled: gauge('job_name'),
  kuraban_backup_schedule_interval_seconds: gauge('job_name'),
  kuraban_backup_last_success_timestamp_seconds: gauge('job_name'),
  kuraban_backup_last_run_status: gauge('job_name'),
  kuraban_backup_warnings_total: counter('job_name'),
  kuraban_backup_last_duration_seconds: gauge('job_name'),
  kuraban_backup_running_seconds: gauge('job_name'),
  kuraban_backup_last_size_bytes: gauge('job_name'),
  kuraban_restore_test_last_success_timestamp_seconds: gauge('job_name'),
  kuraban_repository_up: gauge('repository'),
  kuraban_repository_last_check_timestamp_seconds: gauge('repository'),
  kuraban_repository_check_errors: gauge('repository'),
  kuraban_repository_last_prune_timestamp_seconds: gauge('repository'),
  kuraban_repository_oldest_lock_timestamp_seconds: gauge('repository'),
  kuraban_repository_size_bytes: gauge('repository'),
  kuraban_repository_free_bytes: gauge('repository'),
  kuraban_repository_capacity_bytes: gauge('repository'),
  kuraban_console_backup_last_success_timestamp_seconds: gauge(),
  alerts_total: counter('severity', 'alert_type'),
  alerts_unacknowledged: gauge('severity'),
  kuraban_notifications_total: counter('channel', 'result'),
  kuraban_rule_evaluation_failures_total: counter('rule_group'),
  kuraban_rule_group_last_duration_seconds: gauge('rule_group'),
  kuraban_rule_group_iterations_missed_total: counter('rule_group'),
  kuraban_tsdb_series: gauge(),
  kuraban_tsdb_series_limit: gauge(),
  kuraban_tsdb_samples_appended_total: counter(),
  kuraban_tsdb_size_bytes: gauge(),
  probe_success: gauge('check'),
  probe_duration_seconds: gauge('check'),
  probe_ssl_earliest_cert_expiry: gauge('check'),
  kuraban_heartbeat_last_report_timestamp_seconds: gauge('heartbeat'),
  kuraban_heartbeat_interval_seconds: gauge('heartbeat'),
  kuraban_heartbeat_up: gauge('heartbeat'),
  kuraban_log_messages_total: counter('level'),
  kuraban_log_write_errors_total: counter(),
  kuraban_sign_in_failures_total: counter(),
  kuraban_certificate_expiry_timestamp_seconds: gauge(),
  kuraban_audit_chain_intact: gauge(),
  kuraban_users_active: gauge('period'),
  kuraban_datasets: gauge(),
  kuraban_storage_used_bytes: gauge('kind'),
} as const satisfies Readonly<Record<string, MetricDeclaration>>

type Declared = typeof declaredMetrics

/** Name of a figure of the program. */
export type MetricName = keyof Declared
/** Names of the figures that behave so. */
export type NameOf<T extends MetricType> = {
  [K in MetricName]: Declared[K]['type'] extends T ? K : never
}[MetricName]
/** The labels of a figure, each with a value. */
export type LabelsOf<K extends MetricName> = Readonly<Record<Declared[K]['labels'][number], string>>
