// Forms as bodies (https://html.spec.whatwg.org/#multipart-form-data, https://www.rfc-editor.org/rfc/rfc7578).
const { FormData } = require('internal/fetch/formdata')

const escaped = (name) => name.replace(/\r\n?|\n/g, '%0D%0A').replace(/"/g, '%22')
const lines = (text) => text.replace(/\r\n?|\n/g, '\r\n')

// encode makes the bytes of a form. Files are in memory, as Blobs are.
function encode (form) {
  const boundary = `----formdata-undici-0${`${Math.floor(Math.random() * 1e11)}`.padStart(11, '0')}`
  const parts = []
  const { bytes } = require('internal/blob')
  for (const [name, value] of form) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(lines(name))}"`
    if (typeof value === 'string') parts.push(Buffer.from(`${head}\r\n\r\n${lines(value)}\r\n`))
    else {
      parts.push(Buffer.from(`${head}${value.name ? `; filename="${escaped(value.name)}"` : ''}\r\nContent-Type: ${value.type || 'application/octet-stream'}\r\n\r\n`))
      parts.push(bytes(value), Buffer.from('\r\n'))
    }
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`))
  return { bytes: new Uint8Array(Buffer.concat(parts)), type: `multipart/form-data; boundary=${boundary}` }
}

// decode reads a form out of a body.
function decode (bytes, type) {
  const mime = parse(type)
  if (mime?.essence === 'multipart/form-data') {
    const boundary = mime.params.get('boundary')
    const parts = boundary === null ? null : native.multipart(bytes, boundary)
    if (parts === null) throw new TypeError('Failed to parse body as FormData.')
    const form = new FormData()
    const { File } = require('buffer')
    for (const { name, filename, type, data } of parts) {
      form.append(name, filename === undefined ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(data) : new File([data], filename, { type: type ?? 'text/plain' }))
    }
    return form
  }
  if (mime?.essence === 'application/x-www-form-urlencoded') {
    const form = new FormData()
    for (const [name, value] of new URLSearchParams(new TextDecoder().decode(bytes))) form.append(name, value)
    return form
  }
  throw new TypeError('Content-Type was not one of "multipart/form-data" or "application/x-www-form-urlencoded".')
}

function parse (type) {
  if (type === null) return null
  try {
    return new (require('internal/mime').MIMEType)(type)
  } catch {
    return null
  }
}

module.exports = { encode, decode }
