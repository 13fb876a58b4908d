// The console of a Lambda function: every line says when, in which request and how grave. Parameters: lambda (the natives), settings.
// Returns logError(title, error), which reports an error that the function did not handle.

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const requestId = Symbol.for('aws.lambda.runtime.requestId');
const tenantId = Symbol.for('aws.lambda.runtime.tenantId');
const util = () => lambda.require('util');

function format(message, params) {
  if (params.length === 0 && typeof message === 'string') return message;
  return util().format(message, ...params);
}

function text(level, date, message, params) {
  return date.toISOString() + '\t' + globalThis[requestId] + '\t' + level + '\t' + format(message, params);
}

function errorFields(error) {
  return {
    errorType: error?.constructor?.name ?? 'UnknownError',
    errorMessage: error.message,
    stackTrace: typeof error.stack === 'string' ? error.stack.split('\n') : error.stack,
  };
}

function errorsAsObjects(_key, value) {
  return value instanceof Error ? Object.assign(errorFields(value), value) : value;
}

function json(level, date, message, params) {
  const entry = { timestamp: date.toISOString(), level, requestId: globalThis[requestId] };
  const tenant = globalThis[tenantId];
  if (tenant !== undefined && tenant !== null) entry.tenantId = tenant;
  if (params.length === 0) {
    entry.message = message;
    try {
      return JSON.stringify(entry, errorsAsObjects);
    } catch {
      entry.message = util().format(message);
      return JSON.stringify(entry);
    }
  }
  entry.message = util().format(message, ...params);
  const error = [message, ...params].find((value) => value instanceof Error);
  if (error) {
    Object.assign(entry, errorFields(error));
    if (typeof error.stack !== 'string') entry.stackTrace = [];
  }
  return JSON.stringify(entry);
}

const entryOf = settings.json ? json : text;

function toStdout(level, message, params) {
  let line = entryOf(level, new Date(), message, params);
  if (line.includes('\n')) line = line.replace(/\n/g, '\r');
  stdout(line + '\n');
}

// stdout writes through process.stdout only when the program has taken it, and may have replaced its write: building the stream is not cheap.
function stdout(line) {
  const taken = Object.getOwnPropertyDescriptor(process, 'stdout')?.value;
  if (taken) taken.write(line);
  else lambda.stdout(line);
}

function toTelemetry(level, message, params) {
  const date = new Date();
  const entry = entryOf(level, date, message, params);
  lambda.telemetry(LEVELS.indexOf(level) + 1, date.getTime(), settings.json ? entry : entry + '\n');
}

const write = settings.telemetry ? toTelemetry : toStdout;
const lowest = Math.max(0, LEVELS.indexOf(settings.level));

function logger(level) {
  if (level !== 'FATAL' && LEVELS.indexOf(level) < lowest) return (_message, ..._params) => {};
  return (message, ...params) => write(level, message, params);
}

lambda.onFirstUse('console', (console) => {
  console.trace = logger('TRACE');
  console.debug = logger('DEBUG');
  console.info = console.log = logger('INFO');
  console.warn = logger('WARN');
  console.error = logger('ERROR');
  console.fatal = logger('FATAL');
});

return settings.json
  ? (_title, error) => console.error(lambda.errors().asError(error))
  : (title, error) => console.error(title, lambda.errors().asText(error));
