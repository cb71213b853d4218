import { constants } from 'node:crypto'
import type { ServerOptions } from 'node:https'
import type { CertificatePair } from '#main/platform/certificate/index.ts'

/** Forward secrecy and authenticated encryption only; the first three are those of TLS 1.3. */
const ciphers = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_AES_128_GCM_SHA256',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
]

const sessionSeconds = 600
const handshakeMs = 10_000

/** What is spoken: TLS 1.2 and 1.3, sessions resumed for ten minutes, nothing negotiated anew within a connection. */
export function tlsOptions({ certificate, key }: Pick<CertificatePair, 'certificate' | 'key'>): ServerOptions {
  return {
    cert: certificate,
    key,
    minVersion: 'TLSv1.2',
    ciphers: ciphers.join(':'),
    honorCipherOrder: true,
    ecdhCurve: 'X25519:prime256v1:secp384r1',
    sessionTimeout: sessionSeconds,
    handshakeTimeout: handshakeMs,
    secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
    ALPNProtocols: ['http/1.1'],
  }
}
