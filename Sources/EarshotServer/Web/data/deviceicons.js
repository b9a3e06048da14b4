// A guess at what a device is, from the words in its name and maker. Only a picture depends on it.

/** First match wins. @type {[RegExp, string][]} */
const GUESSES = [
  [/private mac|iphone|pixel|galaxy|android|phone|handy|oneplus|xperia/, 'smartphone'], [/ipad|tablet|kindle|fire hd/, 'tablet'],
  [/watch|fitbit|garmin/, 'watch'], [/camera|doorbell|cctv|reolink|hikvision|dahua|arlo/, 'cctv'],
  [/\btv\b|television|bravia|roku|chromecast|shield|fire ?tv|webos|tizen|^lg /, 'tv'], [/playstation|xbox|nintendo|switch|console|\bps[345]\b|sony interactive/, 'gamepad-2'],
  [/washing|washer|dryer|bsh|miele|dishwasher/, 'washing-machine'], [/fridge|refrigerator|freezer/, 'refrigerator'], [/vacuum|roborock|roomba|robot|ecovacs/, 'bot'],
  [/hue|light|lamp|bulb|signify|tradfri|lifx|nanoleaf/, 'lightbulb'], [/plug|shelly|espressif|sonoff|tasmota|outlet|heater/, 'plug'], [/thermostat|nest|tado|netatmo|ecobee|sensor/, 'thermometer'],
  [/sonos|speaker|echo|homepod|bose|alexa|^amazon/, 'speaker'], [/print|brother|epson|canon|hewlett|\bhp\b/, 'printer'], [/\bnas\b|synology|qnap|truenas|storage/, 'hard-drive'],
  [/router|gateway|access point|ubiquiti|mikrotik|asus|avm|fritz/, 'router'], [/laptop|macbook|thinkpad|notebook|lenovo|xps|^dell|^apple/, 'laptop'], [/server|proxmox|docker|raspberry|\bpi\b/, 'server'],
  [/imac|desktop|\bpc\b|workstation|computer|micro-star|gigabyte/, 'monitor'], [/\bcar\b|tesla|wallbox/, 'car'],
];

/** @param {string | null | undefined} name @param {string | null | undefined} vendor */
export function deviceIcon(name, vendor) {
  // The name says more than the maker: a maker builds televisions and phones.
  for (const words of [name ?? '', vendor ?? '']) {
    const found = GUESSES.find(([pattern]) => pattern.test(words.toLowerCase()));
    if (found) return found[1];
  }
  return 'monitor-smartphone';
}
