// Half a year of findings at once: looked through, and no longer new.
import { html, useState } from '/vendor/preact.js';
import { changeFinding } from '../core/api.js';
import { count } from '../core/format.js';
import { Icon } from '../components/icon.js';
import { toast } from '../components/toasts.js';

/** From so many on a button for each is a burden. */
const MANY = 3;

/** Marks every new finding as seen; another occurrence makes it new again. @param {{fresh: any[], changed: () => void}} props */
export function AllSeen({ fresh, changed }) {
  const [left, setLeft] = useState(0);
  const mark = async () => {
    try {
      // One after the other: each is a transaction of its own, and a failure says how far it came.
      for (let i = 0; i < fresh.length; i++) {
        setLeft(fresh.length - i);
        await changeFinding(fresh[i].FindingId, { state: 'seen' });
      }
    } catch (error) {
      const { message, hint } = /** @type {any} */ (error);
      toast({ title: message, hint, icon: 'triangle-alert' });
    }
    setLeft(0);
    changed();
  };
  if (fresh.length < MANY && !left) return null;
  return html`<button class="button" data-test="all-seen" disabled=${left > 0} title="They stay here and count as new no longer; another occurrence makes one new again" onClick=${mark}><${Icon} name="check" />${left ? `${count(left)} left …` : `Mark all ${count(fresh.length)} as seen`}</button>`;
}
