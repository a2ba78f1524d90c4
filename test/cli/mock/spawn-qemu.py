"""Starts a QEMU as programs do, asks it, lists it with qgauge, and ends it. Prints what it has seen as JSON."""

import json
import os
import socket
import subprocess
import sys
import time

program, directory, *qgauge = sys.argv[1:]
path, pid_file = f'{directory}/web.sock', f'{directory}/web.pid'
name = os.path.basename(directory)  # of no other QEMU on this host

launched = subprocess.run(
    [program, '-name', f'guest={name},debug-threads=on', '-machine', 'q35,accel=tcg', '-m', '512', '-smp', '2', '-S',
     '-nodefaults', '-display', 'none', '-device', 'virtio-balloon-pci,id=balloon7',
     '-qmp', f'unix:{path},server=on,wait=off', '-pidfile', pid_file, '-daemonize'],
    capture_output=True, text=True)
pid = int(open(pid_file).read())


class Monitor:
    def __init__(self):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.lines = self.socket.makefile('rw')
        self.greeting = json.loads(self.lines.readline())
        self.execute('qmp_capabilities')

    def execute(self, command):
        print(json.dumps({'execute': command}), file=self.lines, flush=True)
        while True:
            message = json.loads(self.lines.readline())
            if 'return' in message:
                return message['return']

    def close(self):
        self.lines.close()
        self.socket.close()


monitor = Monitor()
before = monitor.execute('query-status')['status']
monitor.execute('cont')
seen = {
    'launched': [launched.returncode, launched.stdout + launched.stderr],
    'version': monitor.greeting['QMP']['version']['qemu'],
    'name': monitor.execute('query-name'),
    'status': [before, monitor.execute('query-status')['status']],
}
cpus = monitor.execute('query-cpus-fast')
monitor.close()
seen['cpus'] = len(cpus)
seen['threadsAreOurs'] = all(os.path.exists(f'/proc/{pid}/task/{cpu["thread-id"]}') for cpu in cpus)

listed = subprocess.run([*qgauge, 'ls', '--json'], capture_output=True, text=True)
guest = next(guest for guest in json.loads(listed.stdout)['guests'] if guest['pid'] == pid)
seen['guest'] = {key: guest[key] for key in ('name', 'pid', 'state', 'vcpus', 'socket')}
seen['guest']['verdict'] = guest['memory']['verdict']
seen['pid'] = pid
seen['command'] = open(f'/proc/{pid}/cmdline').read().split('\0')[:4]

last = Monitor()
last.execute('quit')
last.close()
while os.path.exists(pid_file):
    time.sleep(0.01)
seen['leftAfterQuit'] = [file for file in (path, pid_file) if os.path.exists(file)]
print(json.dumps(seen))
