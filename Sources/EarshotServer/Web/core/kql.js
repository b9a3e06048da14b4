// Pieces of KQL. Values always go through `text`, so that a device named `" | take` stays a name.

/** A KQL string literal. @param {any} value */
export const text = (value) => `"${String(value).replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')}"`;

/**
 * One stage per line, as people write it. Empty stages fall out.
 * @param {string} table @param {...(string | null | false | undefined)} stages
 */
export const pipe = (table, ...stages) => [table, ...stages.filter(Boolean).map((s) => `| ${s}`)].join('\n');

/** Connections in a range. @param {{clause: string}} range @param {...(string | null | false | undefined)} stages */
export const sessions = (range, ...stages) => pipe('NetworkSession', `where ${range.clause}`, ...stages);

/** The newest rows behind a number. @param {{clause: string}} range @param {...string} conditions */
export const behind = (range, ...conditions) => sessions(
  range, ...conditions.map((c) => `where ${c}`), 'order by TimeGenerated desc', 'take 500');

/** Counts split the way the page colours them. */
export const SPLIT = 'Events = count(), Inbound = countif(NetworkDirection == "Inbound"), Outbound = countif(NetworkDirection == "Outbound")';

/** What the router did not let through, in ASIM's words. */
export const STOPPED = 'DvcAction in ("Deny", "Drop", "Drop ICMP", "Reset", "Reset Source", "Reset Destination")';

/** Of medium risk or more, by what is known today of the other end; whatever the router did with it. */
export const RISKY = 'AddressRiskLevel >= 50';

/** The other end is a host of the internet, not of the home. */
export const OUTSIDE = 'NetworkDirection in ("Inbound", "Outbound")';

/** Device 0 is the router itself, or nobody knows who. */
export const KNOWN_DEVICE = 'where DeviceId > 0';
