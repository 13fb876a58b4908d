// What only JavaScript can do for the interfaces: see new.target, and keep a value inside an object out of sight.
(function () {
  'use strict';
  const construct = Reflect.construct;
  const BaseError = Error, BaseTypeError = TypeError;

  function makeInterface(name, initialize) {
    return {
      [name]: function (a, b, c) {
        if (new.target === undefined) {
          throw new BaseTypeError('WebAssembly.' + name + '(): WebAssembly.' + name + " must be invoked with 'new'");
        }
        initialize(this, a, b, c, arguments.length);
      },
    }[name];
  }

  function makeError(name) {
    const C = {
      [name]: function (message, options) {
        const args = arguments.length > 1 ? [message, options] : arguments.length === 1 ? [message] : [];
        return construct(BaseError, args, new.target === undefined ? C : new.target);
      },
    }[name];
    return C;
  }

  class Keep extends (function (object) { return object; }) {
    #kept;
    constructor(object, value) { super(object); this.#kept = value; }
  }

  return [makeInterface, makeError, function (object, value) { new Keep(object, value); }];
})
