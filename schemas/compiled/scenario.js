// Built from schemas/scenario.schema.json by `npm run build`.
"use strict";
export const validate = validate20;
export default validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"qgauge mock scenario","description":"a scenario: an object with machines, and maybe time, defaults and a timeline","type":"object","properties":{"time":{"description":"a kind of time: real, or manual (it stands still until an `advance`)","enum":["real","manual"]},"defaults":{"$ref":"#/$defs/machine"},"machines":{"description":"a list of machines","type":"array","items":{"$ref":"#/$defs/machine","type":"object","properties":{"name":true},"required":["name"]}},"timeline":{"description":"a timeline: a list of actions with their times","type":"array","items":{"$ref":"#/$defs/action","type":"object","properties":{"at":true},"required":["at"]}}},"required":["machines"],"additionalProperties":false,"$defs":{"duration":{"description":"a time with its unit, such as 500ms, 5s, 1.5m or 1h","type":"string","pattern":"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"},"size":{"description":"a size: bytes as a number, or with a unit such as 512M or 4G","type":["integer","string"],"minimum":1,"maximum":9007199254740991,"pattern":"^[0-9]+(\\.[0-9]+)?[KMGT]$"},"address":{"description":"an address: unix:/path, /path, tcp:host:port or ws://host:port","type":"string","pattern":"^(unix:.|tcp:|ws://|[^:]*/)"},"selector":{"description":"a machine's name, a pattern such as web*, or a list of these","type":["string","array"],"pattern":".","minItems":1,"items":{"description":"a machine's name, or a pattern such as web*","type":"string","pattern":"."}},"monitor":{"description":"a further monitor: { listen, pretty }","type":"object","properties":{"listen":{"$ref":"#/$defs/address"},"pretty":{"$ref":"#/$defs/pretty"}},"additionalProperties":false},"pretty":{"description":"true or false: whether messages are printed over several lines","type":"boolean"},"fault":{"description":"a fault: its kind, and its options","type":"object","properties":{"kind":{"$ref":"#/$defs/faultKind"}},"required":["kind"]},"faultKind":{"description":"a fault's kind","type":"string","pattern":"."},"agentMode":{"description":"an agent's mode","enum":["healthy","silent","absent","no-ff","wrong-id","huge","endless","late","trickle","closes","duplicate","wrong-types","control-characters","error"]},"agent":{"description":"a guest agent: its mode, or { mode, listen, hostName, mebibytes, lateMs, trickleMs }","if":{"type":"string"},"then":{"$ref":"#/$defs/agentMode"},"else":{"description":"a guest agent: its mode, or { mode, listen, hostName, mebibytes, lateMs, trickleMs }","type":"object","properties":{"mode":{"$ref":"#/$defs/agentMode"},"listen":{"$ref":"#/$defs/address"},"hostName":{"description":"a host name","type":"string"},"mebibytes":{"description":"a number of MiB that the mode `huge` sends, 1 to 1024","type":"integer","minimum":1,"maximum":1024},"lateMs":{"description":"a number of milliseconds by which the mode `late` delays its replies","type":"integer","minimum":0},"trickleMs":{"description":"a number of milliseconds that the mode `trickle` pauses after each byte","type":"integer","minimum":0}},"additionalProperties":false}},"threads":{"description":"a number of vCPUs, 1 to 4096, or a list of their thread ids","type":["integer","array"],"minimum":1,"maximum":4096,"items":{"description":"a thread id","type":"integer","minimum":1}},"display":{"description":"a display: { host, port }","type":"object","properties":{"host":{"description":"a host","type":"string","pattern":"."},"port":{"description":"a port, 1 to 65535","type":"integer","minimum":1,"maximum":65535}},"required":["host","port"],"additionalProperties":false},"iothread":{"description":"an I/O thread: { id, threadId }","type":"object","properties":{"id":{"description":"an id","type":"string","pattern":"."},"threadId":{"description":"a thread id","type":"integer","minimum":1}},"required":["id","threadId"],"additionalProperties":false},"snapshot":{"description":"a snapshot","type":"object","properties":{"name":{"description":"a snapshot's name","type":"string","pattern":"."},"id":{"description":"an id","type":"string","pattern":"."},"vmStateBytes":{"$ref":"#/$defs/size"},"takenAtMs":{"description":"milliseconds since 1970","type":"integer","minimum":0},"clockMs":{"description":"milliseconds that the guest had run","type":"integer","minimum":0}},"required":["name"],"additionalProperties":false},"rate":{"description":"a number of 0 or more","type":"number","minimum":0},"disk":{"description":"a disk","type":"object","properties":{"id":{"description":"an id","type":"string","pattern":"."},"device":{"description":"a drive's name; empty with -blockdev","type":"string"},"nodeName":{"description":"a node's name","type":"string","pattern":"."},"file":{"description":"an image's file name","type":"string","pattern":"."},"format":{"description":"a disk's format","enum":["qcow2","raw"]},"virtualSizeBytes":{"$ref":"#/$defs/size"},"actualSizeBytes":{"$ref":"#/$defs/size"},"readOnly":{"description":"true or false: whether the disk can only be read","type":"boolean"},"snapshots":{"description":"a list of snapshots","type":"array","items":{"$ref":"#/$defs/snapshot"}},"readsPerSecond":{"$ref":"#/$defs/rate"},"writesPerSecond":{"$ref":"#/$defs/rate"},"load":{"description":"a disk's load: idle, steady, busy, or figures","if":{"type":"string"},"then":{"description":"a disk's load","enum":["idle","steady","busy"]},"else":{"$ref":"#/$defs/loadFigures"}},"backingFiles":{"description":"a list of image file names","type":"array","items":{"description":"an image's file name","type":"string","pattern":"."}},"throttle":{"description":"limits by QEMU's names, such as iops; 0 is unlimited","type":"object","additionalProperties":{"description":"a limit","type":"integer","minimum":0}},"ioStatus":{"description":"an I/O status","enum":["ok","failed","nospace"]},"counters":{"description":"fixed counters of query-blockstats, by QEMU's names","type":"object","additionalProperties":{"description":"a counter","type":"integer","minimum":0}}},"required":["id"],"additionalProperties":false},"loadFigures":{"description":"a disk's load: idle, steady, busy, or figures","type":"object","properties":{"readsPerSecond":{"$ref":"#/$defs/rate"},"writesPerSecond":{"$ref":"#/$defs/rate"},"readMs":{"$ref":"#/$defs/rate"},"writeMs":{"$ref":"#/$defs/rate"},"failedReadsPerSecond":{"$ref":"#/$defs/rate"},"failedWritesPerSecond":{"$ref":"#/$defs/rate"},"readBytes":{"$ref":"#/$defs/size"},"writeBytes":{"$ref":"#/$defs/size"},"flushPercent":{"description":"a percentage","type":"number","minimum":0,"maximum":100}},"additionalProperties":false},"nic":{"description":"a NIC","type":"object","properties":{"id":{"description":"an id","type":"string","pattern":"."},"mac":{"description":"a MAC address, such as 52:54:00:aa:bb:01","type":"string","pattern":"^([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}$"},"netdev":{"description":"a network backend's id","type":"string"},"model":{"description":"a NIC's model","type":"string","pattern":"."}},"required":["id","mac"],"additionalProperties":false},"machine":{"description":"a machine","type":"object","properties":{"name":{"description":"a name; with count, {n} in it is the number","type":"string","pattern":"."},"count":{"description":"a number of machines, 1 to 100000","type":"integer","minimum":1,"maximum":100000},"listen":{"$ref":"#/$defs/address"},"pretty":{"$ref":"#/$defs/pretty"},"monitors":{"description":"a list of further monitors","type":"array","items":{"$ref":"#/$defs/monitor"}},"faults":{"description":"a list of faults","type":"array","items":{"$ref":"#/$defs/fault"}},"agent":{"$ref":"#/$defs/agent"},"version":{"description":"a QEMU version","enum":["5.2","7.2","10.0","11.1"]},"uuid":{"description":"a UUID","type":"string","pattern":"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"},"memoryBytes":{"$ref":"#/$defs/size"},"status":{"description":"a run state","enum":["running","paused","prelaunch","shutdown","io-error","inmigrate","internal-error","postmigrate","finish-migrate","restore-vm","save-vm","suspended","watchdog","guest-panicked","debug","colo"]},"vcpus":{"$ref":"#/$defs/threads"},"iothreads":{"description":"a list of I/O threads","type":"array","items":{"$ref":"#/$defs/iothread"}},"disks":{"description":"a list of disks","type":"array","items":{"$ref":"#/$defs/disk"}},"emptyDrive":{"description":"true or false: whether there is an empty CD drive","type":"boolean"},"nics":{"description":"a list of NICs","type":"array","items":{"$ref":"#/$defs/nic"}},"vnc":{"description":"a VNC server: { host, port, auth, clients }","type":"object","properties":{"host":{"description":"a host","type":"string","pattern":"."},"port":{"description":"a port, 1 to 65535","type":"integer","minimum":1,"maximum":65535},"auth":{"description":"a way to authenticate","type":"string","pattern":"."},"clients":{"description":"a list of viewers","type":"array","items":{"$ref":"#/$defs/display"}}},"required":["host","port"],"additionalProperties":false},"spice":{"description":"a display: { host, port }, or not-built","if":{"type":"string"},"then":{"description":"a display: { host, port }, or not-built","enum":["not-built"]},"else":{"$ref":"#/$defs/display"}},"accelerator":{"description":"an accelerator","enum":["kvm","tcg"]},"powerdownMs":{"description":"a number of milliseconds that the guest takes to shut down, or never","if":{"type":"string"},"then":{"description":"a number of milliseconds, or never","enum":["never"]},"else":{"description":"a number of milliseconds that the guest takes to shut down, or never","type":"integer","minimum":0}},"migration":{"description":"the course of a migration: { durationMs, failsWith }","type":"object","properties":{"durationMs":{"description":"a number of milliseconds","type":"integer","minimum":0},"failsWith":{"description":"an error's text","type":"string","pattern":"."}},"additionalProperties":false},"rootPorts":{"description":"a list of PCIe root ports' ids","type":"array","items":{"description":"an id","type":"string","pattern":"."}},"actions":{"description":"actions on events of the guest, as -action: { reboot, shutdown, panic, watchdog }","type":"object","properties":{"reboot":{"description":"an action on reboot","enum":["reset","shutdown"]},"shutdown":{"description":"an action on shutdown","enum":["poweroff","pause"]},"panic":{"description":"an action on panic","enum":["pause","shutdown","exit-failure","none"]},"watchdog":{"description":"an action of the watchdog","enum":["reset","shutdown","poweroff","pause","debug","none","inject-nmi"]}},"additionalProperties":false},"noShutdown":{"description":"true or false: as -no-shutdown","type":"boolean"},"noReboot":{"description":"true or false: as -no-reboot","type":"boolean"},"callsKept":{"description":"a number of requests that `calls` keeps","type":"integer","minimum":0},"balloon":{"description":"a balloon device","enum":["pci","anonymous","mmio","none"]},"driver":{"description":"a balloon driver","enum":["linux-6.1","linux-6.12","windows-without-service","freebsd-no-stats","silent","slow","lying","crashing","none"]},"unset":{"description":"a form of unset statistics","enum":["max","minus-one","error"]},"guest":{"description":"a load of the guest: { memory }","type":"object","properties":{"memory":{"description":"a load of the guest's memory","enum":["idle","steady","busy","leaking"]}},"additionalProperties":false},"slowMs":{"description":"a number of milliseconds by which the driver `slow` delays its reports","type":"integer","minimum":0},"crashAfter":{"description":"a number of reports after which the driver `crashing` dies","type":"integer","minimum":0},"inflateBytesPerSecond":{"description":"a number of bytes that the guest moves a second","type":"integer","minimum":1},"deflateOnOom":{"description":"true or false: whether the guest takes pages back when it runs out of memory","type":"boolean"},"freePageHint":{"description":"true or false: the balloon's property free-page-hint","type":"boolean"},"pagePoison":{"description":"true or false: the balloon's property page-poison","type":"boolean"},"freePageReporting":{"description":"true or false: the balloon's property free-page-reporting","type":"boolean"},"seed":{"description":"a seed of the guest's memory use: a whole number","type":"integer"}},"additionalProperties":false},"action":{"description":"an action","type":"object","properties":{"do":{"description":"an action","enum":["fault","heal","emit","balloon","execute","stop","cont","reset","powerdown","suspend","wakeup","oom","watchdog","panic","quit","kill","start","remove","add","list","calls","advance","shutdown"]}},"required":["do"],"allOf":[{"if":{"type":"object","properties":{"do":{"const":"fault"}},"required":["do"]},"then":{"$ref":"#/$defs/faultAction"}},{"if":{"type":"object","properties":{"do":{"const":"heal"}},"required":["do"]},"then":{"$ref":"#/$defs/healAction"}},{"if":{"type":"object","properties":{"do":{"const":"emit"}},"required":["do"]},"then":{"$ref":"#/$defs/emitAction"}},{"if":{"type":"object","properties":{"do":{"const":"balloon"}},"required":["do"]},"then":{"$ref":"#/$defs/balloonAction"}},{"if":{"type":"object","properties":{"do":{"const":"execute"}},"required":["do"]},"then":{"$ref":"#/$defs/executeAction"}},{"if":{"type":"object","properties":{"do":{"enum":["stop","cont","reset","powerdown","suspend","wakeup","oom","watchdog","panic","quit","kill","start","remove"]}},"required":["do"]},"then":{"$ref":"#/$defs/moveAction"}},{"if":{"type":"object","properties":{"do":{"const":"calls"}},"required":["do"]},"then":{"$ref":"#/$defs/callsAction"}},{"if":{"type":"object","properties":{"do":{"const":"add"}},"required":["do"]},"then":{"$ref":"#/$defs/addAction"}},{"if":{"type":"object","properties":{"do":{"const":"advance"}},"required":["do"]},"then":{"$ref":"#/$defs/advanceAction"}},{"if":{"type":"object","properties":{"do":{"enum":["list","shutdown"]}},"required":["do"]},"then":{"$ref":"#/$defs/fleetAction"}}]},"faultAction":{"description":"activates a fault until it is healed; its options are members beside its kind","type":"object","properties":{"at":{"$ref":"#/$defs/duration"},"every":{"$ref":"#/$defs/duration"},"do":true,"machine":{"$ref":"#/$defs/selector"},"kind":{"$ref":"#/$defs/faultKind"}},"required":["kind"]},"healAction":{"description":"ends one kind of fault, or all","type":"object","properties":{"at":{"$ref":"#/$defs/duration"},"every":{"$ref":"#/$defs/duration"},"do":true,"machine":{"$ref":"#/$defs/selector"},"kind":{"$ref":"#/$defs/faultKind"}},"additionalProperties":false},"emitAction":{"description":"sends an event to the clients","type":"object","properties":{"at":{"$ref":"#/$defs/duration"},"every":{"$ref":"#/$defs/duration"},"do":true,"machine":{"$ref":"#/$defs/selector"},"event":{"description":"an event's name, such as POWERDOWN","type":"string","pattern":"^[A-Z0-9_]+$"},"data":{"description":"an object with the event's data","type":"object"}},"required":["event"],"additionalProperties":false},"balloonAction":{"description":"overrides statistics of the guest's reports (null: no longer), or sets the target size","type":"object","properties":{"at":{"$ref":"#/$defs/duration"},"every":{"$ref":"#/$defs/duration"},"do":true,"machine":{"$ref":"#/$defs/selector"},"stats":{"description":"an object of statistics by QEMU's names, whole numbers, or null to show the guest's own again","type":"object","additionalProperties":{"description":"a whole number from 0 to 2^64 - 1, or null","type":["integer","null"],"minimum":0,"maximum":18446744073709552000}},"targetBytes":{"$ref":"#/$defs/size"}},"additionalProperties":false},"executeAction":{"description":"runs a QMP command, as another monitor's client would","type":"object","properties":{"at":{"$ref":"#/$defs/duration"},"every":{"$ref":"#/$defs/duration"},"do":true,"machine":{"$ref":"#/$defs/selector"},"command":{"description":"a QMP command","type":"string","pattern":"."},"arguments":{"description":"an object with the command's arguments","type":"object"}},"required":["command"],"additionalProperties":false},"moveAction":{"description":"changes the machine's state","type":"object","properties":{"at":{"$ref":"#/$defs/duration"},"every":{"$ref":"#/$defs/duration"},"do":true,"machine":{"$ref":"#/$defs/selector"}},"additionalProperties":false},"callsAction":{"description":"returns the last requests","type":"object","properties":{"at":{"$ref":"#/$defs/duration"},"every":{"$ref":"#/$defs/duration"},"do":true,"machine":{"$ref":"#/$defs/selector"},"command":{"description":"a QMP command","type":"string","pattern":"."}},"additionalProperties":false},"addAction":{"description":"adds a machine, or as many as `count`","type":"object","properties":{"at":{"$ref":"#/$defs/duration"},"every":{"$ref":"#/$defs/duration"},"do":true,"spec":{"$ref":"#/$defs/machine","type":"object","properties":{"name":true},"required":["name"]}},"required":["spec"],"additionalProperties":false},"advanceAction":{"description":"advances manual time","type":"object","properties":{"at":{"$ref":"#/$defs/duration"},"every":{"$ref":"#/$defs/duration"},"do":true,"by":{"$ref":"#/$defs/duration"}},"required":["by"],"additionalProperties":false},"fleetAction":{"description":"lists the machines, or ends them all","type":"object","properties":{"at":{"$ref":"#/$defs/duration"},"every":{"$ref":"#/$defs/duration"},"do":true},"additionalProperties":false}}};
const schema32 = {"description":"a machine","type":"object","properties":{"name":{"description":"a name; with count, {n} in it is the number","type":"string","pattern":"."},"count":{"description":"a number of machines, 1 to 100000","type":"integer","minimum":1,"maximum":100000},"listen":{"$ref":"#/$defs/address"},"pretty":{"$ref":"#/$defs/pretty"},"monitors":{"description":"a list of further monitors","type":"array","items":{"$ref":"#/$defs/monitor"}},"faults":{"description":"a list of faults","type":"array","items":{"$ref":"#/$defs/fault"}},"agent":{"$ref":"#/$defs/agent"},"version":{"description":"a QEMU version","enum":["5.2","7.2","10.0","11.1"]},"uuid":{"description":"a UUID","type":"string","pattern":"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"},"memoryBytes":{"$ref":"#/$defs/size"},"status":{"description":"a run state","enum":["running","paused","prelaunch","shutdown","io-error","inmigrate","internal-error","postmigrate","finish-migrate","restore-vm","save-vm","suspended","watchdog","guest-panicked","debug","colo"]},"vcpus":{"$ref":"#/$defs/threads"},"iothreads":{"description":"a list of I/O threads","type":"array","items":{"$ref":"#/$defs/iothread"}},"disks":{"description":"a list of disks","type":"array","items":{"$ref":"#/$defs/disk"}},"emptyDrive":{"description":"true or false: whether there is an empty CD drive","type":"boolean"},"nics":{"description":"a list of NICs","type":"array","items":{"$ref":"#/$defs/nic"}},"vnc":{"description":"a VNC server: { host, port, auth, clients }","type":"object","properties":{"host":{"description":"a host","type":"string","pattern":"."},"port":{"description":"a port, 1 to 65535","type":"integer","minimum":1,"maximum":65535},"auth":{"description":"a way to authenticate","type":"string","pattern":"."},"clients":{"description":"a list of viewers","type":"array","items":{"$ref":"#/$defs/display"}}},"required":["host","port"],"additionalProperties":false},"spice":{"description":"a display: { host, port }, or not-built","if":{"type":"string"},"then":{"description":"a display: { host, port }, or not-built","enum":["not-built"]},"else":{"$ref":"#/$defs/display"}},"accelerator":{"description":"an accelerator","enum":["kvm","tcg"]},"powerdownMs":{"description":"a number of milliseconds that the guest takes to shut down, or never","if":{"type":"string"},"then":{"description":"a number of milliseconds, or never","enum":["never"]},"else":{"description":"a number of milliseconds that the guest takes to shut down, or never","type":"integer","minimum":0}},"migration":{"description":"the course of a migration: { durationMs, failsWith }","type":"object","properties":{"durationMs":{"description":"a number of milliseconds","type":"integer","minimum":0},"failsWith":{"description":"an error's text","type":"string","pattern":"."}},"additionalProperties":false},"rootPorts":{"description":"a list of PCIe root ports' ids","type":"array","items":{"description":"an id","type":"string","pattern":"."}},"actions":{"description":"actions on events of the guest, as -action: { reboot, shutdown, panic, watchdog }","type":"object","properties":{"reboot":{"description":"an action on reboot","enum":["reset","shutdown"]},"shutdown":{"description":"an action on shutdown","enum":["poweroff","pause"]},"panic":{"description":"an action on panic","enum":["pause","shutdown","exit-failure","none"]},"watchdog":{"description":"an action of the watchdog","enum":["reset","shutdown","poweroff","pause","debug","none","inject-nmi"]}},"additionalProperties":false},"noShutdown":{"description":"true or false: as -no-shutdown","type":"boolean"},"noReboot":{"description":"true or false: as -no-reboot","type":"boolean"},"callsKept":{"description":"a number of requests that `calls` keeps","type":"integer","minimum":0},"balloon":{"description":"a balloon device","enum":["pci","anonymous","mmio","none"]},"driver":{"description":"a balloon driver","enum":["linux-6.1","linux-6.12","windows-without-service","freebsd-no-stats","silent","slow","lying","crashing","none"]},"unset":{"description":"a form of unset statistics","enum":["max","minus-one","error"]},"guest":{"description":"a load of the guest: { memory }","type":"object","properties":{"memory":{"description":"a load of the guest's memory","enum":["idle","steady","busy","leaking"]}},"additionalProperties":false},"slowMs":{"description":"a number of milliseconds by which the driver `slow` delays its reports","type":"integer","minimum":0},"crashAfter":{"description":"a number of reports after which the driver `crashing` dies","type":"integer","minimum":0},"inflateBytesPerSecond":{"description":"a number of bytes that the guest moves a second","type":"integer","minimum":1},"deflateOnOom":{"description":"true or false: whether the guest takes pages back when it runs out of memory","type":"boolean"},"freePageHint":{"description":"true or false: the balloon's property free-page-hint","type":"boolean"},"pagePoison":{"description":"true or false: the balloon's property page-poison","type":"boolean"},"freePageReporting":{"description":"true or false: the balloon's property free-page-reporting","type":"boolean"},"seed":{"description":"a seed of the guest's memory use: a whole number","type":"integer"}},"additionalProperties":false};
const schema33 = {"description":"an address: unix:/path, /path, tcp:host:port or ws://host:port","type":"string","pattern":"^(unix:.|tcp:|ws://|[^:]*/)"};
const schema34 = {"description":"true or false: whether messages are printed over several lines","type":"boolean"};
const schema44 = {"description":"a size: bytes as a number, or with a unit such as 512M or 4G","type":["integer","string"],"minimum":1,"maximum":9007199254740991,"pattern":"^[0-9]+(\\.[0-9]+)?[KMGT]$"};
const schema45 = {"description":"a number of vCPUs, 1 to 4096, or a list of their thread ids","type":["integer","array"],"minimum":1,"maximum":4096,"items":{"description":"a thread id","type":"integer","minimum":1}};
const schema46 = {"description":"an I/O thread: { id, threadId }","type":"object","properties":{"id":{"description":"an id","type":"string","pattern":"."},"threadId":{"description":"a thread id","type":"integer","minimum":1}},"required":["id","threadId"],"additionalProperties":false};
const schema63 = {"description":"a NIC","type":"object","properties":{"id":{"description":"an id","type":"string","pattern":"."},"mac":{"description":"a MAC address, such as 52:54:00:aa:bb:01","type":"string","pattern":"^([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}$"},"netdev":{"description":"a network backend's id","type":"string"},"model":{"description":"a NIC's model","type":"string","pattern":"."}},"required":["id","mac"],"additionalProperties":false};
const schema64 = {"description":"a display: { host, port }","type":"object","properties":{"host":{"description":"a host","type":"string","pattern":"."},"port":{"description":"a port, 1 to 65535","type":"integer","minimum":1,"maximum":65535}},"required":["host","port"],"additionalProperties":false};
const func1 = Object.prototype.hasOwnProperty;
const pattern4 = new RegExp(".", "u");
const pattern5 = new RegExp("^(unix:.|tcp:|ws://|[^:]*/)", "u");
const pattern9 = new RegExp("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", "u");
const pattern10 = new RegExp("^[0-9]+(\\.[0-9]+)?[KMGT]$", "u");
const pattern24 = new RegExp("^([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}$", "u");
const schema35 = {"description":"a further monitor: { listen, pretty }","type":"object","properties":{"listen":{"$ref":"#/$defs/address"},"pretty":{"$ref":"#/$defs/pretty"}},"additionalProperties":false};

