const { inspect, getStringWidth } = require('internal/util/inspect')
const index = '(index)'
const iteration = '(iteration index)'
const keyColumn = 'Key'
const valueColumn = 'Values'

function rowText (cells, widths) {
  return '│' + cells.map((cell, i) => ` ${cell}${' '.repeat(widths[i] - getStringWidth(cell) - 1)}`).join('│') + '│\n'
}

function render (head, columns) {
  const widths = head.map((h) => getStringWidth(h))
  const rows = []
  const length = Math.max(...columns.map((c) => c.length))
  for (let i = 0; i < head.length; i++) {
    for (let j = 0; j < length; j++) {
      rows[j] ??= []
      const value = rows[j][i] = Object.hasOwn(columns[i], j) ? columns[i][j] : ''
      widths[i] = Math.max(widths[i] || 0, getStringWidth(value))
    }
  }
  const full = widths.map((w) => w + 2)
  const lines = full.map((w) => '─'.repeat(w))
  let text = `┌${lines.join('┬')}┐\n${rowText(head, full)}├${lines.join('┼')}┤\n`
  for (const row of rows) text += rowText(row, full)
  return text + `└${lines.join('┴')}┘`
}

function print (console, data, properties) {
  if (data === null || typeof data !== 'object') return console.log(data)
  if (properties !== undefined) require('internal/validators').validateArray(properties, 'properties')
  const show = (v) => inspect(v, { maxArrayLength: 3, breakLength: Infinity, depth: v !== null && typeof v === 'object' && !Array.isArray(v) && Object.keys(v).length > 2 ? -1 : 0 })
  const out = (head, columns) => console.log(render(head, columns))
  const numbers = (n) => Array.from({ length: n }, (_, i) => `${i}`)
  const types = require('util').types
  if (types.isMap(data)) {
    const keys = []; const values = []
    for (const [k, v] of data) {
      keys.push(show(k))
      values.push(show(v))
    }
    return out([iteration, keyColumn, valueColumn], [numbers(keys.length), keys, values])
  }
  if (types.isMapIterator(data)) return printMapIterator(out, show, numbers, data)
  if (types.isSet(data) || types.isSetIterator(data)) {
    const values = [...data].map(show)
    return out([iteration, valueColumn], [numbers(values.length), values])
  }
  const columns = Object.create(null)
  const rowKeys = Object.keys(data)
  const primitives = []
  let hasPrimitives = false
  rowKeys.forEach((key, i) => {
    const item = data[key]
    const primitive = item === null || (typeof item !== 'function' && typeof item !== 'object')
    if (properties === undefined && primitive) {
      hasPrimitives = true
      primitives[i] = show(item)
      return
    }
    for (const name of properties || Object.keys(item)) {
      columns[name] ??= []
      if ((primitive && properties) || !Object.hasOwn(item, name)) columns[name][i] = ''
      else columns[name][i] = show(item[name])
    }
  })
  const names = Object.keys(columns)
  const head = [index, ...names]
  const all = [rowKeys, ...names.map((n) => columns[n])]
  if (hasPrimitives) {
    head.push(valueColumn)
    all.push(primitives)
  }
  return out(head, all)
}

// printMapIterator shows the entries of a map in two columns, its keys or values in one. The engine does not tell what an iterator goes over: entries
// are known by being pairs.
function printMapIterator (out, show, numbers, data) {
  const items = [...data]
  const isEntries = items.length > 0 && items.every((item) => Array.isArray(item) && item.length === 2)
  if (!isEntries) return out([iteration, valueColumn], [numbers(items.length), items.map(show)])
  out([iteration, keyColumn, valueColumn], [numbers(items.length), items.map(([key]) => show(key)), items.map(([, value]) => show(value))])
}

module.exports = { print }
