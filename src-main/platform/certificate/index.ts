export { CertificateKeeper } from './certificate-keeper.ts'
export { type CertificateFiles, type CertificatePair, readCertificatePair } from './certificate-pair.ts'
export { generateCertificate } from './generate-certificate.ts'
