import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseLeaseFile, parseLeaseStatus } from '../../src/linux/dhcp-leases.js';
import { readLeases } from '../../src/linux/lease-files.js';
import { temporaryDirectory } from '../temporary-directory.js';

const MAC = '52:54:00:12:34:56';

describe('parseLeaseFile', () => {
  it('reads IPv4 and IPv6 leases, and not the identifier of the server', () => {
    const text = `1795903200 52:54:00:12:34:56 192.0.2.7 labguest 01:52:54:00:12:34:56
0 52:54:00:AB:CD:EF 192.0.2.8 * *
duid 00:01:00:01:2b:b6:8f:3c:52:54:00:99:99:99
1795903200 1234567 fd00::7 labguest 00:01:00:01:2b:b6:8f:3c:${MAC}
1795903200 1234567 fd00::8 * 00:03:00:01:${MAC}
1795903200 1234567 fd00::9 * 00:02:00:00:ab:11:f8:4f
`;
    expect(parseLeaseFile(text)).toEqual([
      { mac: MAC, address: '192.0.2.7', hostname: 'labguest', expiresAtSeconds: 1_795_903_200 },
      { mac: '52:54:00:ab:cd:ef', address: '192.0.2.8', hostname: undefined, expiresAtSeconds: undefined },
      { mac: MAC, address: 'fd00::7', hostname: 'labguest', expiresAtSeconds: 1_795_903_200 },
      { mac: MAC, address: 'fd00::8', hostname: undefined, expiresAtSeconds: 1_795_903_200 },
      { mac: undefined, address: 'fd00::9', hostname: undefined, expiresAtSeconds: 1_795_903_200 },
    ]);
  });

  it.each(['\u001b[2J', 'a/b', '-x', 'x'.repeat(64), 'a..b', '$(id)'])(
    'does not take %j for a name',
    (name) => {
      expect(parseLeaseFile(`1 ${MAC} 192.0.2.7 ${name} *\n`)).toMatchObject([{ hostname: undefined }]);
    },
  );

  it('leaves out what has no address', () => {
    expect(parseLeaseFile(`1 ${MAC} 192.0.2.999 x *\nx ${MAC} 192.0.2.7 x *\n1\n`)).toEqual([]);
  });
});

describe('parseLeaseStatus', () => {
  it("reads libvirt's file", () => {
    const text = JSON.stringify([
      {
        'ip-address': '192.168.122.7',
        'mac-address': MAC,
        hostname: 'labguest',
        'client-id': `01:${MAC}`,
        'expiry-time': 1_795_903_200,
      },
      { 'ip-address': 7 },
      null,
    ]);
    expect(parseLeaseStatus(text)).toEqual([
      { mac: MAC, address: '192.168.122.7', hostname: 'labguest', expiresAtSeconds: 1_795_903_200 },
    ]);
  });

  it('has no leases in what is half written, or of another kind', () => {
    expect(parseLeaseStatus('[{"ip-address":')).toEqual([]);
    expect(parseLeaseStatus('{}')).toEqual([]);
    expect(parseLeaseStatus('')).toEqual([]);
  });
});

describe('readLeases', () => {
  it('takes the format by the end of the name', async () => {
    const directory = await temporaryDirectory();
    const [plain, status] = [join(directory, 'dnsmasq.leases'), join(directory, 'virbr0.status')];
    await writeFile(plain, `1 ${MAC} 192.0.2.7 x *\n`);
    await writeFile(status, `[{"ip-address":"192.0.2.8","mac-address":"${MAC}"}]`);
    expect(await readLeases(plain)).toMatchObject([{ address: '192.0.2.7' }]);
    expect(await readLeases(status)).toMatchObject([{ address: '192.0.2.8' }]);
    expect(await readLeases(join(directory, 'none'))).toBeUndefined();
    await expect(readLeases(directory)).rejects.toThrow('it is not a file of leases');
    await expect(readLeases('/dev/zero')).rejects.toThrow('it is not a file of leases');
  });
});