function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate22.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((key0 === "listen") || (key0 === "pretty"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.listen !== undefined){
let data0 = data.listen;
if(typeof data0 === "string"){
if(!pattern5.test(data0)){
const err1 = {instancePath:instancePath+"/listen",schemaPath:"#/$defs/address/pattern",keyword:"pattern",params:{pattern: "^(unix:.|tcp:|ws://|[^:]*/)"},message:"must match pattern \""+"^(unix:.|tcp:|ws://|[^:]*/)"+"\"",schema:"^(unix:.|tcp:|ws://|[^:]*/)",parentSchema:schema33,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/listen",schemaPath:"#/$defs/address/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema33.type,parentSchema:schema33,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.pretty !== undefined){
let data1 = data.pretty;
if(typeof data1 !== "boolean"){
const err3 = {instancePath:instancePath+"/pretty",schemaPath:"#/$defs/pretty/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema34.type,parentSchema:schema34,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema35.type,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
validate22.errors = vErrors;
return errors === 0;
}
validate22.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema38 = {"description":"a fault: its kind, and its options","type":"object","properties":{"kind":{"$ref":"#/$defs/faultKind"}},"required":["kind"]};
const schema39 = {"description":"a fault's kind","type":"string","pattern":"."};

function validate24(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate24.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'",schema:schema38.required,parentSchema:schema38,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.kind !== undefined){
let data0 = data.kind;
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
const err1 = {instancePath:instancePath+"/kind",schemaPath:"#/$defs/faultKind/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema39,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/kind",schemaPath:"#/$defs/faultKind/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.type,parentSchema:schema39,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema38.type,parentSchema:schema38,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
validate24.errors = vErrors;
return errors === 0;
}
validate24.evaluated = {"props":{"kind":true},"dynamicProps":false,"dynamicItems":false};

const schema40 = {"description":"a guest agent: its mode, or { mode, listen, hostName, mebibytes, lateMs, trickleMs }","if":{"type":"string"},"then":{"$ref":"#/$defs/agentMode"},"else":{"description":"a guest agent: its mode, or { mode, listen, hostName, mebibytes, lateMs, trickleMs }","type":"object","properties":{"mode":{"$ref":"#/$defs/agentMode"},"listen":{"$ref":"#/$defs/address"},"hostName":{"description":"a host name","type":"string"},"mebibytes":{"description":"a number of MiB that the mode `huge` sends, 1 to 1024","type":"integer","minimum":1,"maximum":1024},"lateMs":{"description":"a number of milliseconds by which the mode `late` delays its replies","type":"integer","minimum":0},"trickleMs":{"description":"a number of milliseconds that the mode `trickle` pauses after each byte","type":"integer","minimum":0}},"additionalProperties":false}};
const schema41 = {"description":"an agent's mode","enum":["healthy","silent","absent","no-ff","wrong-id","huge","endless","late","trickle","closes","duplicate","wrong-types","control-characters","error"]};

function validate26(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate26.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(typeof data !== "string"){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs1 === errors;
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs3 = errors;
if(!((((((((((((((data === "healthy") || (data === "silent")) || (data === "absent")) || (data === "no-ff")) || (data === "wrong-id")) || (data === "huge")) || (data === "endless")) || (data === "late")) || (data === "trickle")) || (data === "closes")) || (data === "duplicate")) || (data === "wrong-types")) || (data === "control-characters")) || (data === "error"))){
const err1 = {instancePath,schemaPath:"#/$defs/agentMode/enum",keyword:"enum",params:{allowedValues: schema41.enum},message:"must be equal to one of the allowed values",schema:schema41.enum,parentSchema:schema41,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs3 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs5 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "mode") || (key0 === "listen")) || (key0 === "hostName")) || (key0 === "mebibytes")) || (key0 === "lateMs")) || (key0 === "trickleMs"))){
const err2 = {instancePath,schemaPath:"#/else/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema40.else,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.mode !== undefined){
let data0 = data.mode;
if(!((((((((((((((data0 === "healthy") || (data0 === "silent")) || (data0 === "absent")) || (data0 === "no-ff")) || (data0 === "wrong-id")) || (data0 === "huge")) || (data0 === "endless")) || (data0 === "late")) || (data0 === "trickle")) || (data0 === "closes")) || (data0 === "duplicate")) || (data0 === "wrong-types")) || (data0 === "control-characters")) || (data0 === "error"))){
const err3 = {instancePath:instancePath+"/mode",schemaPath:"#/$defs/agentMode/enum",keyword:"enum",params:{allowedValues: schema41.enum},message:"must be equal to one of the allowed values",schema:schema41.enum,parentSchema:schema41,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.listen !== undefined){
let data1 = data.listen;
if(typeof data1 === "string"){
if(!pattern5.test(data1)){
const err4 = {instancePath:instancePath+"/listen",schemaPath:"#/$defs/address/pattern",keyword:"pattern",params:{pattern: "^(unix:.|tcp:|ws://|[^:]*/)"},message:"must match pattern \""+"^(unix:.|tcp:|ws://|[^:]*/)"+"\"",schema:"^(unix:.|tcp:|ws://|[^:]*/)",parentSchema:schema33,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/listen",schemaPath:"#/$defs/address/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema33.type,parentSchema:schema33,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.hostName !== undefined){
let data2 = data.hostName;
if(typeof data2 !== "string"){
const err6 = {instancePath:instancePath+"/hostName",schemaPath:"#/else/properties/hostName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema40.else.properties.hostName.type,parentSchema:schema40.else.properties.hostName,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.mebibytes !== undefined){
let data3 = data.mebibytes;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err7 = {instancePath:instancePath+"/mebibytes",schemaPath:"#/else/properties/mebibytes/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema40.else.properties.mebibytes.type,parentSchema:schema40.else.properties.mebibytes,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 1024 || isNaN(data3)){
const err8 = {instancePath:instancePath+"/mebibytes",schemaPath:"#/else/properties/mebibytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1024},message:"must be <= 1024",schema:1024,parentSchema:schema40.else.properties.mebibytes,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data3 < 1 || isNaN(data3)){
const err9 = {instancePath:instancePath+"/mebibytes",schemaPath:"#/else/properties/mebibytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema40.else.properties.mebibytes,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
if(data.lateMs !== undefined){
let data4 = data.lateMs;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err10 = {instancePath:instancePath+"/lateMs",schemaPath:"#/else/properties/lateMs/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema40.else.properties.lateMs.type,parentSchema:schema40.else.properties.lateMs,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
const err11 = {instancePath:instancePath+"/lateMs",schemaPath:"#/else/properties/lateMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema40.else.properties.lateMs,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
if(data.trickleMs !== undefined){
let data5 = data.trickleMs;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err12 = {instancePath:instancePath+"/trickleMs",schemaPath:"#/else/properties/trickleMs/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema40.else.properties.trickleMs.type,parentSchema:schema40.else.properties.trickleMs,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
const err13 = {instancePath:instancePath+"/trickleMs",schemaPath:"#/else/properties/trickleMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema40.else.properties.trickleMs,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
}
else {
const err14 = {instancePath,schemaPath:"#/else/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema40.else.type,parentSchema:schema40.else,data};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
var _valid0 = _errs5 === errors;
valid0 = _valid0;
if(valid0){
var props0 = true;
}
ifClause0 = "else";
}
if(!valid0){
const err15 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema40.if,parentSchema:schema40,data};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
validate26.errors = vErrors;
evaluated0.props = props0;
return errors === 0;
}
validate26.evaluated = {"dynamicProps":true,"dynamicItems":false};

const schema47 = {"description":"a disk","type":"object","properties":{"id":{"description":"an id","type":"string","pattern":"."},"device":{"description":"a drive's name; empty with -blockdev","type":"string"},"nodeName":{"description":"a node's name","type":"string","pattern":"."},"file":{"description":"an image's file name","type":"string","pattern":"."},"format":{"description":"a disk's format","enum":["qcow2","raw"]},"virtualSizeBytes":{"$ref":"#/$defs/size"},"actualSizeBytes":{"$ref":"#/$defs/size"},"readOnly":{"description":"true or false: whether the disk can only be read","type":"boolean"},"snapshots":{"description":"a list of snapshots","type":"array","items":{"$ref":"#/$defs/snapshot"}},"readsPerSecond":{"$ref":"#/$defs/rate"},"writesPerSecond":{"$ref":"#/$defs/rate"},"load":{"description":"a disk's load: idle, steady, busy, or figures","if":{"type":"string"},"then":{"description":"a disk's load","enum":["idle","steady","busy"]},"else":{"$ref":"#/$defs/loadFigures"}},"backingFiles":{"description":"a list of image file names","type":"array","items":{"description":"an image's file name","type":"string","pattern":"."}},"throttle":{"description":"limits by QEMU's names, such as iops; 0 is unlimited","type":"object","additionalProperties":{"description":"a limit","type":"integer","minimum":0}},"ioStatus":{"description":"an I/O status","enum":["ok","failed","nospace"]},"counters":{"description":"fixed counters of query-blockstats, by QEMU's names","type":"object","additionalProperties":{"description":"a counter","type":"integer","minimum":0}}},"required":["id"],"additionalProperties":false};
const schema52 = {"description":"a number of 0 or more","type":"number","minimum":0};
const schema50 = {"description":"a snapshot","type":"object","properties":{"name":{"description":"a snapshot's name","type":"string","pattern":"."},"id":{"description":"an id","type":"string","pattern":"."},"vmStateBytes":{"$ref":"#/$defs/size"},"takenAtMs":{"description":"milliseconds since 1970","type":"integer","minimum":0},"clockMs":{"description":"milliseconds that the guest had run","type":"integer","minimum":0}},"required":["name"],"additionalProperties":false};

function validate29(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate29.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema50.required,parentSchema:schema50,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "name") || (key0 === "id")) || (key0 === "vmStateBytes")) || (key0 === "takenAtMs")) || (key0 === "clockMs"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema50,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
const err2 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema50.properties.name,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.properties.name.type,parentSchema:schema50.properties.name,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.id !== undefined){
let data1 = data.id;
if(typeof data1 === "string"){
if(!pattern4.test(data1)){
const err4 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema50.properties.id,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.properties.id.type,parentSchema:schema50.properties.id,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.vmStateBytes !== undefined){
let data2 = data.vmStateBytes;
if((!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))) && (typeof data2 !== "string")){
const err6 = {instancePath:instancePath+"/vmStateBytes",schemaPath:"#/$defs/size/type",keyword:"type",params:{type: schema44.type},message:"must be integer,string",schema:schema44.type,parentSchema:schema44,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 9007199254740991 || isNaN(data2)){
const err7 = {instancePath:instancePath+"/vmStateBytes",schemaPath:"#/$defs/size/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991",schema:9007199254740991,parentSchema:schema44,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data2 < 1 || isNaN(data2)){
const err8 = {instancePath:instancePath+"/vmStateBytes",schemaPath:"#/$defs/size/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema44,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(typeof data2 === "string"){
if(!pattern10.test(data2)){
const err9 = {instancePath:instancePath+"/vmStateBytes",schemaPath:"#/$defs/size/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?[KMGT]$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?[KMGT]$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?[KMGT]$",parentSchema:schema44,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
if(data.takenAtMs !== undefined){
let data3 = data.takenAtMs;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err10 = {instancePath:instancePath+"/takenAtMs",schemaPath:"#/properties/takenAtMs/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema50.properties.takenAtMs.type,parentSchema:schema50.properties.takenAtMs,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
const err11 = {instancePath:instancePath+"/takenAtMs",schemaPath:"#/properties/takenAtMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema50.properties.takenAtMs,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
if(data.clockMs !== undefined){
let data4 = data.clockMs;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err12 = {instancePath:instancePath+"/clockMs",schemaPath:"#/properties/clockMs/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema50.properties.clockMs.type,parentSchema:schema50.properties.clockMs,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
const err13 = {instancePath:instancePath+"/clockMs",schemaPath:"#/properties/clockMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema50.properties.clockMs,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
}
else {
const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema50.type,parentSchema:schema50,data};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate29.errors = vErrors;
return errors === 0;
}
validate29.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema54 = {"description":"a disk's load: idle, steady, busy, or figures","type":"object","properties":{"readsPerSecond":{"$ref":"#/$defs/rate"},"writesPerSecond":{"$ref":"#/$defs/rate"},"readMs":{"$ref":"#/$defs/rate"},"writeMs":{"$ref":"#/$defs/rate"},"failedReadsPerSecond":{"$ref":"#/$defs/rate"},"failedWritesPerSecond":{"$ref":"#/$defs/rate"},"readBytes":{"$ref":"#/$defs/size"},"writeBytes":{"$ref":"#/$defs/size"},"flushPercent":{"description":"a percentage","type":"number","minimum":0,"maximum":100}},"additionalProperties":false};

function validate31(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate31.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema54.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema54,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.readsPerSecond !== undefined){
let data0 = data.readsPerSecond;
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 < 0 || isNaN(data0)){
const err1 = {instancePath:instancePath+"/readsPerSecond",schemaPath:"#/$defs/rate/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema52,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/readsPerSecond",schemaPath:"#/$defs/rate/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema52.type,parentSchema:schema52,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.writesPerSecond !== undefined){
let data1 = data.writesPerSecond;
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
const err3 = {instancePath:instancePath+"/writesPerSecond",schemaPath:"#/$defs/rate/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema52,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/writesPerSecond",schemaPath:"#/$defs/rate/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema52.type,parentSchema:schema52,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.readMs !== undefined){
let data2 = data.readMs;
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
const err5 = {instancePath:instancePath+"/readMs",schemaPath:"#/$defs/rate/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema52,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/readMs",schemaPath:"#/$defs/rate/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema52.type,parentSchema:schema52,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.writeMs !== undefined){
let data3 = data.writeMs;
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
const err7 = {instancePath:instancePath+"/writeMs",schemaPath:"#/$defs/rate/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema52,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/writeMs",schemaPath:"#/$defs/rate/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema52.type,parentSchema:schema52,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.failedReadsPerSecond !== undefined){
let data4 = data.failedReadsPerSecond;
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
const err9 = {instancePath:instancePath+"/failedReadsPerSecond",schemaPath:"#/$defs/rate/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema52,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/failedReadsPerSecond",schemaPath:"#/$defs/rate/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema52.type,parentSchema:schema52,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.failedWritesPerSecond !== undefined){
let data5 = data.failedWritesPerSecond;
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
const err11 = {instancePath:instancePath+"/failedWritesPerSecond",schemaPath:"#/$defs/rate/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema52,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/failedWritesPerSecond",schemaPath:"#/$defs/rate/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema52.type,parentSchema:schema52,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.readBytes !== undefined){
let data6 = data.readBytes;
if((!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))) && (typeof data6 !== "string")){
const err13 = {instancePath:instancePath+"/readBytes",schemaPath:"#/$defs/size/type",keyword:"type",params:{type: schema44.type},message:"must be integer,string",schema:schema44.type,parentSchema:schema44,data:data6};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 9007199254740991 || isNaN(data6)){
const err14 = {instancePath:instancePath+"/readBytes",schemaPath:"#/$defs/size/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991",schema:9007199254740991,parentSchema:schema44,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data6 < 1 || isNaN(data6)){
const err15 = {instancePath:instancePath+"/readBytes",schemaPath:"#/$defs/size/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema44,data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(typeof data6 === "string"){
if(!pattern10.test(data6)){
const err16 = {instancePath:instancePath+"/readBytes",schemaPath:"#/$defs/size/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?[KMGT]$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?[KMGT]$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?[KMGT]$",parentSchema:schema44,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
if(data.writeBytes !== undefined){
let data7 = data.writeBytes;
if((!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))) && (typeof data7 !== "string")){
const err17 = {instancePath:instancePath+"/writeBytes",schemaPath:"#/$defs/size/type",keyword:"type",params:{type: schema44.type},message:"must be integer,string",schema:schema44.type,parentSchema:schema44,data:data7};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 9007199254740991 || isNaN(data7)){
const err18 = {instancePath:instancePath+"/writeBytes",schemaPath:"#/$defs/size/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991",schema:9007199254740991,parentSchema:schema44,data:data7};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data7 < 1 || isNaN(data7)){
const err19 = {instancePath:instancePath+"/writeBytes",schemaPath:"#/$defs/size/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema44,data:data7};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(typeof data7 === "string"){
if(!pattern10.test(data7)){
const err20 = {instancePath:instancePath+"/writeBytes",schemaPath:"#/$defs/size/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?[KMGT]$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?[KMGT]$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?[KMGT]$",parentSchema:schema44,data:data7};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
if(data.flushPercent !== undefined){
let data8 = data.flushPercent;
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 > 100 || isNaN(data8)){
const err21 = {instancePath:instancePath+"/flushPercent",schemaPath:"#/properties/flushPercent/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema54.properties.flushPercent,data:data8};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data8 < 0 || isNaN(data8)){
const err22 = {instancePath:instancePath+"/flushPercent",schemaPath:"#/properties/flushPercent/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema54.properties.flushPercent,data:data8};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/flushPercent",schemaPath:"#/properties/flushPercent/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema54.properties.flushPercent.type,parentSchema:schema54.properties.flushPercent,data:data8};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
else {
const err24 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema54.type,parentSchema:schema54,data};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
validate31.errors = vErrors;
return errors === 0;
}
validate31.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate28(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate28.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.id === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'",schema:schema47.required,parentSchema:schema47,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema47.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema47,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.id !== undefined){
let data0 = data.id;
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
const err2 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema47.properties.id,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema47.properties.id.type,parentSchema:schema47.properties.id,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.device !== undefined){
let data1 = data.device;
if(typeof data1 !== "string"){
const err4 = {instancePath:instancePath+"/device",schemaPath:"#/properties/device/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema47.properties.device.type,parentSchema:schema47.properties.device,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.nodeName !== undefined){
let data2 = data.nodeName;
if(typeof data2 === "string"){
if(!pattern4.test(data2)){
const err5 = {instancePath:instancePath+"/nodeName",schemaPath:"#/properties/nodeName/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema47.properties.nodeName,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/nodeName",schemaPath:"#/properties/nodeName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema47.properties.nodeName.type,parentSchema:schema47.properties.nodeName,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.file !== undefined){
let data3 = data.file;
if(typeof data3 === "string"){
if(!pattern4.test(data3)){
const err7 = {instancePath:instancePath+"/file",schemaPath:"#/properties/file/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema47.properties.file,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema47.properties.file.type,parentSchema:schema47.properties.file,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.format !== undefined){
let data4 = data.format;
if(!((data4 === "qcow2") || (data4 === "raw"))){
const err9 = {instancePath:instancePath+"/format",schemaPath:"#/properties/format/enum",keyword:"enum",params:{allowedValues: schema47.properties.format.enum},message:"must be equal to one of the allowed values",schema:schema47.properties.format.enum,parentSchema:schema47.properties.format,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.virtualSizeBytes !== undefined){
let data5 = data.virtualSizeBytes;
if((!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))) && (typeof data5 !== "string")){
const err10 = {instancePath:instancePath+"/virtualSizeBytes",schemaPath:"#/$defs/size/type",keyword:"type",params:{type: schema44.type},message:"must be integer,string",schema:schema44.type,parentSchema:schema44,data:data5};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 9007199254740991 || isNaN(data5)){
const err11 = {instancePath:instancePath+"/virtualSizeBytes",schemaPath:"#/$defs/size/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991",schema:9007199254740991,parentSchema:schema44,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data5 < 1 || isNaN(data5)){
const err12 = {instancePath:instancePath+"/virtualSizeBytes",schemaPath:"#/$defs/size/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema44,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(typeof data5 === "string"){
if(!pattern10.test(data5)){
const err13 = {instancePath:instancePath+"/virtualSizeBytes",schemaPath:"#/$defs/size/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?[KMGT]$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?[KMGT]$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?[KMGT]$",parentSchema:schema44,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
if(data.actualSizeBytes !== undefined){
let data6 = data.actualSizeBytes;
if((!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))) && (typeof data6 !== "string")){
const err14 = {instancePath:instancePath+"/actualSizeBytes",schemaPath:"#/$defs/size/type",keyword:"type",params:{type: schema44.type},message:"must be integer,string",schema:schema44.type,parentSchema:schema44,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 9007199254740991 || isNaN(data6)){
const err15 = {instancePath:instancePath+"/actualSizeBytes",schemaPath:"#/$defs/size/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991",schema:9007199254740991,parentSchema:schema44,data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data6 < 1 || isNaN(data6)){
const err16 = {instancePath:instancePath+"/actualSizeBytes",schemaPath:"#/$defs/size/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema44,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(typeof data6 === "string"){
if(!pattern10.test(data6)){
const err17 = {instancePath:instancePath+"/actualSizeBytes",schemaPath:"#/$defs/size/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?[KMGT]$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?[KMGT]$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?[KMGT]$",parentSchema:schema44,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
if(data.readOnly !== undefined){
let data7 = data.readOnly;
if(typeof data7 !== "boolean"){
const err18 = {instancePath:instancePath+"/readOnly",schemaPath:"#/properties/readOnly/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema47.properties.readOnly.type,parentSchema:schema47.properties.readOnly,data:data7};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.snapshots !== undefined){
let data8 = data.snapshots;
if(Array.isArray(data8)){
const len0 = data8.length;
for(let i0=0; i0<len0; i0++){
if(!(validate29(data8[i0], {instancePath:instancePath+"/snapshots/" + i0,parentData:data8,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
}
else {
const err19 = {instancePath:instancePath+"/snapshots",schemaPath:"#/properties/snapshots/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema47.properties.snapshots.type,parentSchema:schema47.properties.snapshots,data:data8};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.readsPerSecond !== undefined){
let data10 = data.readsPerSecond;
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 0 || isNaN(data10)){
const err20 = {instancePath:instancePath+"/readsPerSecond",schemaPath:"#/$defs/rate/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema52,data:data10};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/readsPerSecond",schemaPath:"#/$defs/rate/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema52.type,parentSchema:schema52,data:data10};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.writesPerSecond !== undefined){
let data11 = data.writesPerSecond;
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
const err22 = {instancePath:instancePath+"/writesPerSecond",schemaPath:"#/$defs/rate/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema52,data:data11};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/writesPerSecond",schemaPath:"#/$defs/rate/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema52.type,parentSchema:schema52,data:data11};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.load !== undefined){
let data12 = data.load;
const _errs29 = errors;
let valid7 = true;
const _errs30 = errors;
if(typeof data12 !== "string"){
const err24 = {};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
var _valid0 = _errs30 === errors;
errors = _errs29;
if(vErrors !== null){
if(_errs29){
vErrors.length = _errs29;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs32 = errors;
if(!(((data12 === "idle") || (data12 === "steady")) || (data12 === "busy"))){
const err25 = {instancePath:instancePath+"/load",schemaPath:"#/properties/load/then/enum",keyword:"enum",params:{allowedValues: schema47.properties.load.then.enum},message:"must be equal to one of the allowed values",schema:schema47.properties.load.then.enum,parentSchema:schema47.properties.load.then,data:data12};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
var _valid0 = _errs32 === errors;
valid7 = _valid0;
ifClause0 = "then";
}
else {
const _errs33 = errors;
if(!(validate31(data12, {instancePath:instancePath+"/load",parentData:data,parentDataProperty:"load",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
var _valid0 = _errs33 === errors;
valid7 = _valid0;
ifClause0 = "else";
}
if(!valid7){
const err26 = {instancePath:instancePath+"/load",schemaPath:"#/properties/load/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema47.properties.load.if,parentSchema:schema47.properties.load,data:data12};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.backingFiles !== undefined){
let data13 = data.backingFiles;
if(Array.isArray(data13)){
const len1 = data13.length;
for(let i1=0; i1<len1; i1++){
let data14 = data13[i1];
if(typeof data14 === "string"){
if(!pattern4.test(data14)){
const err27 = {instancePath:instancePath+"/backingFiles/" + i1,schemaPath:"#/properties/backingFiles/items/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema47.properties.backingFiles.items,data:data14};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/backingFiles/" + i1,schemaPath:"#/properties/backingFiles/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema47.properties.backingFiles.items.type,parentSchema:schema47.properties.backingFiles.items,data:data14};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/backingFiles",schemaPath:"#/properties/backingFiles/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema47.properties.backingFiles.type,parentSchema:schema47.properties.backingFiles,data:data13};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.throttle !== undefined){
let data15 = data.throttle;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
for(const key1 in data15){
let data16 = data15[key1];
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
const err30 = {instancePath:instancePath+"/throttle/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/throttle/additionalProperties/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema47.properties.throttle.additionalProperties.type,parentSchema:schema47.properties.throttle.additionalProperties,data:data16};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 0 || isNaN(data16)){
const err31 = {instancePath:instancePath+"/throttle/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/throttle/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema47.properties.throttle.additionalProperties,data:data16};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
}
else {
const err32 = {instancePath:instancePath+"/throttle",schemaPath:"#/properties/throttle/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema47.properties.throttle.type,parentSchema:schema47.properties.throttle,data:data15};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.ioStatus !== undefined){
let data17 = data.ioStatus;
if(!(((data17 === "ok") || (data17 === "failed")) || (data17 === "nospace"))){
const err33 = {instancePath:instancePath+"/ioStatus",schemaPath:"#/properties/ioStatus/enum",keyword:"enum",params:{allowedValues: schema47.properties.ioStatus.enum},message:"must be equal to one of the allowed values",schema:schema47.properties.ioStatus.enum,parentSchema:schema47.properties.ioStatus,data:data17};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.counters !== undefined){
let data18 = data.counters;
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
for(const key2 in data18){
let data19 = data18[key2];
if(!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19)))){
const err34 = {instancePath:instancePath+"/counters/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/counters/additionalProperties/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema47.properties.counters.additionalProperties.type,parentSchema:schema47.properties.counters.additionalProperties,data:data19};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 < 0 || isNaN(data19)){
const err35 = {instancePath:instancePath+"/counters/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/counters/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema47.properties.counters.additionalProperties,data:data19};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
}
else {
const err36 = {instancePath:instancePath+"/counters",schemaPath:"#/properties/counters/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema47.properties.counters.type,parentSchema:schema47.properties.counters,data:data18};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema47.type,parentSchema:schema47,data};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
validate28.errors = vErrors;
return errors === 0;
}
validate28.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate21.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema32.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
const err1 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema32.properties.name,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.name.type,parentSchema:schema32.properties.name,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.count !== undefined){
let data1 = data.count;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err3 = {instancePath:instancePath+"/count",schemaPath:"#/properties/count/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.count.type,parentSchema:schema32.properties.count,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 100000 || isNaN(data1)){
const err4 = {instancePath:instancePath+"/count",schemaPath:"#/properties/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000},message:"must be <= 100000",schema:100000,parentSchema:schema32.properties.count,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data1 < 1 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/count",schemaPath:"#/properties/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema32.properties.count,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
if(data.listen !== undefined){
let data2 = data.listen;
if(typeof data2 === "string"){
if(!pattern5.test(data2)){
const err6 = {instancePath:instancePath+"/listen",schemaPath:"#/$defs/address/pattern",keyword:"pattern",params:{pattern: "^(unix:.|tcp:|ws://|[^:]*/)"},message:"must match pattern \""+"^(unix:.|tcp:|ws://|[^:]*/)"+"\"",schema:"^(unix:.|tcp:|ws://|[^:]*/)",parentSchema:schema33,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/listen",schemaPath:"#/$defs/address/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema33.type,parentSchema:schema33,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.pretty !== undefined){
let data3 = data.pretty;
if(typeof data3 !== "boolean"){
const err8 = {instancePath:instancePath+"/pretty",schemaPath:"#/$defs/pretty/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema34.type,parentSchema:schema34,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.monitors !== undefined){
let data4 = data.monitors;
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
if(!(validate22(data4[i0], {instancePath:instancePath+"/monitors/" + i0,parentData:data4,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
}
else {
const err9 = {instancePath:instancePath+"/monitors",schemaPath:"#/properties/monitors/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema32.properties.monitors.type,parentSchema:schema32.properties.monitors,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.faults !== undefined){
let data6 = data.faults;
if(Array.isArray(data6)){
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
if(!(validate24(data6[i1], {instancePath:instancePath+"/faults/" + i1,parentData:data6,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
}
}
else {
const err10 = {instancePath:instancePath+"/faults",schemaPath:"#/properties/faults/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema32.properties.faults.type,parentSchema:schema32.properties.faults,data:data6};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.agent !== undefined){
if(!(validate26(data.agent, {instancePath:instancePath+"/agent",parentData:data,parentDataProperty:"agent",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
if(data.version !== undefined){
let data9 = data.version;
if(!((((data9 === "5.2") || (data9 === "7.2")) || (data9 === "10.0")) || (data9 === "11.1"))){
const err11 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/enum",keyword:"enum",params:{allowedValues: schema32.properties.version.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.version.enum,parentSchema:schema32.properties.version,data:data9};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.uuid !== undefined){
let data10 = data.uuid;
if(typeof data10 === "string"){
if(!pattern9.test(data10)){
const err12 = {instancePath:instancePath+"/uuid",schemaPath:"#/properties/uuid/pattern",keyword:"pattern",params:{pattern: "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"},message:"must match pattern \""+"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"+"\"",schema:"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$",parentSchema:schema32.properties.uuid,data:data10};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/uuid",schemaPath:"#/properties/uuid/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.uuid.type,parentSchema:schema32.properties.uuid,data:data10};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.memoryBytes !== undefined){
let data11 = data.memoryBytes;
if((!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))) && (typeof data11 !== "string")){
const err14 = {instancePath:instancePath+"/memoryBytes",schemaPath:"#/$defs/size/type",keyword:"type",params:{type: schema44.type},message:"must be integer,string",schema:schema44.type,parentSchema:schema44,data:data11};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 > 9007199254740991 || isNaN(data11)){
const err15 = {instancePath:instancePath+"/memoryBytes",schemaPath:"#/$defs/size/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991",schema:9007199254740991,parentSchema:schema44,data:data11};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data11 < 1 || isNaN(data11)){
const err16 = {instancePath:instancePath+"/memoryBytes",schemaPath:"#/$defs/size/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema44,data:data11};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(typeof data11 === "string"){
if(!pattern10.test(data11)){
const err17 = {instancePath:instancePath+"/memoryBytes",schemaPath:"#/$defs/size/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?[KMGT]$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?[KMGT]$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?[KMGT]$",parentSchema:schema44,data:data11};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
if(data.status !== undefined){
let data12 = data.status;
if(!((((((((((((((((data12 === "running") || (data12 === "paused")) || (data12 === "prelaunch")) || (data12 === "shutdown")) || (data12 === "io-error")) || (data12 === "inmigrate")) || (data12 === "internal-error")) || (data12 === "postmigrate")) || (data12 === "finish-migrate")) || (data12 === "restore-vm")) || (data12 === "save-vm")) || (data12 === "suspended")) || (data12 === "watchdog")) || (data12 === "guest-panicked")) || (data12 === "debug")) || (data12 === "colo"))){
const err18 = {instancePath:instancePath+"/status",schemaPath:"#/properties/status/enum",keyword:"enum",params:{allowedValues: schema32.properties.status.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.status.enum,parentSchema:schema32.properties.status,data:data12};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.vcpus !== undefined){
let data13 = data.vcpus;
if((!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))) && (!(Array.isArray(data13)))){
const err19 = {instancePath:instancePath+"/vcpus",schemaPath:"#/$defs/threads/type",keyword:"type",params:{type: schema45.type},message:"must be integer,array",schema:schema45.type,parentSchema:schema45,data:data13};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 > 4096 || isNaN(data13)){
const err20 = {instancePath:instancePath+"/vcpus",schemaPath:"#/$defs/threads/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4096},message:"must be <= 4096",schema:4096,parentSchema:schema45,data:data13};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data13 < 1 || isNaN(data13)){
const err21 = {instancePath:instancePath+"/vcpus",schemaPath:"#/$defs/threads/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema45,data:data13};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(Array.isArray(data13)){
const len2 = data13.length;
for(let i2=0; i2<len2; i2++){
let data14 = data13[i2];
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
const err22 = {instancePath:instancePath+"/vcpus/" + i2,schemaPath:"#/$defs/threads/items/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema45.items.type,parentSchema:schema45.items,data:data14};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 < 1 || isNaN(data14)){
const err23 = {instancePath:instancePath+"/vcpus/" + i2,schemaPath:"#/$defs/threads/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema45.items,data:data14};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
}
}
if(data.iothreads !== undefined){
let data15 = data.iothreads;
if(Array.isArray(data15)){
const len3 = data15.length;
for(let i3=0; i3<len3; i3++){
let data16 = data15[i3];
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.id === undefined){
const err24 = {instancePath:instancePath+"/iothreads/" + i3,schemaPath:"#/$defs/iothread/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'",schema:schema46.required,parentSchema:schema46,data:data16};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data16.threadId === undefined){
const err25 = {instancePath:instancePath+"/iothreads/" + i3,schemaPath:"#/$defs/iothread/required",keyword:"required",params:{missingProperty: "threadId"},message:"must have required property '"+"threadId"+"'",schema:schema46.required,parentSchema:schema46,data:data16};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
for(const key1 in data16){
if(!((key1 === "id") || (key1 === "threadId"))){
const err26 = {instancePath:instancePath+"/iothreads/" + i3,schemaPath:"#/$defs/iothread/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema46,data:data16};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data16.id !== undefined){
let data17 = data16.id;
if(typeof data17 === "string"){
if(!pattern4.test(data17)){
const err27 = {instancePath:instancePath+"/iothreads/" + i3+"/id",schemaPath:"#/$defs/iothread/properties/id/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema46.properties.id,data:data17};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/iothreads/" + i3+"/id",schemaPath:"#/$defs/iothread/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema46.properties.id.type,parentSchema:schema46.properties.id,data:data17};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data16.threadId !== undefined){
let data18 = data16.threadId;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
const err29 = {instancePath:instancePath+"/iothreads/" + i3+"/threadId",schemaPath:"#/$defs/iothread/properties/threadId/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema46.properties.threadId.type,parentSchema:schema46.properties.threadId,data:data18};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 < 1 || isNaN(data18)){
const err30 = {instancePath:instancePath+"/iothreads/" + i3+"/threadId",schemaPath:"#/$defs/iothread/properties/threadId/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema46.properties.threadId,data:data18};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
}
else {
const err31 = {instancePath:instancePath+"/iothreads/" + i3,schemaPath:"#/$defs/iothread/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema46.type,parentSchema:schema46,data:data16};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
else {
const err32 = {instancePath:instancePath+"/iothreads",schemaPath:"#/properties/iothreads/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema32.properties.iothreads.type,parentSchema:schema32.properties.iothreads,data:data15};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.disks !== undefined){
let data19 = data.disks;
if(Array.isArray(data19)){
const len4 = data19.length;
for(let i4=0; i4<len4; i4++){
if(!(validate28(data19[i4], {instancePath:instancePath+"/disks/" + i4,parentData:data19,parentDataProperty:i4,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
}
}
else {
const err33 = {instancePath:instancePath+"/disks",schemaPath:"#/properties/disks/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema32.properties.disks.type,parentSchema:schema32.properties.disks,data:data19};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.emptyDrive !== undefined){
let data21 = data.emptyDrive;
if(typeof data21 !== "boolean"){
const err34 = {instancePath:instancePath+"/emptyDrive",schemaPath:"#/properties/emptyDrive/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.emptyDrive.type,parentSchema:schema32.properties.emptyDrive,data:data21};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.nics !== undefined){
let data22 = data.nics;
if(Array.isArray(data22)){
const len5 = data22.length;
for(let i5=0; i5<len5; i5++){
let data23 = data22[i5];
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
if(data23.id === undefined){
const err35 = {instancePath:instancePath+"/nics/" + i5,schemaPath:"#/$defs/nic/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'",schema:schema63.required,parentSchema:schema63,data:data23};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data23.mac === undefined){
const err36 = {instancePath:instancePath+"/nics/" + i5,schemaPath:"#/$defs/nic/required",keyword:"required",params:{missingProperty: "mac"},message:"must have required property '"+"mac"+"'",schema:schema63.required,parentSchema:schema63,data:data23};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
for(const key2 in data23){
if(!((((key2 === "id") || (key2 === "mac")) || (key2 === "netdev")) || (key2 === "model"))){
const err37 = {instancePath:instancePath+"/nics/" + i5,schemaPath:"#/$defs/nic/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema63,data:data23};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data23.id !== undefined){
let data24 = data23.id;
if(typeof data24 === "string"){
if(!pattern4.test(data24)){
const err38 = {instancePath:instancePath+"/nics/" + i5+"/id",schemaPath:"#/$defs/nic/properties/id/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema63.properties.id,data:data24};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/nics/" + i5+"/id",schemaPath:"#/$defs/nic/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema63.properties.id.type,parentSchema:schema63.properties.id,data:data24};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data23.mac !== undefined){
let data25 = data23.mac;
if(typeof data25 === "string"){
if(!pattern24.test(data25)){
const err40 = {instancePath:instancePath+"/nics/" + i5+"/mac",schemaPath:"#/$defs/nic/properties/mac/pattern",keyword:"pattern",params:{pattern: "^([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}$"},message:"must match pattern \""+"^([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}$"+"\"",schema:"^([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}$",parentSchema:schema63.properties.mac,data:data25};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/nics/" + i5+"/mac",schemaPath:"#/$defs/nic/properties/mac/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema63.properties.mac.type,parentSchema:schema63.properties.mac,data:data25};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data23.netdev !== undefined){
let data26 = data23.netdev;
if(typeof data26 !== "string"){
const err42 = {instancePath:instancePath+"/nics/" + i5+"/netdev",schemaPath:"#/$defs/nic/properties/netdev/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema63.properties.netdev.type,parentSchema:schema63.properties.netdev,data:data26};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data23.model !== undefined){
let data27 = data23.model;
if(typeof data27 === "string"){
if(!pattern4.test(data27)){
const err43 = {instancePath:instancePath+"/nics/" + i5+"/model",schemaPath:"#/$defs/nic/properties/model/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema63.properties.model,data:data27};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
else {
const err44 = {instancePath:instancePath+"/nics/" + i5+"/model",schemaPath:"#/$defs/nic/properties/model/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema63.properties.model.type,parentSchema:schema63.properties.model,data:data27};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
else {
const err45 = {instancePath:instancePath+"/nics/" + i5,schemaPath:"#/$defs/nic/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema63.type,parentSchema:schema63,data:data23};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
else {
const err46 = {instancePath:instancePath+"/nics",schemaPath:"#/properties/nics/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema32.properties.nics.type,parentSchema:schema32.properties.nics,data:data22};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data.vnc !== undefined){
let data28 = data.vnc;
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
if(data28.host === undefined){
const err47 = {instancePath:instancePath+"/vnc",schemaPath:"#/properties/vnc/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'",schema:schema32.properties.vnc.required,parentSchema:schema32.properties.vnc,data:data28};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(data28.port === undefined){
const err48 = {instancePath:instancePath+"/vnc",schemaPath:"#/properties/vnc/required",keyword:"required",params:{missingProperty: "port"},message:"must have required property '"+"port"+"'",schema:schema32.properties.vnc.required,parentSchema:schema32.properties.vnc,data:data28};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
for(const key3 in data28){
if(!((((key3 === "host") || (key3 === "port")) || (key3 === "auth")) || (key3 === "clients"))){
const err49 = {instancePath:instancePath+"/vnc",schemaPath:"#/properties/vnc/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema32.properties.vnc,data:data28};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data28.host !== undefined){
let data29 = data28.host;
if(typeof data29 === "string"){
if(!pattern4.test(data29)){
const err50 = {instancePath:instancePath+"/vnc/host",schemaPath:"#/properties/vnc/properties/host/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema32.properties.vnc.properties.host,data:data29};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
else {
const err51 = {instancePath:instancePath+"/vnc/host",schemaPath:"#/properties/vnc/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.vnc.properties.host.type,parentSchema:schema32.properties.vnc.properties.host,data:data29};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data28.port !== undefined){
let data30 = data28.port;
if(!(((typeof data30 == "number") && (!(data30 % 1) && !isNaN(data30))) && (isFinite(data30)))){
const err52 = {instancePath:instancePath+"/vnc/port",schemaPath:"#/properties/vnc/properties/port/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.vnc.properties.port.type,parentSchema:schema32.properties.vnc.properties.port,data:data30};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if((typeof data30 == "number") && (isFinite(data30))){
if(data30 > 65535 || isNaN(data30)){
const err53 = {instancePath:instancePath+"/vnc/port",schemaPath:"#/properties/vnc/properties/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema32.properties.vnc.properties.port,data:data30};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if(data30 < 1 || isNaN(data30)){
const err54 = {instancePath:instancePath+"/vnc/port",schemaPath:"#/properties/vnc/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema32.properties.vnc.properties.port,data:data30};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
}
if(data28.auth !== undefined){
let data31 = data28.auth;
if(typeof data31 === "string"){
if(!pattern4.test(data31)){
const err55 = {instancePath:instancePath+"/vnc/auth",schemaPath:"#/properties/vnc/properties/auth/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema32.properties.vnc.properties.auth,data:data31};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
else {
const err56 = {instancePath:instancePath+"/vnc/auth",schemaPath:"#/properties/vnc/properties/auth/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.vnc.properties.auth.type,parentSchema:schema32.properties.vnc.properties.auth,data:data31};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data28.clients !== undefined){
let data32 = data28.clients;
if(Array.isArray(data32)){
const len6 = data32.length;
for(let i6=0; i6<len6; i6++){
let data33 = data32[i6];
if(data33 && typeof data33 == "object" && !Array.isArray(data33)){
if(data33.host === undefined){
const err57 = {instancePath:instancePath+"/vnc/clients/" + i6,schemaPath:"#/$defs/display/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'",schema:schema64.required,parentSchema:schema64,data:data33};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if(data33.port === undefined){
const err58 = {instancePath:instancePath+"/vnc/clients/" + i6,schemaPath:"#/$defs/display/required",keyword:"required",params:{missingProperty: "port"},message:"must have required property '"+"port"+"'",schema:schema64.required,parentSchema:schema64,data:data33};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
for(const key4 in data33){
if(!((key4 === "host") || (key4 === "port"))){
const err59 = {instancePath:instancePath+"/vnc/clients/" + i6,schemaPath:"#/$defs/display/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema64,data:data33};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data33.host !== undefined){
let data34 = data33.host;
if(typeof data34 === "string"){
if(!pattern4.test(data34)){
const err60 = {instancePath:instancePath+"/vnc/clients/" + i6+"/host",schemaPath:"#/$defs/display/properties/host/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema64.properties.host,data:data34};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
else {
const err61 = {instancePath:instancePath+"/vnc/clients/" + i6+"/host",schemaPath:"#/$defs/display/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema64.properties.host.type,parentSchema:schema64.properties.host,data:data34};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data33.port !== undefined){
let data35 = data33.port;
if(!(((typeof data35 == "number") && (!(data35 % 1) && !isNaN(data35))) && (isFinite(data35)))){
const err62 = {instancePath:instancePath+"/vnc/clients/" + i6+"/port",schemaPath:"#/$defs/display/properties/port/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema64.properties.port.type,parentSchema:schema64.properties.port,data:data35};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if((typeof data35 == "number") && (isFinite(data35))){
if(data35 > 65535 || isNaN(data35)){
const err63 = {instancePath:instancePath+"/vnc/clients/" + i6+"/port",schemaPath:"#/$defs/display/properties/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema64.properties.port,data:data35};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if(data35 < 1 || isNaN(data35)){
const err64 = {instancePath:instancePath+"/vnc/clients/" + i6+"/port",schemaPath:"#/$defs/display/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema64.properties.port,data:data35};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
}
else {
const err65 = {instancePath:instancePath+"/vnc/clients/" + i6,schemaPath:"#/$defs/display/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema64.type,parentSchema:schema64,data:data33};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
}
else {
const err66 = {instancePath:instancePath+"/vnc/clients",schemaPath:"#/properties/vnc/properties/clients/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema32.properties.vnc.properties.clients.type,parentSchema:schema32.properties.vnc.properties.clients,data:data32};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
else {
const err67 = {instancePath:instancePath+"/vnc",schemaPath:"#/properties/vnc/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.vnc.type,parentSchema:schema32.properties.vnc,data:data28};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data.spice !== undefined){
let data36 = data.spice;
const _errs80 = errors;
let valid26 = true;
const _errs81 = errors;
if(typeof data36 !== "string"){
const err68 = {};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
var _valid0 = _errs81 === errors;
errors = _errs80;
if(vErrors !== null){
if(_errs80){
vErrors.length = _errs80;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs83 = errors;
if(!(data36 === "not-built")){
const err69 = {instancePath:instancePath+"/spice",schemaPath:"#/properties/spice/then/enum",keyword:"enum",params:{allowedValues: schema32.properties.spice.then.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.spice.then.enum,parentSchema:schema32.properties.spice.then,data:data36};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
var _valid0 = _errs83 === errors;
valid26 = _valid0;
ifClause0 = "then";
}
else {
const _errs84 = errors;
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
if(data36.host === undefined){
const err70 = {instancePath:instancePath+"/spice",schemaPath:"#/$defs/display/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'",schema:schema64.required,parentSchema:schema64,data:data36};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
if(data36.port === undefined){
const err71 = {instancePath:instancePath+"/spice",schemaPath:"#/$defs/display/required",keyword:"required",params:{missingProperty: "port"},message:"must have required property '"+"port"+"'",schema:schema64.required,parentSchema:schema64,data:data36};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
for(const key5 in data36){
if(!((key5 === "host") || (key5 === "port"))){
const err72 = {instancePath:instancePath+"/spice",schemaPath:"#/$defs/display/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema64,data:data36};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data36.host !== undefined){
let data37 = data36.host;
if(typeof data37 === "string"){
if(!pattern4.test(data37)){
const err73 = {instancePath:instancePath+"/spice/host",schemaPath:"#/$defs/display/properties/host/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema64.properties.host,data:data37};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
else {
const err74 = {instancePath:instancePath+"/spice/host",schemaPath:"#/$defs/display/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema64.properties.host.type,parentSchema:schema64.properties.host,data:data37};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data36.port !== undefined){
let data38 = data36.port;
if(!(((typeof data38 == "number") && (!(data38 % 1) && !isNaN(data38))) && (isFinite(data38)))){
const err75 = {instancePath:instancePath+"/spice/port",schemaPath:"#/$defs/display/properties/port/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema64.properties.port.type,parentSchema:schema64.properties.port,data:data38};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if((typeof data38 == "number") && (isFinite(data38))){
if(data38 > 65535 || isNaN(data38)){
const err76 = {instancePath:instancePath+"/spice/port",schemaPath:"#/$defs/display/properties/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema64.properties.port,data:data38};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
if(data38 < 1 || isNaN(data38)){
const err77 = {instancePath:instancePath+"/spice/port",schemaPath:"#/$defs/display/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema64.properties.port,data:data38};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
}
}
else {
const err78 = {instancePath:instancePath+"/spice",schemaPath:"#/$defs/display/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema64.type,parentSchema:schema64,data:data36};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
var _valid0 = _errs84 === errors;
valid26 = _valid0;
ifClause0 = "else";
}
if(!valid26){
const err79 = {instancePath:instancePath+"/spice",schemaPath:"#/properties/spice/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema32.properties.spice.if,parentSchema:schema32.properties.spice,data:data36};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data.accelerator !== undefined){
let data39 = data.accelerator;
if(!((data39 === "kvm") || (data39 === "tcg"))){
const err80 = {instancePath:instancePath+"/accelerator",schemaPath:"#/properties/accelerator/enum",keyword:"enum",params:{allowedValues: schema32.properties.accelerator.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.accelerator.enum,parentSchema:schema32.properties.accelerator,data:data39};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data.powerdownMs !== undefined){
let data40 = data.powerdownMs;
const _errs94 = errors;
let valid29 = true;
const _errs95 = errors;
if(typeof data40 !== "string"){
const err81 = {};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
var _valid1 = _errs95 === errors;
errors = _errs94;
if(vErrors !== null){
if(_errs94){
vErrors.length = _errs94;
}
else {
vErrors = null;
}
}
let ifClause1;
if(_valid1){
const _errs97 = errors;
if(!(data40 === "never")){
const err82 = {instancePath:instancePath+"/powerdownMs",schemaPath:"#/properties/powerdownMs/then/enum",keyword:"enum",params:{allowedValues: schema32.properties.powerdownMs.then.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.powerdownMs.then.enum,parentSchema:schema32.properties.powerdownMs.then,data:data40};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
var _valid1 = _errs97 === errors;
valid29 = _valid1;
ifClause1 = "then";
}
else {
const _errs98 = errors;
if(!(((typeof data40 == "number") && (!(data40 % 1) && !isNaN(data40))) && (isFinite(data40)))){
const err83 = {instancePath:instancePath+"/powerdownMs",schemaPath:"#/properties/powerdownMs/else/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.powerdownMs.else.type,parentSchema:schema32.properties.powerdownMs.else,data:data40};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
if((typeof data40 == "number") && (isFinite(data40))){
if(data40 < 0 || isNaN(data40)){
const err84 = {instancePath:instancePath+"/powerdownMs",schemaPath:"#/properties/powerdownMs/else/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.powerdownMs.else,data:data40};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
var _valid1 = _errs98 === errors;
valid29 = _valid1;
ifClause1 = "else";
}
if(!valid29){
const err85 = {instancePath:instancePath+"/powerdownMs",schemaPath:"#/properties/powerdownMs/if",keyword:"if",params:{failingKeyword: ifClause1},message:"must match \""+ifClause1+"\" schema",schema:schema32.properties.powerdownMs.if,parentSchema:schema32.properties.powerdownMs,data:data40};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data.migration !== undefined){
let data41 = data.migration;
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
for(const key6 in data41){
if(!((key6 === "durationMs") || (key6 === "failsWith"))){
const err86 = {instancePath:instancePath+"/migration",schemaPath:"#/properties/migration/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties",schema:false,parentSchema:schema32.properties.migration,data:data41};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data41.durationMs !== undefined){
let data42 = data41.durationMs;
if(!(((typeof data42 == "number") && (!(data42 % 1) && !isNaN(data42))) && (isFinite(data42)))){
const err87 = {instancePath:instancePath+"/migration/durationMs",schemaPath:"#/properties/migration/properties/durationMs/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.migration.properties.durationMs.type,parentSchema:schema32.properties.migration.properties.durationMs,data:data42};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
if((typeof data42 == "number") && (isFinite(data42))){
if(data42 < 0 || isNaN(data42)){
const err88 = {instancePath:instancePath+"/migration/durationMs",schemaPath:"#/properties/migration/properties/durationMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.migration.properties.durationMs,data:data42};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
}
if(data41.failsWith !== undefined){
let data43 = data41.failsWith;
if(typeof data43 === "string"){
if(!pattern4.test(data43)){
const err89 = {instancePath:instancePath+"/migration/failsWith",schemaPath:"#/properties/migration/properties/failsWith/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema32.properties.migration.properties.failsWith,data:data43};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
else {
const err90 = {instancePath:instancePath+"/migration/failsWith",schemaPath:"#/properties/migration/properties/failsWith/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.migration.properties.failsWith.type,parentSchema:schema32.properties.migration.properties.failsWith,data:data43};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
}
else {
const err91 = {instancePath:instancePath+"/migration",schemaPath:"#/properties/migration/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.migration.type,parentSchema:schema32.properties.migration,data:data41};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
if(data.rootPorts !== undefined){
let data44 = data.rootPorts;
if(Array.isArray(data44)){
const len7 = data44.length;
for(let i7=0; i7<len7; i7++){
let data45 = data44[i7];
if(typeof data45 === "string"){
if(!pattern4.test(data45)){
const err92 = {instancePath:instancePath+"/rootPorts/" + i7,schemaPath:"#/properties/rootPorts/items/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema32.properties.rootPorts.items,data:data45};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
else {
const err93 = {instancePath:instancePath+"/rootPorts/" + i7,schemaPath:"#/properties/rootPorts/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.rootPorts.items.type,parentSchema:schema32.properties.rootPorts.items,data:data45};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
}
else {
const err94 = {instancePath:instancePath+"/rootPorts",schemaPath:"#/properties/rootPorts/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema32.properties.rootPorts.type,parentSchema:schema32.properties.rootPorts,data:data44};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data.actions !== undefined){
let data46 = data.actions;
if(data46 && typeof data46 == "object" && !Array.isArray(data46)){
for(const key7 in data46){
if(!((((key7 === "reboot") || (key7 === "shutdown")) || (key7 === "panic")) || (key7 === "watchdog"))){
const err95 = {instancePath:instancePath+"/actions",schemaPath:"#/properties/actions/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties",schema:false,parentSchema:schema32.properties.actions,data:data46};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
if(data46.reboot !== undefined){
let data47 = data46.reboot;
if(!((data47 === "reset") || (data47 === "shutdown"))){
const err96 = {instancePath:instancePath+"/actions/reboot",schemaPath:"#/properties/actions/properties/reboot/enum",keyword:"enum",params:{allowedValues: schema32.properties.actions.properties.reboot.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.actions.properties.reboot.enum,parentSchema:schema32.properties.actions.properties.reboot,data:data47};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
if(data46.shutdown !== undefined){
let data48 = data46.shutdown;
if(!((data48 === "poweroff") || (data48 === "pause"))){
const err97 = {instancePath:instancePath+"/actions/shutdown",schemaPath:"#/properties/actions/properties/shutdown/enum",keyword:"enum",params:{allowedValues: schema32.properties.actions.properties.shutdown.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.actions.properties.shutdown.enum,parentSchema:schema32.properties.actions.properties.shutdown,data:data48};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
if(data46.panic !== undefined){
let data49 = data46.panic;
if(!((((data49 === "pause") || (data49 === "shutdown")) || (data49 === "exit-failure")) || (data49 === "none"))){
const err98 = {instancePath:instancePath+"/actions/panic",schemaPath:"#/properties/actions/properties/panic/enum",keyword:"enum",params:{allowedValues: schema32.properties.actions.properties.panic.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.actions.properties.panic.enum,parentSchema:schema32.properties.actions.properties.panic,data:data49};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
if(data46.watchdog !== undefined){
let data50 = data46.watchdog;
if(!(((((((data50 === "reset") || (data50 === "shutdown")) || (data50 === "poweroff")) || (data50 === "pause")) || (data50 === "debug")) || (data50 === "none")) || (data50 === "inject-nmi"))){
const err99 = {instancePath:instancePath+"/actions/watchdog",schemaPath:"#/properties/actions/properties/watchdog/enum",keyword:"enum",params:{allowedValues: schema32.properties.actions.properties.watchdog.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.actions.properties.watchdog.enum,parentSchema:schema32.properties.actions.properties.watchdog,data:data50};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
}
else {
const err100 = {instancePath:instancePath+"/actions",schemaPath:"#/properties/actions/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.actions.type,parentSchema:schema32.properties.actions,data:data46};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
if(data.noShutdown !== undefined){
let data51 = data.noShutdown;
if(typeof data51 !== "boolean"){
const err101 = {instancePath:instancePath+"/noShutdown",schemaPath:"#/properties/noShutdown/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.noShutdown.type,parentSchema:schema32.properties.noShutdown,data:data51};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
if(data.noReboot !== undefined){
let data52 = data.noReboot;
if(typeof data52 !== "boolean"){
const err102 = {instancePath:instancePath+"/noReboot",schemaPath:"#/properties/noReboot/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.noReboot.type,parentSchema:schema32.properties.noReboot,data:data52};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
if(data.callsKept !== undefined){
let data53 = data.callsKept;
if(!(((typeof data53 == "number") && (!(data53 % 1) && !isNaN(data53))) && (isFinite(data53)))){
const err103 = {instancePath:instancePath+"/callsKept",schemaPath:"#/properties/callsKept/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.callsKept.type,parentSchema:schema32.properties.callsKept,data:data53};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
if((typeof data53 == "number") && (isFinite(data53))){
if(data53 < 0 || isNaN(data53)){
const err104 = {instancePath:instancePath+"/callsKept",schemaPath:"#/properties/callsKept/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.callsKept,data:data53};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
}
if(data.balloon !== undefined){
let data54 = data.balloon;
if(!((((data54 === "pci") || (data54 === "anonymous")) || (data54 === "mmio")) || (data54 === "none"))){
const err105 = {instancePath:instancePath+"/balloon",schemaPath:"#/properties/balloon/enum",keyword:"enum",params:{allowedValues: schema32.properties.balloon.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.balloon.enum,parentSchema:schema32.properties.balloon,data:data54};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
if(data.driver !== undefined){
let data55 = data.driver;
if(!(((((((((data55 === "linux-6.1") || (data55 === "linux-6.12")) || (data55 === "windows-without-service")) || (data55 === "freebsd-no-stats")) || (data55 === "silent")) || (data55 === "slow")) || (data55 === "lying")) || (data55 === "crashing")) || (data55 === "none"))){
const err106 = {instancePath:instancePath+"/driver",schemaPath:"#/properties/driver/enum",keyword:"enum",params:{allowedValues: schema32.properties.driver.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.driver.enum,parentSchema:schema32.properties.driver,data:data55};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
if(data.unset !== undefined){
let data56 = data.unset;
if(!(((data56 === "max") || (data56 === "minus-one")) || (data56 === "error"))){
const err107 = {instancePath:instancePath+"/unset",schemaPath:"#/properties/unset/enum",keyword:"enum",params:{allowedValues: schema32.properties.unset.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.unset.enum,parentSchema:schema32.properties.unset,data:data56};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
if(data.guest !== undefined){
let data57 = data.guest;
if(data57 && typeof data57 == "object" && !Array.isArray(data57)){
for(const key8 in data57){
if(!(key8 === "memory")){
const err108 = {instancePath:instancePath+"/guest",schemaPath:"#/properties/guest/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties",schema:false,parentSchema:schema32.properties.guest,data:data57};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
if(data57.memory !== undefined){
let data58 = data57.memory;
if(!((((data58 === "idle") || (data58 === "steady")) || (data58 === "busy")) || (data58 === "leaking"))){
const err109 = {instancePath:instancePath+"/guest/memory",schemaPath:"#/properties/guest/properties/memory/enum",keyword:"enum",params:{allowedValues: schema32.properties.guest.properties.memory.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.guest.properties.memory.enum,parentSchema:schema32.properties.guest.properties.memory,data:data58};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
}
else {
const err110 = {instancePath:instancePath+"/guest",schemaPath:"#/properties/guest/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.guest.type,parentSchema:schema32.properties.guest,data:data57};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
if(data.slowMs !== undefined){
let data59 = data.slowMs;
if(!(((typeof data59 == "number") && (!(data59 % 1) && !isNaN(data59))) && (isFinite(data59)))){
const err111 = {instancePath:instancePath+"/slowMs",schemaPath:"#/properties/slowMs/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.slowMs.type,parentSchema:schema32.properties.slowMs,data:data59};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
if((typeof data59 == "number") && (isFinite(data59))){
if(data59 < 0 || isNaN(data59)){
const err112 = {instancePath:instancePath+"/slowMs",schemaPath:"#/properties/slowMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.slowMs,data:data59};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
}
if(data.crashAfter !== undefined){
let data60 = data.crashAfter;
if(!(((typeof data60 == "number") && (!(data60 % 1) && !isNaN(data60))) && (isFinite(data60)))){
const err113 = {instancePath:instancePath+"/crashAfter",schemaPath:"#/properties/crashAfter/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.crashAfter.type,parentSchema:schema32.properties.crashAfter,data:data60};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
if((typeof data60 == "number") && (isFinite(data60))){
if(data60 < 0 || isNaN(data60)){
const err114 = {instancePath:instancePath+"/crashAfter",schemaPath:"#/properties/crashAfter/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.crashAfter,data:data60};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
}
if(data.inflateBytesPerSecond !== undefined){
let data61 = data.inflateBytesPerSecond;
if(!(((typeof data61 == "number") && (!(data61 % 1) && !isNaN(data61))) && (isFinite(data61)))){
const err115 = {instancePath:instancePath+"/inflateBytesPerSecond",schemaPath:"#/properties/inflateBytesPerSecond/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.inflateBytesPerSecond.type,parentSchema:schema32.properties.inflateBytesPerSecond,data:data61};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
if((typeof data61 == "number") && (isFinite(data61))){
if(data61 < 1 || isNaN(data61)){
const err116 = {instancePath:instancePath+"/inflateBytesPerSecond",schemaPath:"#/properties/inflateBytesPerSecond/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema32.properties.inflateBytesPerSecond,data:data61};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
}
if(data.deflateOnOom !== undefined){
let data62 = data.deflateOnOom;
if(typeof data62 !== "boolean"){
const err117 = {instancePath:instancePath+"/deflateOnOom",schemaPath:"#/properties/deflateOnOom/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.deflateOnOom.type,parentSchema:schema32.properties.deflateOnOom,data:data62};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
if(data.freePageHint !== undefined){
let data63 = data.freePageHint;
if(typeof data63 !== "boolean"){
const err118 = {instancePath:instancePath+"/freePageHint",schemaPath:"#/properties/freePageHint/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.freePageHint.type,parentSchema:schema32.properties.freePageHint,data:data63};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
if(data.pagePoison !== undefined){
let data64 = data.pagePoison;
if(typeof data64 !== "boolean"){
const err119 = {instancePath:instancePath+"/pagePoison",schemaPath:"#/properties/pagePoison/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.pagePoison.type,parentSchema:schema32.properties.pagePoison,data:data64};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
}
if(data.freePageReporting !== undefined){
let data65 = data.freePageReporting;
if(typeof data65 !== "boolean"){
const err120 = {instancePath:instancePath+"/freePageReporting",schemaPath:"#/properties/freePageReporting/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.freePageReporting.type,parentSchema:schema32.properties.freePageReporting,data:data65};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
}
if(data.seed !== undefined){
let data66 = data.seed;
if(!(((typeof data66 == "number") && (!(data66 % 1) && !isNaN(data66))) && (isFinite(data66)))){
const err121 = {instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.seed.type,parentSchema:schema32.properties.seed,data:data66};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
}
}
else {
const err122 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.type,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema66 = {"description":"an action","type":"object","properties":{"do":{"description":"an action","enum":["fault","heal","emit","balloon","execute","stop","cont","reset","powerdown","suspend","wakeup","oom","watchdog","panic","quit","kill","start","remove","add","list","calls","advance","shutdown"]}},"required":["do"],"allOf":[{"if":{"type":"object","properties":{"do":{"const":"fault"}},"required":["do"]},"then":{"$ref":"#/$defs/faultAction"}},{"if":{"type":"object","properties":{"do":{"const":"heal"}},"required":["do"]},"then":{"$ref":"#/$defs/healAction"}},{"if":{"type":"object","properties":{"do":{"const":"emit"}},"required":["do"]},"then":{"$ref":"#/$defs/emitAction"}},{"if":{"type":"object","properties":{"do":{"const":"balloon"}},"required":["do"]},"then":{"$ref":"#/$defs/balloonAction"}},{"if":{"type":"object","properties":{"do":{"const":"execute"}},"required":["do"]},"then":{"$ref":"#/$defs/executeAction"}},{"if":{"type":"object","properties":{"do":{"enum":["stop","cont","reset","powerdown","suspend","wakeup","oom","watchdog","panic","quit","kill","start","remove"]}},"required":["do"]},"then":{"$ref":"#/$defs/moveAction"}},{"if":{"type":"object","properties":{"do":{"const":"calls"}},"required":["do"]},"then":{"$ref":"#/$defs/callsAction"}},{"if":{"type":"object","properties":{"do":{"const":"add"}},"required":["do"]},"then":{"$ref":"#/$defs/addAction"}},{"if":{"type":"object","properties":{"do":{"const":"advance"}},"required":["do"]},"then":{"$ref":"#/$defs/advanceAction"}},{"if":{"type":"object","properties":{"do":{"enum":["list","shutdown"]}},"required":["do"]},"then":{"$ref":"#/$defs/fleetAction"}}]};
const schema67 = {"description":"activates a fault until it is healed; its options are members beside its kind","type":"object","properties":{"at":{"$ref":"#/$defs/duration"},"every":{"$ref":"#/$defs/duration"},"do":true,"machine":{"$ref":"#/$defs/selector"},"kind":{"$ref":"#/$defs/faultKind"}},"required":["kind"]};
const schema68 = {"description":"a time with its unit, such as 500ms, 5s, 1.5m or 1h","type":"string","pattern":"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"};
const schema70 = {"description":"a machine's name, a pattern such as web*, or a list of these","type":["string","array"],"pattern":".","minItems":1,"items":{"description":"a machine's name, or a pattern such as web*","type":"string","pattern":"."}};
const pattern32 = new RegExp("^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$", "u");

function validate37(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate37.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'",schema:schema67.required,parentSchema:schema67,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.at !== undefined){
let data0 = data.at;
if(typeof data0 === "string"){
if(!pattern32.test(data0)){
const err1 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$",parentSchema:schema68,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema68.type,parentSchema:schema68,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.every !== undefined){
let data1 = data.every;
if(typeof data1 === "string"){
if(!pattern32.test(data1)){
const err3 = {instancePath:instancePath+"/every",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$",parentSchema:schema68,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/every",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema68.type,parentSchema:schema68,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.machine !== undefined){
let data2 = data.machine;
if((typeof data2 !== "string") && (!(Array.isArray(data2)))){
const err5 = {instancePath:instancePath+"/machine",schemaPath:"#/$defs/selector/type",keyword:"type",params:{type: schema70.type},message:"must be string,array",schema:schema70.type,parentSchema:schema70,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(typeof data2 === "string"){
if(!pattern4.test(data2)){
const err6 = {instancePath:instancePath+"/machine",schemaPath:"#/$defs/selector/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema70,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(Array.isArray(data2)){
if(data2.length < 1){
const err7 = {instancePath:instancePath+"/machine",schemaPath:"#/$defs/selector/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema70,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(!pattern4.test(data3)){
const err8 = {instancePath:instancePath+"/machine/" + i0,schemaPath:"#/$defs/selector/items/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema70.items,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/machine/" + i0,schemaPath:"#/$defs/selector/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema70.items.type,parentSchema:schema70.items,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
}
if(data.kind !== undefined){
let data4 = data.kind;
if(typeof data4 === "string"){
if(!pattern4.test(data4)){
const err10 = {instancePath:instancePath+"/kind",schemaPath:"#/$defs/faultKind/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema39,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/kind",schemaPath:"#/$defs/faultKind/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.type,parentSchema:schema39,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema67.type,parentSchema:schema67,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
validate37.errors = vErrors;
return errors === 0;
}
validate37.evaluated = {"props":{"at":true,"every":true,"do":true,"machine":true,"kind":true},"dynamicProps":false,"dynamicItems":false};

const schema72 = {"description":"ends one kind of fault, or all","type":"object","properties":{"at":{"$ref":"#/$defs/duration"},"every":{"$ref":"#/$defs/duration"},"do":true,"machine":{"$ref":"#/$defs/selector"},"kind":{"$ref":"#/$defs/faultKind"}},"additionalProperties":false};

function validate39(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate39.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((key0 === "at") || (key0 === "every")) || (key0 === "do")) || (key0 === "machine")) || (key0 === "kind"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema72,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.at !== undefined){
let data0 = data.at;
if(typeof data0 === "string"){
if(!pattern32.test(data0)){
const err1 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$",parentSchema:schema68,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema68.type,parentSchema:schema68,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.every !== undefined){
let data1 = data.every;
if(typeof data1 === "string"){
if(!pattern32.test(data1)){
const err3 = {instancePath:instancePath+"/every",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$",parentSchema:schema68,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/every",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema68.type,parentSchema:schema68,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.machine !== undefined){
let data2 = data.machine;
if((typeof data2 !== "string") && (!(Array.isArray(data2)))){
const err5 = {instancePath:instancePath+"/machine",schemaPath:"#/$defs/selector/type",keyword:"type",params:{type: schema70.type},message:"must be string,array",schema:schema70.type,parentSchema:schema70,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(typeof data2 === "string"){
if(!pattern4.test(data2)){
const err6 = {instancePath:instancePath+"/machine",schemaPath:"#/$defs/selector/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema70,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(Array.isArray(data2)){
if(data2.length < 1){
const err7 = {instancePath:instancePath+"/machine",schemaPath:"#/$defs/selector/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema70,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(!pattern4.test(data3)){
const err8 = {instancePath:instancePath+"/machine/" + i0,schemaPath:"#/$defs/selector/items/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema70.items,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/machine/" + i0,schemaPath:"#/$defs/selector/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema70.items.type,parentSchema:schema70.items,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
}
if(data.kind !== undefined){
let data4 = data.kind;
if(typeof data4 === "string"){
if(!pattern4.test(data4)){
const err10 = {instancePath:instancePath+"/kind",schemaPath:"#/$defs/faultKind/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema39,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/kind",schemaPath:"#/$defs/faultKind/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.type,parentSchema:schema39,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema72.type,parentSchema:schema72,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
validate39.errors = vErrors;
return errors === 0;
}
validate39.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema77 = {"description":"sends an event to the clients","type":"object","properties":{"at":{"$ref":"#/$defs/duration"},"every":{"$ref":"#/$defs/duration"},"do":true,"machine":{"$ref":"#/$defs/selector"},"event":{"description":"an event's name, such as POWERDOWN","type":"string","pattern":"^[A-Z0-9_]+$"},"data":{"description":"an object with the event's data","type":"object"}},"required":["event"],"additionalProperties":false};
const pattern46 = new RegExp("^[A-Z0-9_]+$", "u");

function validate41(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate41.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.event === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "event"},message:"must have required property '"+"event"+"'",schema:schema77.required,parentSchema:schema77,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "at") || (key0 === "every")) || (key0 === "do")) || (key0 === "machine")) || (key0 === "event")) || (key0 === "data"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema77,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.at !== undefined){
let data0 = data.at;
if(typeof data0 === "string"){
if(!pattern32.test(data0)){
const err2 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$",parentSchema:schema68,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema68.type,parentSchema:schema68,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.every !== undefined){
let data1 = data.every;
if(typeof data1 === "string"){
if(!pattern32.test(data1)){
const err4 = {instancePath:instancePath+"/every",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$",parentSchema:schema68,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/every",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema68.type,parentSchema:schema68,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.machine !== undefined){
let data2 = data.machine;
if((typeof data2 !== "string") && (!(Array.isArray(data2)))){
const err6 = {instancePath:instancePath+"/machine",schemaPath:"#/$defs/selector/type",keyword:"type",params:{type: schema70.type},message:"must be string,array",schema:schema70.type,parentSchema:schema70,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(typeof data2 === "string"){
if(!pattern4.test(data2)){
const err7 = {instancePath:instancePath+"/machine",schemaPath:"#/$defs/selector/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema70,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(Array.isArray(data2)){
if(data2.length < 1){
const err8 = {instancePath:instancePath+"/machine",schemaPath:"#/$defs/selector/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema70,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(!pattern4.test(data3)){
const err9 = {instancePath:instancePath+"/machine/" + i0,schemaPath:"#/$defs/selector/items/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema70.items,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/machine/" + i0,schemaPath:"#/$defs/selector/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema70.items.type,parentSchema:schema70.items,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
}
if(data.event !== undefined){
let data4 = data.event;
if(typeof data4 === "string"){
if(!pattern46.test(data4)){
const err11 = {instancePath:instancePath+"/event",schemaPath:"#/properties/event/pattern",keyword:"pattern",params:{pattern: "^[A-Z0-9_]+$"},message:"must match pattern \""+"^[A-Z0-9_]+$"+"\"",schema:"^[A-Z0-9_]+$",parentSchema:schema77.properties.event,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/event",schemaPath:"#/properties/event/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema77.properties.event.type,parentSchema:schema77.properties.event,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.data !== undefined){
let data5 = data.data;
if(!(data5 && typeof data5 == "object" && !Array.isArray(data5))){
const err13 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema77.properties.data.type,parentSchema:schema77.properties.data,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema77.type,parentSchema:schema77,data};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate41.errors = vErrors;
return errors === 0;
}
validate41.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema81 = {"description":"overrides statistics of the guest's reports (null: no longer), or sets the target size","type":"object","properties":{"at":{"$ref":"#/$defs/duration"},"every":{"$ref":"#/$defs/duration"},"do":true,"machine":{"$ref":"#/$defs/selector"},"stats":{"description":"an object of statistics by QEMU's names, whole numbers, or null to show the guest's own again","type":"object","additionalProperties":{"description":"a whole number from 0 to 2^64 - 1, or null","type":["integer","null"],"minimum":0,"maximum":18446744073709552000}},"targetBytes":{"$ref":"#/$defs/size"}},"additionalProperties":false};

function validate43(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate43.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "at") || (key0 === "every")) || (key0 === "do")) || (key0 === "machine")) || (key0 === "stats")) || (key0 === "targetBytes"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema81,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.at !== undefined){
let data0 = data.at;
if(typeof data0 === "string"){
if(!pattern32.test(data0)){
const err1 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$",parentSchema:schema68,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema68.type,parentSchema:schema68,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.every !== undefined){
let data1 = data.every;
if(typeof data1 === "string"){
if(!pattern32.test(data1)){
const err3 = {instancePath:instancePath+"/every",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$",parentSchema:schema68,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/every",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema68.type,parentSchema:schema68,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.machine !== undefined){
let data2 = data.machine;
if((typeof data2 !== "string") && (!(Array.isArray(data2)))){
const err5 = {instancePath:instancePath+"/machine",schemaPath:"#/$defs/selector/type",keyword:"type",params:{type: schema70.type},message:"must be string,array",schema:schema70.type,parentSchema:schema70,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(typeof data2 === "string"){
if(!pattern4.test(data2)){
const err6 = {instancePath:instancePath+"/machine",schemaPath:"#/$defs/selector/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema70,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(Array.isArray(data2)){
if(data2.length < 1){
const err7 = {instancePath:instancePath+"/machine",schemaPath:"#/$defs/selector/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema70,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(!pattern4.test(data3)){
const err8 = {instancePath:instancePath+"/machine/" + i0,schemaPath:"#/$defs/selector/items/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema70.items,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/machine/" + i0,schemaPath:"#/$defs/selector/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema70.items.type,parentSchema:schema70.items,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
}
if(data.stats !== undefined){
let data4 = data.stats;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key1 in data4){
let data5 = data4[key1];
if((!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))) && (data5 !== null)){
const err10 = {instancePath:instancePath+"/stats/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/stats/additionalProperties/type",keyword:"type",params:{type: schema81.properties.stats.additionalProperties.type},message:"must be integer,null",schema:schema81.properties.stats.additionalProperties.type,parentSchema:schema81.properties.stats.additionalProperties,data:data5};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 18446744073709552000 || isNaN(data5)){
const err11 = {instancePath:instancePath+"/stats/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/stats/additionalProperties/maximum",keyword:"maximum",params:{comparison: "<=", limit: 18446744073709552000},message:"must be <= 18446744073709552000",schema:18446744073709552000,parentSchema:schema81.properties.stats.additionalProperties,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data5 < 0 || isNaN(data5)){
const err12 = {instancePath:instancePath+"/stats/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/stats/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema81.properties.stats.additionalProperties,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
}
else {
const err13 = {instancePath:instancePath+"/stats",schemaPath:"#/properties/stats/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema81.properties.stats.type,parentSchema:schema81.properties.stats,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.targetBytes !== undefined){
let data6 = data.targetBytes;
if((!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))) && (typeof data6 !== "string")){
const err14 = {instancePath:instancePath+"/targetBytes",schemaPath:"#/$defs/size/type",keyword:"type",params:{type: schema44.type},message:"must be integer,string",schema:schema44.type,parentSchema:schema44,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 9007199254740991 || isNaN(data6)){
const err15 = {instancePath:instancePath+"/targetBytes",schemaPath:"#/$defs/size/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991",schema:9007199254740991,parentSchema:schema44,data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data6 < 1 || isNaN(data6)){
const err16 = {instancePath:instancePath+"/targetBytes",schemaPath:"#/$defs/size/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema44,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(typeof data6 === "string"){
if(!pattern10.test(data6)){
const err17 = {instancePath:instancePath+"/targetBytes",schemaPath:"#/$defs/size/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?[KMGT]$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?[KMGT]$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?[KMGT]$",parentSchema:schema44,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
}
else {
const err18 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema81.type,parentSchema:schema81,data};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
validate43.errors = vErrors;
return errors === 0;
}
validate43.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema86 = {"description":"runs a QMP command, as another monitor's client would","type":"object","properties":{"at":{"$ref":"#/$defs/duration"},"every":{"$ref":"#/$defs/duration"},"do":true,"machine":{"$ref":"#/$defs/selector"},"command":{"description":"a QMP command","type":"string","pattern":"."},"arguments":{"description":"an object with the command's arguments","type":"object"}},"required":["command"],"additionalProperties":false};

function validate45(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate45.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.command === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "command"},message:"must have required property '"+"command"+"'",schema:schema86.required,parentSchema:schema86,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "at") || (key0 === "every")) || (key0 === "do")) || (key0 === "machine")) || (key0 === "command")) || (key0 === "arguments"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema86,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.at !== undefined){
let data0 = data.at;
if(typeof data0 === "string"){
if(!pattern32.test(data0)){
const err2 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$",parentSchema:schema68,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema68.type,parentSchema:schema68,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.every !== undefined){
let data1 = data.every;
if(typeof data1 === "string"){
if(!pattern32.test(data1)){
const err4 = {instancePath:instancePath+"/every",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$",parentSchema:schema68,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/every",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema68.type,parentSchema:schema68,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.machine !== undefined){
let data2 = data.machine;
if((typeof data2 !== "string") && (!(Array.isArray(data2)))){
const err6 = {instancePath:instancePath+"/machine",schemaPath:"#/$defs/selector/type",keyword:"type",params:{type: schema70.type},message:"must be string,array",schema:schema70.type,parentSchema:schema70,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(typeof data2 === "string"){
if(!pattern4.test(data2)){
const err7 = {instancePath:instancePath+"/machine",schemaPath:"#/$defs/selector/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema70,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(Array.isArray(data2)){
if(data2.length < 1){
const err8 = {instancePath:instancePath+"/machine",schemaPath:"#/$defs/selector/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema70,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(!pattern4.test(data3)){
const err9 = {instancePath:instancePath+"/machine/" + i0,schemaPath:"#/$defs/selector/items/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema70.items,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/machine/" + i0,schemaPath:"#/$defs/selector/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema70.items.type,parentSchema:schema70.items,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
}
if(data.command !== undefined){
let data4 = data.command;
if(typeof data4 === "string"){
if(!pattern4.test(data4)){
const err11 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema86.properties.command,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema86.properties.command.type,parentSchema:schema86.properties.command,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.arguments !== undefined){
let data5 = data.arguments;
if(!(data5 && typeof data5 == "object" && !Array.isArray(data5))){
const err13 = {instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema86.properties.arguments.type,parentSchema:schema86.properties.arguments,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema86.type,parentSchema:schema86,data};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate45.errors = vErrors;
return errors === 0;
}
validate45.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema90 = {"description":"changes the machine's state","type":"object","properties":{"at":{"$ref":"#/$defs/duration"},"every":{"$ref":"#/$defs/duration"},"do":true,"machine":{"$ref":"#/$defs/selector"}},"additionalProperties":false};

function validate47(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate47.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "at") || (key0 === "every")) || (key0 === "do")) || (key0 === "machine"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema90,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.at !== undefined){
let data0 = data.at;
if(typeof data0 === "string"){
if(!pattern32.test(data0)){
const err1 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$",parentSchema:schema68,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema68.type,parentSchema:schema68,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.every !== undefined){
let data1 = data.every;
if(typeof data1 === "string"){
if(!pattern32.test(data1)){
const err3 = {instancePath:instancePath+"/every",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$",parentSchema:schema68,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/every",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema68.type,parentSchema:schema68,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.machine !== undefined){
let data2 = data.machine;
if((typeof data2 !== "string") && (!(Array.isArray(data2)))){
const err5 = {instancePath:instancePath+"/machine",schemaPath:"#/$defs/selector/type",keyword:"type",params:{type: schema70.type},message:"must be string,array",schema:schema70.type,parentSchema:schema70,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(typeof data2 === "string"){
if(!pattern4.test(data2)){
const err6 = {instancePath:instancePath+"/machine",schemaPath:"#/$defs/selector/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema70,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(Array.isArray(data2)){
if(data2.length < 1){
const err7 = {instancePath:instancePath+"/machine",schemaPath:"#/$defs/selector/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema70,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(!pattern4.test(data3)){
const err8 = {instancePath:instancePath+"/machine/" + i0,schemaPath:"#/$defs/selector/items/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema70.items,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/machine/" + i0,schemaPath:"#/$defs/selector/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema70.items.type,parentSchema:schema70.items,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
}
}
else {
const err10 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema90.type,parentSchema:schema90,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
validate47.errors = vErrors;
return errors === 0;
}
validate47.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema94 = {"description":"returns the last requests","type":"object","properties":{"at":{"$ref":"#/$defs/duration"},"every":{"$ref":"#/$defs/duration"},"do":true,"machine":{"$ref":"#/$defs/selector"},"command":{"description":"a QMP command","type":"string","pattern":"."}},"additionalProperties":false};

function validate49(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate49.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((key0 === "at") || (key0 === "every")) || (key0 === "do")) || (key0 === "machine")) || (key0 === "command"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema94,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.at !== undefined){
let data0 = data.at;
if(typeof data0 === "string"){
if(!pattern32.test(data0)){
const err1 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$",parentSchema:schema68,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema68.type,parentSchema:schema68,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.every !== undefined){
let data1 = data.every;
if(typeof data1 === "string"){
if(!pattern32.test(data1)){
const err3 = {instancePath:instancePath+"/every",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$",parentSchema:schema68,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/every",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema68.type,parentSchema:schema68,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.machine !== undefined){
let data2 = data.machine;
if((typeof data2 !== "string") && (!(Array.isArray(data2)))){
const err5 = {instancePath:instancePath+"/machine",schemaPath:"#/$defs/selector/type",keyword:"type",params:{type: schema70.type},message:"must be string,array",schema:schema70.type,parentSchema:schema70,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(typeof data2 === "string"){
if(!pattern4.test(data2)){
const err6 = {instancePath:instancePath+"/machine",schemaPath:"#/$defs/selector/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema70,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(Array.isArray(data2)){
if(data2.length < 1){
const err7 = {instancePath:instancePath+"/machine",schemaPath:"#/$defs/selector/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema70,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(!pattern4.test(data3)){
const err8 = {instancePath:instancePath+"/machine/" + i0,schemaPath:"#/$defs/selector/items/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema70.items,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/machine/" + i0,schemaPath:"#/$defs/selector/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema70.items.type,parentSchema:schema70.items,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
}
if(data.command !== undefined){
let data4 = data.command;
if(typeof data4 === "string"){
if(!pattern4.test(data4)){
const err10 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema94.properties.command,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema94.properties.command.type,parentSchema:schema94.properties.command,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema94.type,parentSchema:schema94,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
validate49.errors = vErrors;
return errors === 0;
}
validate49.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema98 = {"description":"adds a machine, or as many as `count`","type":"object","properties":{"at":{"$ref":"#/$defs/duration"},"every":{"$ref":"#/$defs/duration"},"do":true,"spec":{"$ref":"#/$defs/machine","type":"object","properties":{"name":true},"required":["name"]}},"required":["spec"],"additionalProperties":false};

function validate51(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate51.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.spec === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "spec"},message:"must have required property '"+"spec"+"'",schema:schema98.required,parentSchema:schema98,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "at") || (key0 === "every")) || (key0 === "do")) || (key0 === "spec"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema98,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.at !== undefined){
let data0 = data.at;
if(typeof data0 === "string"){
if(!pattern32.test(data0)){
const err2 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$",parentSchema:schema68,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema68.type,parentSchema:schema68,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.every !== undefined){
let data1 = data.every;
if(typeof data1 === "string"){
if(!pattern32.test(data1)){
const err4 = {instancePath:instancePath+"/every",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$",parentSchema:schema68,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/every",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema68.type,parentSchema:schema68,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.spec !== undefined){
let data2 = data.spec;
if(!(validate21(data2, {instancePath:instancePath+"/spec",parentData:data,parentDataProperty:"spec",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.name === undefined){
const err6 = {instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema98.properties.spec.required,parentSchema:schema98.properties.spec,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema98.properties.spec.type,parentSchema:schema98.properties.spec,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema98.type,parentSchema:schema98,data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
validate51.errors = vErrors;
return errors === 0;
}
validate51.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema101 = {"description":"advances manual time","type":"object","properties":{"at":{"$ref":"#/$defs/duration"},"every":{"$ref":"#/$defs/duration"},"do":true,"by":{"$ref":"#/$defs/duration"}},"required":["by"],"additionalProperties":false};

function validate54(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate54.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.by === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "by"},message:"must have required property '"+"by"+"'",schema:schema101.required,parentSchema:schema101,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "at") || (key0 === "every")) || (key0 === "do")) || (key0 === "by"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema101,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.at !== undefined){
let data0 = data.at;
if(typeof data0 === "string"){
if(!pattern32.test(data0)){
const err2 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$",parentSchema:schema68,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema68.type,parentSchema:schema68,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.every !== undefined){
let data1 = data.every;
if(typeof data1 === "string"){
if(!pattern32.test(data1)){
const err4 = {instancePath:instancePath+"/every",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$",parentSchema:schema68,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/every",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema68.type,parentSchema:schema68,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.by !== undefined){
let data2 = data.by;
if(typeof data2 === "string"){
if(!pattern32.test(data2)){
const err6 = {instancePath:instancePath+"/by",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$",parentSchema:schema68,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/by",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema68.type,parentSchema:schema68,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema101.type,parentSchema:schema101,data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
validate54.errors = vErrors;
return errors === 0;
}
validate54.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema105 = {"description":"lists the machines, or ends them all","type":"object","properties":{"at":{"$ref":"#/$defs/duration"},"every":{"$ref":"#/$defs/duration"},"do":true},"additionalProperties":false};

function validate56(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate56.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "at") || (key0 === "every")) || (key0 === "do"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema105,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.at !== undefined){
let data0 = data.at;
if(typeof data0 === "string"){
if(!pattern32.test(data0)){
const err1 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$",parentSchema:schema68,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema68.type,parentSchema:schema68,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.every !== undefined){
let data1 = data.every;
if(typeof data1 === "string"){
if(!pattern32.test(data1)){
const err3 = {instancePath:instancePath+"/every",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$",parentSchema:schema68,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/every",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema68.type,parentSchema:schema68,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema105.type,parentSchema:schema105,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
validate56.errors = vErrors;
return errors === 0;
}
validate56.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate36(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate36.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs2 = errors;
let valid1 = true;
const _errs3 = errors;
if(errors === _errs3){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.do === undefined) && (missing0 = "do")){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
else {
if(data.do !== undefined){
if("fault" !== data.do){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
}
else {
const err2 = {};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
var _valid0 = _errs3 === errors;
errors = _errs2;
if(vErrors !== null){
if(_errs2){
vErrors.length = _errs2;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs6 = errors;
if(!(validate37(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
errors = vErrors.length;
}
var _valid0 = _errs6 === errors;
valid1 = _valid0;
if(valid1){
var props0 = {};
props0.at = true;
props0.every = true;
props0.do = true;
props0.machine = true;
props0.kind = true;
}
}
if(!valid1){
const err3 = {instancePath,schemaPath:"#/allOf/0/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema66.allOf[0].if,parentSchema:schema66.allOf[0],data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
const _errs8 = errors;
let valid3 = true;
const _errs9 = errors;
if(errors === _errs9){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing1;
if((data.do === undefined) && (missing1 = "do")){
const err4 = {};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
else {
if(data.do !== undefined){
if("heal" !== data.do){
const err5 = {};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
}
else {
const err6 = {};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
var _valid1 = _errs9 === errors;
errors = _errs8;
if(vErrors !== null){
if(_errs8){
vErrors.length = _errs8;
}
else {
vErrors = null;
}
}
if(_valid1){
const _errs12 = errors;
if(!(validate39(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
errors = vErrors.length;
}
var _valid1 = _errs12 === errors;
valid3 = _valid1;
if(valid3){
var props1 = true;
}
}
if(!valid3){
const err7 = {instancePath,schemaPath:"#/allOf/1/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema66.allOf[1].if,parentSchema:schema66.allOf[1],data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(props0 !== true && props1 !== undefined){
if(props1 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props1);
}
}
const _errs14 = errors;
let valid5 = true;
const _errs15 = errors;
if(errors === _errs15){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing2;
if((data.do === undefined) && (missing2 = "do")){
const err8 = {};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
else {
if(data.do !== undefined){
if("emit" !== data.do){
const err9 = {};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
}
else {
const err10 = {};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
var _valid2 = _errs15 === errors;
errors = _errs14;
if(vErrors !== null){
if(_errs14){
vErrors.length = _errs14;
}
else {
vErrors = null;
}
}
if(_valid2){
const _errs18 = errors;
if(!(validate41(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate41.errors : vErrors.concat(validate41.errors);
errors = vErrors.length;
}
var _valid2 = _errs18 === errors;
valid5 = _valid2;
if(valid5){
var props2 = true;
}
}
if(!valid5){
const err11 = {instancePath,schemaPath:"#/allOf/2/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema66.allOf[2].if,parentSchema:schema66.allOf[2],data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(props0 !== true && props2 !== undefined){
if(props2 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props2);
}
}
const _errs20 = errors;
let valid7 = true;
const _errs21 = errors;
if(errors === _errs21){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing3;
if((data.do === undefined) && (missing3 = "do")){
const err12 = {};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
else {
if(data.do !== undefined){
if("balloon" !== data.do){
const err13 = {};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
}
else {
const err14 = {};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
var _valid3 = _errs21 === errors;
errors = _errs20;
if(vErrors !== null){
if(_errs20){
vErrors.length = _errs20;
}
else {
vErrors = null;
}
}
if(_valid3){
const _errs24 = errors;
if(!(validate43(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate43.errors : vErrors.concat(validate43.errors);
errors = vErrors.length;
}
var _valid3 = _errs24 === errors;
valid7 = _valid3;
if(valid7){
var props3 = true;
}
}
if(!valid7){
const err15 = {instancePath,schemaPath:"#/allOf/3/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema66.allOf[3].if,parentSchema:schema66.allOf[3],data};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(props0 !== true && props3 !== undefined){
if(props3 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props3);
}
}
const _errs26 = errors;
let valid9 = true;
const _errs27 = errors;
if(errors === _errs27){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing4;
if((data.do === undefined) && (missing4 = "do")){
const err16 = {};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
else {
if(data.do !== undefined){
if("execute" !== data.do){
const err17 = {};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
}
else {
const err18 = {};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
var _valid4 = _errs27 === errors;
errors = _errs26;
if(vErrors !== null){
if(_errs26){
vErrors.length = _errs26;
}
else {
vErrors = null;
}
}
if(_valid4){
const _errs30 = errors;
if(!(validate45(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate45.errors : vErrors.concat(validate45.errors);
errors = vErrors.length;
}
var _valid4 = _errs30 === errors;
valid9 = _valid4;
if(valid9){
var props4 = true;
}
}
if(!valid9){
const err19 = {instancePath,schemaPath:"#/allOf/4/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema66.allOf[4].if,parentSchema:schema66.allOf[4],data};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(props0 !== true && props4 !== undefined){
if(props4 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props4);
}
}
const _errs32 = errors;
let valid11 = true;
const _errs33 = errors;
if(errors === _errs33){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing5;
if((data.do === undefined) && (missing5 = "do")){
const err20 = {};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
else {
if(data.do !== undefined){
let data5 = data.do;
if(!(((((((((((((data5 === "stop") || (data5 === "cont")) || (data5 === "reset")) || (data5 === "powerdown")) || (data5 === "suspend")) || (data5 === "wakeup")) || (data5 === "oom")) || (data5 === "watchdog")) || (data5 === "panic")) || (data5 === "quit")) || (data5 === "kill")) || (data5 === "start")) || (data5 === "remove"))){
const err21 = {};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
}
else {
const err22 = {};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
var _valid5 = _errs33 === errors;
errors = _errs32;
if(vErrors !== null){
if(_errs32){
vErrors.length = _errs32;
}
else {
vErrors = null;
}
}
if(_valid5){
const _errs36 = errors;
if(!(validate47(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
errors = vErrors.length;
}
var _valid5 = _errs36 === errors;
valid11 = _valid5;
if(valid11){
var props5 = true;
}
}
if(!valid11){
const err23 = {instancePath,schemaPath:"#/allOf/5/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema66.allOf[5].if,parentSchema:schema66.allOf[5],data};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(props0 !== true && props5 !== undefined){
if(props5 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props5);
}
}
const _errs38 = errors;
let valid13 = true;
const _errs39 = errors;
if(errors === _errs39){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing6;
if((data.do === undefined) && (missing6 = "do")){
const err24 = {};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
else {
if(data.do !== undefined){
if("calls" !== data.do){
const err25 = {};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
}
else {
const err26 = {};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
var _valid6 = _errs39 === errors;
errors = _errs38;
if(vErrors !== null){
if(_errs38){
vErrors.length = _errs38;
}
else {
vErrors = null;
}
}
if(_valid6){
const _errs42 = errors;
if(!(validate49(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate49.errors : vErrors.concat(validate49.errors);
errors = vErrors.length;
}
var _valid6 = _errs42 === errors;
valid13 = _valid6;
if(valid13){
var props6 = true;
}
}
if(!valid13){
const err27 = {instancePath,schemaPath:"#/allOf/6/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema66.allOf[6].if,parentSchema:schema66.allOf[6],data};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(props0 !== true && props6 !== undefined){
if(props6 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props6);
}
}
const _errs44 = errors;
let valid15 = true;
const _errs45 = errors;
if(errors === _errs45){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing7;
if((data.do === undefined) && (missing7 = "do")){
const err28 = {};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
else {
if(data.do !== undefined){
if("add" !== data.do){
const err29 = {};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
}
else {
const err30 = {};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
var _valid7 = _errs45 === errors;
errors = _errs44;
if(vErrors !== null){
if(_errs44){
vErrors.length = _errs44;
}
else {
vErrors = null;
}
}
if(_valid7){
const _errs48 = errors;
if(!(validate51(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate51.errors : vErrors.concat(validate51.errors);
errors = vErrors.length;
}
var _valid7 = _errs48 === errors;
valid15 = _valid7;
if(valid15){
var props7 = true;
}
}
if(!valid15){
const err31 = {instancePath,schemaPath:"#/allOf/7/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema66.allOf[7].if,parentSchema:schema66.allOf[7],data};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(props0 !== true && props7 !== undefined){
if(props7 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props7);
}
}
const _errs50 = errors;
let valid17 = true;
const _errs51 = errors;
if(errors === _errs51){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing8;
if((data.do === undefined) && (missing8 = "do")){
const err32 = {};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
else {
if(data.do !== undefined){
if("advance" !== data.do){
const err33 = {};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
}
else {
const err34 = {};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
var _valid8 = _errs51 === errors;
errors = _errs50;
if(vErrors !== null){
if(_errs50){
vErrors.length = _errs50;
}
else {
vErrors = null;
}
}
if(_valid8){
const _errs54 = errors;
if(!(validate54(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors);
errors = vErrors.length;
}
var _valid8 = _errs54 === errors;
valid17 = _valid8;
if(valid17){
var props8 = true;
}
}
if(!valid17){
const err35 = {instancePath,schemaPath:"#/allOf/8/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema66.allOf[8].if,parentSchema:schema66.allOf[8],data};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(props0 !== true && props8 !== undefined){
if(props8 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props8);
}
}
const _errs56 = errors;
let valid19 = true;
const _errs57 = errors;
if(errors === _errs57){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing9;
if((data.do === undefined) && (missing9 = "do")){
const err36 = {};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
else {
if(data.do !== undefined){
let data9 = data.do;
if(!((data9 === "list") || (data9 === "shutdown"))){
const err37 = {};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
}
else {
const err38 = {};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
var _valid9 = _errs57 === errors;
errors = _errs56;
if(vErrors !== null){
if(_errs56){
vErrors.length = _errs56;
}
else {
vErrors = null;
}
}
if(_valid9){
const _errs60 = errors;
if(!(validate56(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors);
errors = vErrors.length;
}
var _valid9 = _errs60 === errors;
valid19 = _valid9;
if(valid19){
var props9 = true;
}
}
if(!valid19){
const err39 = {instancePath,schemaPath:"#/allOf/9/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema66.allOf[9].if,parentSchema:schema66.allOf[9],data};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(props0 !== true && props9 !== undefined){
if(props9 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props9);
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.do === undefined){
const err40 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "do"},message:"must have required property '"+"do"+"'",schema:schema66.required,parentSchema:schema66,data};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(props0 !== true){
props0 = props0 || {};
props0.do = true;
}
if(data.do !== undefined){
let data10 = data.do;
if(!(((((((((((((((((((((((data10 === "fault") || (data10 === "heal")) || (data10 === "emit")) || (data10 === "balloon")) || (data10 === "execute")) || (data10 === "stop")) || (data10 === "cont")) || (data10 === "reset")) || (data10 === "powerdown")) || (data10 === "suspend")) || (data10 === "wakeup")) || (data10 === "oom")) || (data10 === "watchdog")) || (data10 === "panic")) || (data10 === "quit")) || (data10 === "kill")) || (data10 === "start")) || (data10 === "remove")) || (data10 === "add")) || (data10 === "list")) || (data10 === "calls")) || (data10 === "advance")) || (data10 === "shutdown"))){
const err41 = {instancePath:instancePath+"/do",schemaPath:"#/properties/do/enum",keyword:"enum",params:{allowedValues: schema66.properties.do.enum},message:"must be equal to one of the allowed values",schema:schema66.properties.do.enum,parentSchema:schema66.properties.do,data:data10};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema66.type,parentSchema:schema66,data};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
validate36.errors = vErrors;
evaluated0.props = props0;
return errors === 0;
}
validate36.evaluated = {"dynamicProps":true,"dynamicItems":false};


function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.machines === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "machines"},message:"must have required property '"+"machines"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "time") || (key0 === "defaults")) || (key0 === "machines")) || (key0 === "timeline"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.time !== undefined){
let data0 = data.time;
if(!((data0 === "real") || (data0 === "manual"))){
const err2 = {instancePath:instancePath+"/time",schemaPath:"#/properties/time/enum",keyword:"enum",params:{allowedValues: schema31.properties.time.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.time.enum,parentSchema:schema31.properties.time,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.defaults !== undefined){
if(!(validate21(data.defaults, {instancePath:instancePath+"/defaults",parentData:data,parentDataProperty:"defaults",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
if(data.machines !== undefined){
let data2 = data.machines;
if(Array.isArray(data2)){
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(!(validate21(data3, {instancePath:instancePath+"/machines/" + i0,parentData:data2,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.name === undefined){
const err3 = {instancePath:instancePath+"/machines/" + i0,schemaPath:"#/properties/machines/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema31.properties.machines.items.required,parentSchema:schema31.properties.machines.items,data:data3};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/machines/" + i0,schemaPath:"#/properties/machines/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.machines.items.type,parentSchema:schema31.properties.machines.items,data:data3};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath:instancePath+"/machines",schemaPath:"#/properties/machines/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.machines.type,parentSchema:schema31.properties.machines,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.timeline !== undefined){
let data4 = data.timeline;
if(Array.isArray(data4)){
const len1 = data4.length;
for(let i1=0; i1<len1; i1++){
let data5 = data4[i1];
if(!(validate36(data5, {instancePath:instancePath+"/timeline/" + i1,parentData:data4,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate36.errors : vErrors.concat(validate36.errors);
errors = vErrors.length;
}
else {
var props0 = validate36.evaluated.props;
}
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.at === undefined){
const err6 = {instancePath:instancePath+"/timeline/" + i1,schemaPath:"#/properties/timeline/items/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'",schema:schema31.properties.timeline.items.required,parentSchema:schema31.properties.timeline.items,data:data5};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(props0 !== true){
props0 = props0 || {};
props0.at = true;
}
}
else {
const err7 = {instancePath:instancePath+"/timeline/" + i1,schemaPath:"#/properties/timeline/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.timeline.items.type,parentSchema:schema31.properties.timeline.items,data:data5};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath:instancePath+"/timeline",schemaPath:"#/properties/timeline/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.timeline.type,parentSchema:schema31.properties.timeline,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.type,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

