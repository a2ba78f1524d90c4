import { machineBytes } from '../../../model/machine-bytes.js';
import { ageText } from '../../../support/duration.js';
import type { Span, StyledLine } from '../../../support/styled-text.js';
import { terminalSafe } from '../../../support/terminal-safe.js';
import { UNKNOWN } from '../../table/table-column.js';
import { vcpusOf } from '../cpu-figures.js';
import { stateCell, stateEmphasis } from '../guest-columns.js';
import { momentText } from '../moment-text.js';
import { addressesOf } from '../nic-figures.js';
import { flowing, wrapped } from './page-lines.js';
import type { PageSource } from './page-options.js';

/** Who the guest is, what it does and since when, and how it is reached. */
export function identitySection(page: PageSource): readonly StyledLine[] {
  const { uuid, socket } = page.guest;
  return [
    ...flowing('state', stateSpans(page), page),
    ...flowing('machine', machineSpans(page), page),
    ...flowing('process', processSpans(page), page),
    ...wrapped('uuid', uuid ?? UNKNOWN, page),
    ...wrapped('monitor', socket ?? UNKNOWN, page),
    ...flowing('addresses', addressSpans(page), page),
  ];
}

function stateSpans({ guest, source: { snapshot, events } }: PageSource): readonly (Span | undefined)[] {
  const { session, qemu, migration } = guest;
  const now = snapshot.takenAtSeconds;
  const change = events.find(({ guest: name, kind }) => name === guest.name && kind === 'state');
  const isPresent = change !== undefined && change.to === qemu?.runState;
  return [
    { text: stateCell(guest), emphasis: stateEmphasis(guest) },
    isPresent ? { text: `since ${momentText(change.atSeconds, now)}` } : undefined,
    session && { text: `known since ${momentText(session.beganAtSeconds, now)}` },
    session?.reason ? { text: terminalSafe(session.reason, 80) } : undefined,
    migration && { text: `${migration} migration`, emphasis: 'notice' },
  ];
}

function machineSpans({ guest, formatSize: size }: PageSource): readonly (Span | undefined)[] {
  const { qemu, lastGood, agent } = guest;
  const known = qemu ?? lastGood?.qemu;
  const bytes = machineBytes(known?.memory) ?? guest.declared?.memoryBytes;
  const vcpus = vcpusOf(guest);
  const most = known?.maxVcpus === undefined ? '' : ` of ${known.maxVcpus}`;
  return [
    { text: `${vcpus ?? UNKNOWN}${most} ${vcpus === 1 && most === '' ? 'vCPU' : 'vCPUs'}` },
    { text: `${bytes === undefined ? UNKNOWN : size(bytes)} memory` },
    agent?.osId === undefined ? undefined : { text: terminalSafe(agent.osId, 40) },
    known?.display ? { text: terminalSafe(`${known.display.type} ${known.display.address}`, 80) } : undefined,
  ];
}

function processSpans({ guest: { pid, linux, cost } }: PageSource): readonly (Span | undefined)[] {
  return [
    { text: `pid ${pid ?? UNKNOWN}` },
    linux && { text: `state ${linux.state}`, emphasis: 'TtZX'.includes(linux.state) ? 'bad' : undefined },
    linux && { text: `up ${ageText(linux.elapsedSeconds)}` },
    linux && { text: `${linux.threads.length} threads` },
    linux && { text: `nice ${linux.nice}` },
    cost && { text: `answered in ${Math.round(cost.seconds * 1000)} ms` },
  ];
}

function addressSpans({ guest }: PageSource): readonly (Span | undefined)[] {
  const ofCards = guest.nics.flatMap((card) => {
    const told = addressesOf(guest, card.nic.mac);
    return told.length > 0 ? told : (card.neighbourAddress ?? []);
  });
  const addresses = [...new Set(ofCards)].map((address) => ({ text: terminalSafe(address, 60) }));
  return addresses.length > 0 ? addresses : [{ text: UNKNOWN }];
}
