// tls.checkServerIdentity: whether a certificate is for a host (https://www.rfc-editor.org/rfc/rfc6125).
const { codes: { ERR_TLS_CERT_ALTNAME_FORMAT, ERR_TLS_CERT_ALTNAME_INVALID } } = require('internal/errors')
const { isIP } = require('internal/net/address')

const canonical = (name) => name.replace(/[A-Z]/g, (c) => c.toLowerCase())
const unfqdn = (host) => host.replace(/[.]$/, '')
const labels = (name) => canonical(unfqdn(name)).split('.')

// matches tells whether a pattern covers a host; wildcards stand for a part of the first label.
function matches (host, pattern, wildcards) {
  if (!pattern) return false
  const wanted = labels(host)
  const given = labels(pattern)
  if (wanted.length !== given.length || given.includes('')) return false
  if (given.some((label) => /[^\u0021-\u007F]/u.test(label))) return false
  for (let i = wanted.length - 1; i > 0; i--) if (wanted[i] !== given[i]) return false
  const [first] = given
  const parts = first.split('*')
  if (parts.length === 1 || first.includes('xn--')) return wanted[0] === first
  if (!wildcards || parts.length > 2 || given.length <= 2) return false
  const [prefix, suffix] = parts
  return prefix.length + suffix.length <= wanted[0].length && wanted[0].startsWith(prefix) && wanted[0].endsWith(suffix)
}

// split reads subjectaltname, in which names that look like several are quoted as JSON.
function split (text) {
  const out = []
  let rest = text
  while (rest !== '') {
    const quote = rest.indexOf('"')
    const comma = rest.indexOf(', ')
    if (quote < 0 || (comma >= 0 && comma < quote)) {
      out.push(comma < 0 ? rest : rest.slice(0, comma))
      rest = comma < 0 ? '' : rest.slice(comma + 2)
      continue
    }
    const quoted = /^"(?:[^"\\]|\\.)*"/.exec(rest.slice(quote))
    if (quoted === null) throw new ERR_TLS_CERT_ALTNAME_FORMAT()
    out.push(rest.slice(0, quote) + JSON.parse(quoted[0]))
    rest = rest.slice(quote + quoted[0].length).replace(/^, /, '')
  }
  return out
}

function checkServerIdentity (hostname, cert) {
  const { subject, subjectaltname } = cert
  const dns = []
  const ips = []
  hostname = `${hostname}`
  if (subjectaltname) {
    for (const name of subjectaltname.includes('"') ? split(subjectaltname) : subjectaltname.split(', ')) {
      if (name.startsWith('DNS:')) dns.push(name.slice(4))
      else if (name.startsWith('IP Address:')) ips.push(canonicalIP(name.slice(11)))
    }
  }
  let valid = false
  let reason = 'Unknown reason'
  hostname = unfqdn(hostname)
  if (isIP(hostname)) {
    valid = ips.includes(canonicalIP(hostname))
    if (!valid) reason = `IP: ${hostname} is not in the cert's list: ${ips.join(', ')}`
  } else if (dns.length > 0 || subject?.CN) {
    if (dns.length > 0) {
      valid = dns.some((pattern) => matches(hostname, pattern, true))
      if (!valid) reason = `Host: ${hostname}. is not in the cert's altnames: ${subjectaltname}`
    } else {
      const { CN } = subject
      valid = Array.isArray(CN) ? CN.some((name) => matches(hostname, name, true)) : matches(hostname, CN, true)
      if (!valid) reason = `Host: ${hostname}. is not cert's CN: ${CN}`
    }
  } else reason = 'Cert does not contain a DNS name'
  if (!valid) return Object.assign(new ERR_TLS_CERT_ALTNAME_INVALID(reason), { reason, host: hostname, cert })
}

function canonicalIP (text) {
  try {
    return new (require('internal/net/address').SocketAddress)({ address: text, family: text.includes(':') ? 'ipv6' : 'ipv4' }).address
  } catch {
    return text
  }
}

module.exports = { checkServerIdentity }
