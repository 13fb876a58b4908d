// Package encoding is the Encoding Standard's TextEncoder and TextDecoder (https://encoding.spec.whatwg.org/), native: decoding in JavaScript
// costs goja a thousand times more.
package encoding
