"""Starts a QEMU twice, with a monitor that it inherits: a connected socket, then a listening one. Prints what it has seen."""

import json
import socket
import subprocess
import sys

program, pid_file = sys.argv[1:]


def execute(lines, command):
    print(json.dumps({'execute': command}), file=lines, flush=True)
    while True:
        message = json.loads(lines.readline())
        if 'return' in message:
            return message['return']


def converse(connection, *commands):
    lines = connection.makefile('rw')
    greeting = json.loads(lines.readline())
    return [greeting['QMP']['version']['qemu']['major'], *[execute(lines, command) for command in commands]]


ours, theirs = socket.socketpair()
qemu = subprocess.Popen(
    [program, '-name', 'pair', '-chardev', f'socket,id=mon,fd={theirs.fileno()}', '-mon', 'chardev=mon,mode=control'],
    pass_fds=[theirs.fileno()])
theirs.close()
pair = converse(ours, 'qmp_capabilities', 'query-name', 'query-chardev', 'quit')
pair.append(qemu.wait())

listening = socket.socket(socket.AF_INET)
listening.bind(('127.0.0.1', 0))
listening.listen(1)
qemu = subprocess.Popen(
    [program, '-name', 'daemon', '-chardev', f'socket,id=mon,fd={listening.fileno()},server=on,wait=off',
     '-mon', 'chardev=mon,mode=control', '-daemonize', '-pidfile', pid_file],
    pass_fds=[listening.fileno()])
daemon = [qemu.wait()]
client = socket.create_connection(listening.getsockname())
listening.close()
daemon += converse(client, 'qmp_capabilities', 'query-name', 'quit')
print(json.dumps([pair, daemon]))
