// Events other than connections, each in a line.
import { tone } from '../core/format.js';

/** @typedef {import('../core/live.js').LiveRow} LiveRow */
/** @typedef {{who: string, what: string}} Summary */

/** What the page calls the tables. @type {Record<string, string>} */
const LABELS = { Dns: 'DNS', DhcpEvent: 'DHCP', Authentication: 'Sign-in', WebSession: 'Web', ProcessEvent: 'Process', AuditEvent: 'Change', AlertEvent: 'Alert', CommonSecurityLog: 'CEF', Syslog: 'Log' };
/** @param {string} table */
export const label = (table) => LABELS[table] ?? table;

/** Which button of the toolbar shows a row. @param {LiveRow} row */
export function kindOf(row) {
  if (row.table === 'NetworkSession') return tone(row.fields.NetworkDirection);
  if (row.table === 'Dns' || row.table === 'DhcpEvent') return 'names';
  return row.table === 'Syslog' ? 'log' : 'event';
}

/** Red is for alerts alone. @param {LiveRow} row */
export const isAlarm = (row) => row.table === 'AlertEvent' && ['High', 'Medium'].includes(row.fields.EventSeverity);

/** Filled values, in order. @param {...any} values */
const words = (...values) => values.filter((v) => v !== null && v !== undefined && v !== '' && v !== false).join(' ');
/** @param {any} from @param {any} to @param {any} [port] */
const way = (from, to, port) => [from, to && port ? `${to}:${port}` : to].filter(Boolean).join(' → ');

/** @type {Record<string, (f: Record<string, any>) => Summary>} */
const SUMMARIES = {
  Dns: (f) => ({ who: f.SrcIpAddr, what: words(f.DnsQuery, f.DnsQueryTypeName, (f.DnsResponseName || (f.EventResultDetails !== 'NA' && f.EventResultDetails)) && `→ ${f.DnsResponseName || f.EventResultDetails}`) }),
  DhcpEvent: (f) => ({ who: f.SrcHostname || f.SrcMacAddr, what: words(f.EventType, f.SrcIpAddr, f.SrcHostname && f.SrcMacAddr, f.DvcInterface) }),
  Authentication: (f) => ({ who: f.TargetUsername || f.SrcIpAddr, what: words(f.EventType, f.EventResult, f.TargetUsername && f.SrcIpAddr && `from ${f.SrcIpAddr}`, f.LogonProtocol, f.EventMessage) }),
  WebSession: (f) => ({ who: f.SrcIpAddr, what: words(f.HttpRequestMethod, f.Url, f.HttpStatusCode ?? f.EventResultDetails, f.HttpUserAgent) }),
  ProcessEvent: (f) => ({ who: f.ActorUsername, what: words(f.EventType, f.TargetProcessCommandLine || f.TargetProcessName) }),
  AuditEvent: (f) => ({ who: f.ActorUsername || f.SrcIpAddr || f.SrcMacAddr, what: words(f.Operation, f.Object, f.EventMessage) }),
  AlertEvent: (f) => ({ who: f.AlertName, what: words(f.EventSeverity, way(f.SrcIpAddr, f.DstIpAddr, f.DstPortNumber), f.DvcAction) }),
  CommonSecurityLog: (f) => ({ who: f.Activity, what: words(way(f.SrcIpAddr ?? f.SourceIP, f.DstIpAddr ?? f.DestinationIP), f.DvcAction ?? f.DeviceAction, f.EventMessage ?? f.Message) }),
  Syslog: (f) => ({ who: f.ProcessName || f.Computer, what: words(f.SyslogMessage) }),
};

/** @param {LiveRow} row @returns {Summary} */
export function summary(row) {
  const made = SUMMARIES[row.table]?.(row.fields) ?? { who: '', what: words(...Object.values(row.fields).slice(1, 8)) };
  return { who: String(made.who ?? ''), what: made.what };
}
