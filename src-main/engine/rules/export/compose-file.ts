import { stringify } from 'yaml'

const images = {
  prometheus: 'prom/prometheus:v3.14.0',
  alertmanager: 'prom/alertmanager:v0.34.0',
  grafana: 'grafana/grafana:13.0.0',
  nodeExporter: 'prom/node-exporter:v1.9.1',
  redisExporter: 'oliver006/redis_exporter:v1.74.0',
} as const

/** compose.yaml that runs Prometheus (90 days), Alertmanager, Grafana and the exporters beside each other, seen from this machine only. */
export function composeFile(): string {
  return stringify({
    services: { ...servers(), ...exporters() },
    volumes: { prometheus: {}, alertmanager: {}, grafana: {} },
  })
}

function servers() {
  return {
    prometheus: {
      image: images.prometheus,
      restart: 'unless-stopped',
      command: [
        '--config.file=/etc/prometheus/prometheus.yml',
        '--storage.tsdb.path=/prometheus',
        '--storage.tsdb.retention.time=90d',
      ],
      ports: ['127.0.0.1:9090:9090'],
      extra_hosts: ['host.docker.internal:host-gateway'],
      volumes: ['./prometheus:/etc/prometheus:ro', 'prometheus:/prometheus'],
    },
    alertmanager: {
      image: images.alertmanager,
      restart: 'unless-stopped',
      command: ['--config.file=/etc/alertmanager/alertmanager.yml', '--storage.path=/alertmanager'],
      ports: ['127.0.0.1:9093:9093'],
      volumes: ['./alertmanager:/etc/alertmanager:ro', 'alertmanager:/alertmanager'],
    },
    grafana: {
      image: images.grafana,
      restart: 'unless-stopped',
      ports: ['127.0.0.1:3000:3000'],
      volumes: [
        './grafana/provisioning:/etc/grafana/provisioning:ro',
        './grafana/dashboards:/var/lib/grafana/dashboards:ro',
        'grafana:/var/lib/grafana',
      ],
      depends_on: ['prometheus'],
    },
  }
}

function exporters() {
  return {
    'node-exporter': {
      image: images.nodeExporter,
      restart: 'unless-stopped',
      command: ['--path.rootfs=/host'],
      pid: 'host',
      volumes: ['/:/host:ro,rslave'],
    },
    'redis-exporter': {
      image: images.redisExporter,
      restart: 'unless-stopped',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: compose fills it in
      environment: { REDIS_ADDR: '${REDIS_ADDR:-redis://host.docker.internal:6379}' },
      extra_hosts: ['host.docker.internal:host-gateway'],
    },
  }
}
