// Questions to start from. Each is a whole query that can be changed.

/** @type {{title: string, kql: string}[]} */
export const QUESTIONS = [
  { title: 'Who probed more than 20 of my ports?', kql: 'NetworkSession\n| where TimeGenerated > ago(180d) and NetworkDirection == "Inbound"\n| summarize Ports = dcount(DstPortNumber), Attempts = count(), First = min(TimeGenerated), Last = max(TimeGenerated) by SrcIpAddr\n| where Ports > 20\n| top 10 by Ports' },
  { title: 'Which devices talk in the small hours?', kql: 'NetworkSession\n| where TimeGenerated > ago(7d) and NetworkDirection == "Outbound"\n| where hourofday(TimeGenerated) between (1 .. 4)\n| summarize Events = count(), Hosts = dcount(RemoteIpAddr) by DeviceName\n| order by Events desc' },
  { title: 'How does each day look?', kql: 'NetworkSession\n| where TimeGenerated > ago(30d)\n| summarize Events = count() by Day = bin(TimeGenerated, 1d), NetworkDirection\n| order by Day asc' },
  { title: 'Where does each device send the most?', kql: 'NetworkSession\n| where TimeGenerated > ago(7d) and NetworkDirection == "Outbound" and isnotempty(DeviceName)\n| summarize Events = count(), Bytes = sum(SrcBytes) by DeviceName, RemoteAsnName\n| top 50 by Bytes' },
  { title: 'What does the world try on my doors?', kql: 'NetworkSession\n| where TimeGenerated > ago(30d) and NetworkDirection == "Inbound"\n| summarize Attempts = count(), Sources = dcount(SrcIpAddr) by Port = DstPortNumber\n| top 20 by Attempts' },
  { title: 'Which networks only one device talks to?', kql: 'NetworkSession\n| where TimeGenerated > ago(30d) and NetworkDirection == "Outbound" and isnotempty(DeviceName)\n| summarize Devices = dcount(DeviceName), Device = take_any(DeviceName), Events = count() by RemoteAsnName\n| where Devices == 1\n| order by Events desc' },
  { title: 'Which lines were not understood?', kql: 'Syslog\n| where TimeGenerated > ago(1d)\n| order by TimeGenerated desc\n| take 200' },
];
