// Preloaded into VS Code's processes and their workers: writes down each connection to another machine,
// so that a test can claim that there was none.
'use strict';
const fs = require('node:fs');
const dgram = require('node:dgram');
const net = require('node:net');

const log = process.env.METERLINE_NETWORK_LOG;
const isHere = host => !host || /^(localhost|127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/.test(host);

function note(what, host) {
  if (!log || isHere(host)) return;
  const from = new Error().stack.split('\n').slice(3, 8).join(' < ').replace(/\s+/g, ' ');
  fs.appendFileSync(log, `${what} ${host} (pid ${process.pid}) ${from}\n`);
}

// http, https, tls and fetch all connect by this one method.
const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  const options = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof options === 'object' && options !== null) note('connect', options.path ? undefined : options.host);
  else if (typeof args[1] === 'string') note('connect', args[1]);
  return connect.apply(this, args);
};

const { send } = dgram.Socket.prototype;
dgram.Socket.prototype.send = function (...args) {
  note(
    'send',
    args.slice(1).find(argument => typeof argument === 'string'),
  );
  return send.apply(this, args);
};
