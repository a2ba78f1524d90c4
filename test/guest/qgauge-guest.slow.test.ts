import { describeClient } from './describe-client.js';
import { hostShell } from './run-client.js';

describeClient(hostShell('dash', '/bin/dash'));
describeClient(hostShell('bash', '/bin/bash'));
