// duplexPair makes two streams: what is written to one is read from the other.
const { Duplex } = parts

class Side extends Duplex {
  #other
  #waiting = null // the callback of a write that the other side has not read yet
  join(other) { this.#other = other }
  _read() {
    const callback = this.#waiting
    if (callback) {
      this.#waiting = null
      callback()
    }
  }

  _write(chunk, encoding, callback) {
    if (chunk.length === 0) return parts.tick(callback)
    this.#other.push(chunk)
    this.#other.#waiting = callback
  }

  _final(callback) {
    this.#other.on('end', callback)
    this.#other.push(null)
  }
}

parts.duplexPair = (options) => {
  const sides = [new Side(options), new Side(options)]
  sides[0].join(sides[1])
  sides[1].join(sides[0])
  return sides
}
