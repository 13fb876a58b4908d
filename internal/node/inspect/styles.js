const { inspect, format, formatWithOptions, stripVTControlCharacters, getStringWidth } = native

const custom = Symbol.for('nodejs.util.inspect.custom')
const getter = (proto, name) => Object.getOwnPropertyDescriptor(proto, name).get
const typed = Object.getPrototypeOf(Uint8Array.prototype)

inspect.custom = custom
const colors = Object.assign(Object.create(null), {
  reset: [0, 0], bold: [1, 22], dim: [2, 22], italic: [3, 23], underline: [4, 24], blink: [5, 25], inverse: [7, 27], hidden: [8, 28],
  strikethrough: [9, 29], doubleunderline: [21, 24], black: [30, 39], red: [31, 39], green: [32, 39], yellow: [33, 39], blue: [34, 39],
  magenta: [35, 39], cyan: [36, 39], white: [37, 39], bgBlack: [40, 49], bgRed: [41, 49], bgGreen: [42, 49], bgYellow: [43, 49],
  bgBlue: [44, 49], bgMagenta: [45, 49], bgCyan: [46, 49], bgWhite: [47, 49], framed: [51, 54], overlined: [53, 55], gray: [90, 39],
  redBright: [91, 39], greenBright: [92, 39], yellowBright: [93, 39], blueBright: [94, 39], magentaBright: [95, 39], cyanBright: [96, 39],
  whiteBright: [97, 39], bgGray: [100, 49], bgRedBright: [101, 49], bgGreenBright: [102, 49], bgYellowBright: [103, 49],
  bgBlueBright: [104, 49], bgMagentaBright: [105, 49], bgCyanBright: [106, 49], bgWhiteBright: [107, 49]
})
for (const [alias, name] of [['grey', 'gray'], ['blackBright', 'gray'], ['bgGrey', 'bgGray'], ['bgBlackBright', 'bgGray'], ['conceal', 'hidden'],
  ['crossedOut', 'strikethrough'], ['strikeThrough', 'strikethrough'], ['crossedout', 'strikethrough'], ['faint', 'dim'],
  ['doubleUnderline', 'doubleunderline'], ['swapcolors', 'inverse'], ['swapColors', 'inverse']]) {
  Object.defineProperty(colors, alias, { get () { return this[name] }, set (v) { this[name] = v }, configurable: true, enumerable: false })
}
const styles = Object.assign(Object.create(null), {
  special: 'cyan', number: 'yellow', bigint: 'yellow', boolean: 'yellow', undefined: 'grey', null: 'bold', string: 'green', symbol: 'green',
  date: 'magenta', regexp: 'red', module: 'underline'
})
inspect.colors = colors
inspect.styles = styles
Object.defineProperty(inspect, 'defaultOptions', {
  configurable: false,
  enumerable: true,
  get () { return defaultOptions },
  set (options) {
    require('internal/validators').validateObject(options, 'options')
    Object.assign(defaultOptions, options)
  }
})
const target = native.getDefaults()
const defaultOptions = new Proxy(target, {
  set (object, key, value) {
    object[key] = value
    native.setDefaults(object)
    return true
  }
})

native.setup(custom, styles, colors, {
  Error,
  ownSymbols: Object.getOwnPropertySymbols,
  functionText: Function.prototype.toString,
  regexpText: RegExp.prototype.toString,
  errorText: Error.prototype.toString,
  isoString: Date.prototype.toISOString,
  setSize: getter(Set.prototype, 'size'),
  mapSize: getter(Map.prototype, 'size'),
  setForEach: Set.prototype.forEach,
  mapForEach: Map.prototype.forEach,
  typedLength: getter(typed, 'length'),
  typedTag: getter(typed, Symbol.toStringTag),
  valueOfString: String.prototype.valueOf,
  valueOfNumber: Number.prototype.valueOf,
  valueOfBoolean: Boolean.prototype.valueOf,
  valueOfSymbol: Symbol.prototype.valueOf,
  valueOfBigInt: BigInt.prototype.valueOf
})

module.exports = { inspect, format, formatWithOptions, stripVTControlCharacters, getStringWidth }
