// What becomes of errors: the body that is posted, the log line, the X-Ray cause, and the runtime's own error classes. Loaded at the first
// error. Parameters: lambda (the natives).

const printable = (text) => text?.replaceAll('\x7F', '%7F');

function looksLikeError(value) {
  return value && ['name', 'message', 'stack'].every((key) => value[key] && typeof value[key] === 'string');
}

// body is the object that the platform gives to the caller.
function body(error) {
  try {
    if (lambda.isNativeError(error) || looksLikeError(error)) {
      return {
        errorType: printable(error.name),
        errorMessage: printable(error.message),
        trace: printable(error.stack).split('\n'),
      };
    }
    return { errorType: typeof error, errorMessage: error.toString(), trace: [] };
  } catch {
    return {
      errorType: 'handled',
      errorMessage:
        'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
    };
  }
}

const asError = (value) => (value instanceof Error ? value : new Error(value));

function withFields(_key, value) {
  if (!(value instanceof Error)) return value;
  const { name: errorType, message: errorMessage, code, stack } = value;
  const fields = Object.assign({ errorType, errorMessage, code }, value);
  if (typeof stack === 'string') fields.stack = stack.split('\n');
  return fields;
}

function asText(value) {
  const error = asError(value);
  try {
    return '\t' + JSON.stringify(error, withFields);
  } catch {
    return '\t' + JSON.stringify(body(error));
  }
}

// frame reads one line of a stack: "at label (path:line:column)" or "at path:line:column".
function frame(line) {
  const words = line.trim().replace(/[()]/g, '').split(' ').slice(1);
  const [path, number] = (words.pop() ?? '').split(':');
  return { path, line: parseInt(number), label: words.join(' ') || 'anonymous' };
}

// cause describes an error for X-Ray.
function cause(error) {
  try {
    const stack = error.stack ? printable(error.stack).split('\n').slice(1).map(frame) : [];
    return JSON.stringify({
      working_directory: process.cwd(),
      exceptions: [{ type: printable(error.name), message: printable(error.message), stack }],
      paths: [...new Set(stack.map(({ path }) => path))],
    });
  } catch {
    return '';
  }
}

class UnhandledPromiseRejection extends Error {
  constructor(reason, promise) {
    super(reason);
    this.reason = reason;
    this.promise = promise;
  }
}

class NodeJsExit extends Error {
  constructor() {
    super(
      'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. ' +
        'For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes',
    );
  }
}

const classes = {
  ImportModuleError: class ImportModuleError extends Error {},
  HandlerNotFound: class HandlerNotFound extends Error {},
  MalformedHandlerName: class MalformedHandlerName extends Error {},
  UserCodeSyntaxError: class UserCodeSyntaxError extends Error {},
  MalformedStreamingHandler: class MalformedStreamingHandler extends Error {},
  InvalidStreamingOperation: class InvalidStreamingOperation extends Error {},
  NodeJsExit,
  UnhandledPromiseRejection,
};

for (const [name, constructor] of Object.entries(classes)) {
  constructor.prototype.name = 'Runtime.' + name;
}

return { ...classes, asError, asText, body, cause };
