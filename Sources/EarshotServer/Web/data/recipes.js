// How to make each common router send its log here. `steps` are sentences, `text` is for copying;
// HOST and PORT are filled in by the page.
// Lines in [brackets] of a text are for the reader to replace.

/** @typedef {{id: string, name: string, steps: string[], text?: string, note?: string}} Recipe */

/** @type {Recipe[]} */
export const RECIPES = [
  {
    id: 'merlin', name: 'Asuswrt-Merlin',
    steps: ['System Log → General Log: set “Remote log server” to HOST and the port to PORT, then Apply.', 'Firewall → General: set “Logged packets type” to Both.'],
    text: 'nvram set log_ipaddr=HOST\nnvram set log_port=PORT\nnvram set fw_log_x=both\nnvram commit && service restart_logger && service restart_firewall',
  },
  {
    id: 'openwrt', name: 'OpenWrt',
    steps: ['Run this over SSH. The second part makes the WAN zone log what it rejects; zone 1 is the WAN unless you changed the zones.'],
    text: "uci set system.@system[0].log_ip='HOST'\nuci set system.@system[0].log_port='PORT'\nuci set system.@system[0].log_proto='udp'\nuci set firewall.@zone[1].log='1'\nuci set firewall.@zone[1].log_limit='1000/minute'\nuci commit && service log restart && service firewall restart",
  },
  {
    id: 'unifi', name: 'UniFi',
    steps: ['Settings → CyberSecure → Traffic Logging → Activity Logging (Syslog): choose SIEM Server, address HOST, port PORT.', 'Tick the contents you want, at least Firewall, and switch on “Syslog” logging in each firewall policy you want to see.'],
    note: 'In older versions: Settings → System → Integration → Remote Syslog.',
  },
  {
    id: 'pfsense', name: 'pfSense',
    steps: ['Status → System Logs → Settings: tick “Send log messages to remote syslog server”, enter HOST:PORT, tick Firewall Events, DHCP and DNS.', 'Log message format: syslog (RFC 5424).'],
    text: 'HOST:PORT',
  },
  {
    id: 'opnsense', name: 'OPNsense',
    steps: ['System → Settings → Logging → Remote: add a target with transport UDP(4), hostname HOST, port PORT and RFC 5424 on.', 'Applications: filterlog, dhcpd, unbound.'],
  },
  {
    id: 'vyos', name: 'EdgeRouter, VyOS',
    steps: ['In configuration mode. On VyOS 1.4 and later write “remote” for “host”.', 'A rule is logged only if it says so: add “log enable” to the rules you want to see.'],
    text: 'configure\nset system syslog host HOST facility all level info\nset system syslog host HOST port PORT\nset firewall name WAN_IN enable-default-log\nset firewall name WAN_LOCAL enable-default-log\ncommit; save',
  },
  {
    id: 'mikrotik', name: 'MikroTik',
    steps: ['In the terminal. The last line logs what the input chain is about to drop: put it right before your drop rule.'],
    text: '/system logging action add name=earshot target=remote remote=HOST remote-port=PORT\n/system logging add topics=firewall action=earshot\n/system logging add topics=dhcp action=earshot\n/ip firewall filter add chain=input in-interface-list=WAN action=log log-prefix="DROP"',
  },
  {
    id: 'ddwrt', name: 'DD-WRT, Tomato',
    steps: ['DD-WRT: Services → System Log: enable Syslogd, remote server HOST:PORT. Security → Firewall → Log Management: enable, level High.', 'Tomato: Administration → Logging: log to remote system HOST, port PORT; connection logging inbound and outbound: both.'],
    text: 'HOST:PORT',
  },
  {
    id: 'fritz', name: 'FRITZ!Box',
    steps: ['A FRITZ!Box cannot send syslog, and its firewall logs no connections. No setting changes that.', 'What works: put a router or access point that logs behind it, or save the events page (System → Events) as text and drop it here.'],
    note: 'We would rather say so than let you search for the switch.',
  },
  {
    id: 'pihole', name: 'Pi-hole, dnsmasq',
    steps: ['Which device asks for which name. On the same machine let Earshot read the log: add this to earshot.yaml and restart Earshot.', 'From another machine, send it by rsyslog: see “Linux, NAS”.'],
    text: 'follow: [/var/log/pihole/pihole.log]',
  },
  {
    id: 'linux', name: 'Linux, NAS',
    steps: ['With rsyslog, which most distributions have: sends everything this machine logs, over TCP.', 'Synology: Log Center → Log Sending. QNAP: QuLog Center → Log Sender. Server HOST, port PORT.'],
    text: "echo '*.* @@HOST:PORT' | sudo tee /etc/rsyslog.d/90-earshot.conf\nsudo systemctl restart rsyslog",
  },
  {
    id: 'other', name: 'Another router',
    steps: ['Search its settings for “remote syslog”, “remote log server”, “log forwarding” or “SIEM”. Enter HOST, port PORT, UDP.', 'Then look for a switch that logs the firewall, also what it lets through: without it the log has no connections.', 'If there is none (many boxes of providers), save its log as text and drop it on this page, or let Pi-hole tell which names are asked for.'],
    text: "HOST:PORT",
  },
  {
    id: 'try', name: 'Just try it',
    steps: ['From any Linux machine or Mac, send a line by hand. It shows up here at once if the way is free.'],
    text: "echo '<14>test: hello Earshot' | nc -u -w1 HOST PORT",
  },
];
