import { ControlRefusedError } from '../control/control-error.js';
import { NoSuchDeviceError } from '../domain-error.js';

/**
 * What a number of a key means: `linux` as in linux/input-event-codes.h; `xt` the scan code of set 1, those of the extended keys as
 * 0xe0XX; `qnum` the same in a byte, the extended ones with 0x80; `qcode` has QEMU's names alone.
 */
export const KEY_CODE_SETS = ['linux', 'xt', 'qnum', 'qcode'] as const;
export type KeyCodeSet = (typeof KEY_CODE_SETS)[number];

/** A key as send-key takes it; a number is a qnum. */
export type KeyValue =
  | { readonly type: 'qcode'; readonly data: string }
  | { readonly type: 'number'; readonly data: number };

/**
 * The keys that QEMU has, by Linux: code, name without `KEY_`, QEMU's name (QKeyCode). Where Linux has one key for two of QEMU's
 * (asterisk, print), the other one counts.
 */
const KEYS = `
  1:ESC:esc 2:1:1 3:2:2 4:3:3 5:4:4 6:5:5 7:6:6 8:7:7 9:8:8 10:9:9 11:0:0 12:MINUS:minus 13:EQUAL:equal
  14:BACKSPACE:backspace 15:TAB:tab 16:Q:q 17:W:w 18:E:e 19:R:r 20:T:t 21:Y:y 22:U:u 23:I:i 24:O:o 25:P:p
  26:LEFTBRACE:bracket_left 27:RIGHTBRACE:bracket_right 28:ENTER:ret 29:LEFTCTRL:ctrl 30:A:a 31:S:s 32:D:d 33:F:f
  34:G:g 35:H:h 36:J:j 37:K:k 38:L:l 39:SEMICOLON:semicolon 40:APOSTROPHE:apostrophe 41:GRAVE:grave_accent
  42:LEFTSHIFT:shift 43:BACKSLASH:backslash 44:Z:z 45:X:x 46:C:c 47:V:v 48:B:b 49:N:n 50:M:m 51:COMMA:comma 52:DOT:dot
  53:SLASH:slash 54:RIGHTSHIFT:shift_r 55:KPASTERISK:kp_multiply 56:LEFTALT:alt 57:SPACE:spc 58:CAPSLOCK:caps_lock
  59:F1:f1 60:F2:f2 61:F3:f3 62:F4:f4 63:F5:f5 64:F6:f6 65:F7:f7 66:F8:f8 67:F9:f9 68:F10:f10 69:NUMLOCK:num_lock
  70:SCROLLLOCK:scroll_lock 71:KP7:kp_7 72:KP8:kp_8 73:KP9:kp_9 74:KPMINUS:kp_subtract 75:KP4:kp_4 76:KP5:kp_5
  77:KP6:kp_6 78:KPPLUS:kp_add 79:KP1:kp_1 80:KP2:kp_2 81:KP3:kp_3 82:KP0:kp_0 83:KPDOT:kp_decimal 86:102ND:less
  87:F11:f11 88:F12:f12 89:RO:ro 91:HIRAGANA:hiragana 92:HENKAN:henkan 93:KATAKANAHIRAGANA:katakanahiragana
  94:MUHENKAN:muhenkan 96:KPENTER:kp_enter 97:RIGHTCTRL:ctrl_r 98:KPSLASH:kp_divide 99:SYSRQ:sysrq 100:RIGHTALT:alt_r
  101:LINEFEED:lf 102:HOME:home 103:UP:up 104:PAGEUP:pgup 105:LEFT:left 106:RIGHT:right 107:END:end 108:DOWN:down
  109:PAGEDOWN:pgdn 110:INSERT:insert 111:DELETE:delete 113:MUTE:audiomute 114:VOLUMEDOWN:volumedown
  115:VOLUMEUP:volumeup 116:POWER:power 117:KPEQUAL:kp_equals 119:PAUSE:pause 121:KPCOMMA:kp_comma 122:HANGEUL:lang1
  123:HANJA:lang2 124:YEN:yen 125:LEFTMETA:meta_l 126:RIGHTMETA:meta_r 127:COMPOSE:compose 128:STOP:stop
  129:AGAIN:again 130:PROPS:props 131:UNDO:undo 132:FRONT:front 133:COPY:copy 134:OPEN:open 135:PASTE:paste
  136:FIND:find 137:CUT:cut 138:HELP:help 139:MENU:menu 140:CALC:calculator 142:SLEEP:sleep 143:WAKEUP:wake
  155:MAIL:mail 156:BOOKMARKS:ac_bookmarks 157:COMPUTER:computer 158:BACK:ac_back 159:FORWARD:ac_forward
  163:NEXTSONG:audionext 164:PLAYPAUSE:audioplay 165:PREVIOUSSONG:audioprev 166:STOPCD:audiostop 172:HOMEPAGE:ac_home
  173:REFRESH:ac_refresh 183:F13:f13 184:F14:f14 185:F15:f15 186:F16:f16 187:F17:f17 188:F18:f18 189:F19:f19
  190:F20:f20 191:F21:f21 192:F22:f22 193:F23:f23 194:F24:f24 226:MEDIA:mediaselect
`;

/** QEMU's names beside those of {@link KEYS}. */
const MORE_NAMES = ['asterisk', 'print'];

const BY_CODE = new Map<number, string>();
const BY_LINUX_NAME = new Map<string, string>();
for (const row of KEYS.trim().split(/\s+/)) {
  const [code = '', linux = '', qcode = ''] = row.split(':');
  BY_CODE.set(Number(code), qcode);
  BY_LINUX_NAME.set(`KEY_${linux}`, qcode);
}
const QCODES: ReadonlySet<string> = new Set([...BY_CODE.values(), ...MORE_NAMES]);

const MAX_QNUM = 0xff;
const EXTENDED = 0xe000;

/**
 * A key as QEMU takes it.
 *
 * @param key QEMU's name, one of Linux, or a number of the set, also as text
 * @throws {NoSuchDeviceError} when there is none of this name; the message has the nearest one
 * @throws {ControlRefusedError} when none has this number
 */
export function keyValue(guest: string, key: string | number, set: KeyCodeSet): KeyValue {
  const number = set === 'qcode' || !isNumber(key) ? undefined : Number(key);
  const found = number === undefined ? byName(String(key)) : byNumber(number, set);
  if (found !== undefined) return found;
  if (number !== undefined)
    throw new ControlRefusedError(guest, `no key has the number ${key} in the set ${set}`);
  throw new NoSuchDeviceError(guest, 'key', String(key), [...QCODES, ...BY_LINUX_NAME.keys()]);
}

function isNumber(key: string | number): boolean {
  return typeof key === 'number' || /^(?:0x[0-9a-f]+|\d+)$/i.test(key);
}

function byName(name: string): KeyValue | undefined {
  const lower = name.toLowerCase();
  const data = QCODES.has(lower) ? lower : BY_LINUX_NAME.get(name.toUpperCase());
  return data === undefined ? undefined : { type: 'qcode', data };
}

function byNumber(number: number, set: KeyCodeSet): KeyValue | undefined {
  if (set === 'linux') {
    const data = BY_CODE.get(number);
    return data === undefined ? undefined : { type: 'qcode', data };
  }
  const isExtended = set === 'xt' && number - (number % 0x100) === EXTENDED && number % 0x100 < 0x80;
  const data = isExtended ? 0x80 + (number % 0x100) : number;
  const max = set === 'xt' && !isExtended ? 0x7f : MAX_QNUM;
  return Number.isInteger(data) && data > 0 && data <= max ? { type: 'number', data } : undefined;
}
