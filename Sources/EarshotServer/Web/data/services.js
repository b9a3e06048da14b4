// What listens behind a port number, in the words a householder meets. Names from the IANA
// registry where it has a good one; the usual attack target where it does not.

/** @type {Record<number, string>} */
const SERVICES = {
  0: 'none (ICMP)', 7: 'Echo', 19: 'Chargen', 20: 'FTP data', 21: 'FTP', 22: 'SSH', 23: 'Telnet', 25: 'SMTP', 37: 'Time', 43: 'Whois', 53: 'DNS', 67: 'DHCP', 68: 'DHCP', 69: 'TFTP', 80: 'HTTP', 81: 'HTTP, cameras',
  88: 'Kerberos', 102: 'Siemens S7', 110: 'POP3', 111: 'RPC portmap', 119: 'NNTP', 123: 'NTP', 135: 'Windows RPC', 137: 'NetBIOS name', 138: 'NetBIOS', 139: 'NetBIOS session', 143: 'IMAP', 161: 'SNMP', 162: 'SNMP trap', 179: 'BGP',
  194: 'IRC', 389: 'LDAP', 443: 'HTTPS', 445: 'SMB', 465: 'SMTP over TLS', 500: 'IPsec IKE', 502: 'Modbus', 514: 'Syslog', 515: 'Printer', 520: 'RIP', 523: 'Db2', 548: 'AFP', 554: 'RTSP video', 587: 'Mail submission',
  623: 'IPMI', 631: 'IPP printing', 636: 'LDAPS', 853: 'DNS over TLS', 873: 'rsync', 993: 'IMAPS', 995: 'POP3S', 1080: 'SOCKS proxy', 1194: 'OpenVPN', 1433: 'SQL Server', 1434: 'SQL Server browser', 1521: 'Oracle', 1701: 'L2TP', 1723: 'PPTP',
  1883: 'MQTT', 1900: 'SSDP, UPnP', 1935: 'RTMP', 2049: 'NFS', 2222: 'SSH, alternative', 2323: 'Telnet, alternative', 2375: 'Docker', 2376: 'Docker over TLS', 3000: 'Web development', 3074: 'Xbox Live', 3128: 'Squid proxy', 3306: 'MySQL', 3389: 'Remote desktop', 3478: 'STUN, calls',
  3479: 'STUN', 3689: 'DAAP', 4444: 'Metasploit', 4500: 'IPsec NAT', 5000: 'UPnP, Synology', 5001: 'Synology', 5038: 'Asterisk', 5060: 'SIP telephony', 5061: 'SIP over TLS', 5222: 'XMPP', 5223: 'Apple push', 5228: 'Google push', 5353: 'mDNS', 5355: 'LLMNR', 5432: 'PostgreSQL', 5555: 'Android debug', 5601: 'Kibana',
  5683: 'CoAP', 5671: 'AMQP over TLS', 5672: 'AMQP', 5900: 'VNC', 5901: 'VNC', 5938: 'TeamViewer', 5984: 'CouchDB', 5985: 'WinRM', 6379: 'Redis', 6443: 'Kubernetes', 6667: 'IRC, Tuya', 6881: 'BitTorrent', 7001: 'WebLogic', 7547: 'TR-069 router', 8000: 'HTTP', 8008: 'Chromecast', 8009: 'Chromecast', 8080: 'HTTP proxy',
  8081: 'HTTP', 8083: 'HTTP', 8088: 'HTTP', 8123: 'Home Assistant', 8291: 'MikroTik Winbox', 8443: 'HTTPS, alternative', 8545: 'Ethereum', 8728: 'MikroTik API', 8801: 'Zoom', 8883: 'MQTT over TLS', 8886: 'Tuya', 8888: 'HTTP', 9000: 'HTTP', 9001: 'Tor', 9100: 'Raw printing', 9200: 'Elasticsearch', 9993: 'ZeroTier', 10001: 'UniFi', 11211: 'Memcached',
  11434: 'Ollama', 19302: 'Google STUN', 27015: 'Steam games', 27017: 'MongoDB', 32400: 'Plex', 37215: 'Huawei routers', 37777: 'Dahua cameras', 41641: 'Tailscale', 49152: 'UPnP', 51820: 'WireGuard', 52869: 'Realtek routers', 60001: 'Cameras',
};

/** @param {number | null | undefined} port @returns {string} empty when there is no well-known name */
export const service = (port) => (port == null ? '' : SERVICES[port] ?? '');

/** "HTTPS · TCP". @param {{DstPortNumber: number | null, NetworkProtocol?: string | null}} row */
export const doorName = (row) => [service(row.DstPortNumber), row.NetworkProtocol].filter(Boolean).join(' · ');
