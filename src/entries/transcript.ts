/**
 * `qgauge/transcript`: what a monitor and its client said: recorded, redacted, read.
 *
 * @packageDocumentation
 */

// Recording: of a client of one's own, by tapping its stream, or of any client, by a proxy.

export { openMonitorStream } from '../monitor/with-monitor.js';
export { ConversationRecorder, type RecorderOptions } from '../transcript/conversation-recorder.js';
export {
  ListenError,
  type RecordingProxy,
  type RecordingProxyOptions,
  startRecordingProxy,
} from '../transcript/proxy.js';
export { tapStream } from '../transcript/tapped-stream.js';
export { TranscriptFile, TranscriptFileError } from '../transcript/transcript-file.js';

// Reading.

export {
  parseTranscript,
  readTranscript,
  type Transcript,
  TranscriptError,
} from '../transcript/read-transcript.js';
export type { TranscriptHeader, TranscriptLine } from '../transcript/transcript-line.js';

// Replacing what others must not see.

export { Redactor, redactTranscript, type SecretWords } from '../transcript/redactor.js';

// The questions that `qgauge record` asks.

export { GuestSampler, type SamplerOptions } from '../poll/sample/guest-sampler.js';
export { readIdentity } from '../qemu/identity.js';
