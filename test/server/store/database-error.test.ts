import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InputError } from '../../../server/errors.ts';
import { databaseError } from '../../../server/store/database-error.ts';

const failure = (code: string, message = code): Error => Object.assign(new Error(message), { code });

test('every way of losing the database is one error', () => {
  for (const code of ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', '57P01', '57P03', '08006', 'P1001', 'P1017']) {
    const error = databaseError(failure(code));
    assert.equal(error?.code, 'database-unreachable', code);
    assert.equal(error?.status, 503);
    assert.notEqual(error?.hint, '');
  }
  for (const message of ['Connection terminated unexpectedly', 'timeout exceeded when trying to connect', 'Query read timeout']) {
    assert.equal(databaseError(new Error(message))?.code, 'database-unreachable', message);
  }
});

test('a database that is there but takes too long is busy', () => {
  for (const code of ['53300', '57014', 'P2024']) assert.equal(databaseError(failure(code))?.code, 'database-busy', code);
});

test('the reason is found within what wraps it', () => {
  assert.equal(databaseError(new Error('outer', { cause: failure('57P01') }))?.code, 'database-unreachable');
  assert.equal(databaseError(new AggregateError([failure('ECONNREFUSED')]))?.code, 'database-unreachable');
  const prisma = Object.assign(failure('P2010'), { meta: { driverAdapterError: new Error('x', { cause: { kind: 'ConnectionClosed' } }) } });
  assert.equal(databaseError(prisma)?.code, 'database-unreachable');
});

test('a full disk of the database is a full disk', () => {
  const prisma = Object.assign(failure('P2010'), { meta: { driverAdapterError: { cause: { originalCode: '53100', kind: 'postgres' } } } });
  assert.equal(databaseError(prisma)?.code, 'disk-full');
  assert.equal(databaseError(failure('53100'))?.status, 507);
});

test('a wrong password is not called unreachable', () => {
  const error = databaseError(failure('28P01', 'password authentication failed for user "x"'));
  assert.equal(error?.code, 'database-refused');
  assert.match(error?.message ?? '', /password authentication failed/);
});

test('what has nothing to do with the connection is left to others', () => {
  assert.equal(databaseError(failure('P2002')), null);
  assert.equal(databaseError(new TypeError('x is not a function')), null);
  assert.equal(databaseError(new InputError({ code: 'empty-message', message: 'Say something.' })), null);
  assert.equal(databaseError(null), null);
});

test('what was said already is passed on', () => {
  const error = databaseError(failure('57P01'));
  assert.equal(databaseError(error), error);
});
